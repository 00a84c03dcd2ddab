"""Proofs: the properties that a protocol has for every possible patient, established by a solver at each build."""

from build_scripts.evidence.proofs.claims import Fault, Note, Proofs, ProvedProperty
from build_scripts.evidence.proofs.prove import prove

__all__ = ["Fault", "Note", "Proofs", "ProvedProperty", "prove"]
