"""Recommendations in words: whom they are for, which quantity they raise, how often and how long a dose is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from build_scripts.content.double_entry.holdings import per_day
from build_scripts.content.double_entry.reading.rhythms import rhythms
from build_scripts.content.double_entry.reading.said import PEOPLE, SINGLE
from build_scripts.content.labels import folded
from checker import Protocol
from checker.protocol.model import Recommendation

_NOT = re.compile(r"(?i)\b(?:not|no|never|nor|except|other than)\b[^.;,]*$")
_LOWERED = re.compile(r"(?i)\b(?:lower|reduce|decrease|lowers|reduces|decreases)\b")
_TEXTS = ("label", "plain", "note")


def objections_to_treated(it: Recommendation, cited: dict[str, str], protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Yield the field, and what is wrong with it, of each part of a recommendation whose words do not fit its data.

    Args:
        it: The recommendation.
        cited: Statement that it cites → its text.
        protocol: The protocol, which knows what is raised and what it is called.
    """
    yield from _raised(it, protocol)
    if not it.doses:
        return
    for people, pattern in PEOPLE.items():
        match = pattern.search(it.label)
        if match and not _NOT.search(it.label[: match.start()]) and people not in {dose.for_ for dose in it.doses}:
            yield "label", f"the label says '{match.group()}', and no dose is for '{people}'"
    for dose in it.doses:
        single = SINGLE.search(dose.note or "")
        if single and not dose.once:
            yield "doses", f"the note of a dose says '{single.group()}', and the dose is not given once"
    known = {per_day(dose.frequency) for dose in it.doses if dose.frequency is not None}
    known |= {Fraction(1) for dose in it.doses if dose.unit.endswith("/d")}
    known |= {rhythm.per_day for text in cited.values() for rhythm in rhythms(text)}
    for field in _TEXTS:
        text = getattr(it, field) or ""
        single = SINGLE.search(text)
        if single and not any(dose.once for dose in it.doses) and not _NOT.search(text[: single.start()]):
            yield field, f"the text says '{single.group()}', and no dose here is given once"
        for rhythm in rhythms(text):
            if not rhythm.written and rhythm.per_day not in known:
                said = text[rhythm.start : rhythm.end]
                yield field, f"the text says '{said}', and neither a dose here nor a statement does"


def _raised(it: Recommendation, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Check that the label names each quantity that is raised, and that it tells to raise it."""
    findings = {finding.id: finding for finding in protocol.findings}
    for name in it.raises:
        label = findings[name].label
        called = {folded(label), folded(label.split(",")[0]), name.replace("-", " ")}
        if not _names(it.label, called) and not _names(it.label, _also_called(called, protocol)):
            yield "raises", f"'{name}' is raised, and the label does not name it: '{it.label}'"
    for field in ("label", "plain"):
        lowered = _LOWERED.search(getattr(it, field)) if it.raises else None
        if lowered:
            yield field, f"the text says '{lowered.group()}', and {', '.join(it.raises)} is raised"


def _names(label: str, called: set[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", folded(label)) for each in called)


def _also_called(called: set[str], protocol: Protocol) -> set[str]:
    groups = [{folded(each) for each in group} for group in protocol.synonyms]
    return {each for group in groups if called & group for each in group}
