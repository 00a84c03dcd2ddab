"""Mutation: whether the worked cases and the proofs would notice a rule that is wrong."""

from build_scripts.evidence.mutation.mutants import Mutant, mutants
from build_scripts.evidence.mutation.trial import Trial, try_out

__all__ = ["Mutant", "Trial", "mutants", "try_out"]
