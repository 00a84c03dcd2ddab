"""Mutation: whether the checks, the worked cases and the proofs would notice a rule, a dose or an act that is wrong."""

from build_scripts.evidence.mutation.act_mutants import act_mutants
from build_scripts.evidence.mutation.mutants import Mutant, mutants
from build_scripts.evidence.mutation.trial import try_out

__all__ = ["Mutant", "act_mutants", "mutants", "try_out"]
