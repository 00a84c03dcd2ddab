"""What changed since the last signature, for the document and for the pages: in words, and for which patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.content.approval.records import ApprovalRecord
from build_scripts.evidence.proofs.claims import VersionDifference
from build_scripts.evidence.proofs.counterexamples import NoPatient
from build_scripts.evidence.proofs.differences import compare
from build_scripts.evidence.since_signed import SignedDifference, SinceSigned
from build_scripts.pages.signing.stories import Storyteller
from checker import Checker, Protocol
from checker.words.messages import _, marked

WORDS = {
    "indicated": marked("indicated"),
    "not-indicated": marked("not called for"),
    "undetermined": marked("open until more is known"),
    "true": marked("true"),
    "false": marked("false"),
    "unknown": marked("not known"),
    "raised": marked("raised"),
    "not raised": marked("not raised"),
    "said": marked("said"),
    "not said": marked("not said"),
}
"""Answer of a version → how it is said."""


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The changes since the last signature."""

    record: ApprovalRecord
    altered: tuple[str, ...]
    differences: tuple[SignedDifference, ...]
    patients: tuple[str, ...]
    """A sentence for each answer that some patient gets and did not get before, with the smallest such patient."""
    same: int
    """Number of recommendations on which no patient gets another answer."""


def changes_view(since: SinceSigned, protocol: Protocol) -> ChangesView:
    """Return the changes since the last signature, with the patients whom they concern.

    Args:
        since: The changes, element by element.
        protocol: The protocol as it is.
    """
    tell = Storyteller(Checker(protocol))
    try:
        compared = compare(since.signed, protocol)
        differences: Sequence[VersionDifference] = compared.differences
        same = len(compared.same)
    except NoPatient:
        differences, same = (), 0
    named: list[Any] = [*protocol.criteria, *protocol.scores, *protocol.grades, *protocol.recommendations]
    labels = {element.id: element.label for element in named}
    patients = tuple(
        _(
            "{what}: was {before} and is {now}, for example for this patient: {patient}",
            what=labels.get(difference.name, difference.name),
            before=_(WORDS.get(difference.old, difference.old)),
            now=_(WORDS.get(difference.new, difference.new)),
            patient=tell.patient(difference.findings),
        )
        for difference in differences
    )
    return ChangesView(since.record, since.altered, since.differences, patients, same)
