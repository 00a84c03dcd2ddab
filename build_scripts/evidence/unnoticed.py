"""A mistake that nothing notices, in words: where it was made, what it was, and what it would do to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_scripts.evidence.noticed import MISTAKES, NOTICERS, Tally, Unnoticed
from build_scripts.words.doses import dose_text
from build_scripts.words.findings import patient_text
from checker import Protocol
from checker.language.findings import QuantityFinding
from checker.language.keys import field_name
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.values.value import Value
from checker.words.messages import _, marked
from checker.words.numbers import plain_number, quantity_text
from checker.words.units import sign

RESULTS = {
    "indicated": marked("indicated"),
    "not-indicated": marked("not called for"),
    "undetermined": marked("undetermined"),
    "true": marked("true"),
    "false": marked("false"),
    "unknown": marked("unknown"),
    "said": marked("no rule in the source"),
    "not said": marked("nothing said of a rule"),
    "raised": marked("shown"),
    "not raised": marked("not shown"),
}
"""Status, truth, or whether something shows → its name in a sentence."""

PARTS = {
    "action": marked("kind of action"),
    "strength": marked("strength"),
    "urgency": marked("urgency"),
    "doses": marked("dose"),
    "plausible": marked("plausible values"),
    "formula": marked("formula"),
    "rounded": marked("rounding"),
    "measured": marked("measured instead"),
    "also": marked("further unit"),
    "no-rule": marked("where the source has no rule"),
    "items": marked("part of the score"),
    "bands": marked("band of the score"),
    "domains": marked("domain of the grade"),
}
"""Part of an element, by its key → its name where a mistake in it is told."""

WORDS = (
    marked("do"),
    marked("consider"),
    marked("immediate"),
    marked("today"),
    marked("ongoing"),
    marked("negated"),
    marked("left out"),
)
"""Words of recommendations and of changes that stand in no other table."""


def tally_text(tally: Tally) -> str:
    """Return how many mistakes of one kind were made and what noticed them, in a sentence."""
    ways = [_("{count} {by}", count=count, by=_(NOTICERS[by])) for by, count in tally.noticed.items()]
    parts = [_("{count} {where}", count=tally.made, where=_(MISTAKES[tally.kind]))]
    if tally.equivalent:
        parts.append(_("{count} change nothing for any patient", count=tally.equivalent))
    if tally.undecided:
        parts.append(_("{count} change nothing for any patient who was tried", count=tally.undecided))
    if ways:
        parts.append(_("noticed: {ways}", ways=", ".join(ways)))
    if tally.unnoticed:
        parts.append(_("unnoticed: {count}", count=tally.unnoticed))
    return "; ".join(parts)


def unnoticed_text(protocol: Protocol, mistake: Unnoticed) -> str:
    """Return a mistake that nothing noticed in words: where, what, and what it would do to whom.

    Args:
        protocol: The protocol, in the language of the words.
        mistake: The mistake.
    """
    return f"{_where(protocol, mistake)}: {_what(protocol, mistake)}. {_effect(protocol, mistake)}"


def _where(protocol: Protocol, mistake: Unnoticed) -> str:
    """Return the label of the element that the mistake was made in, with the part of it."""
    collection, index = field_name(str(mistake.path[0])), int(mistake.path[1])
    element = getattr(protocol, collection)[index]
    label = getattr(element, "label", None) or getattr(element, "message", None) or str(getattr(element, "id", ""))
    part = PARTS.get(str(mistake.path[2])) if len(mistake.path) > 2 else None
    return f"{label}, {_(part)}" if part is not None else label


def _what(protocol: Protocol, mistake: Unnoticed) -> str:
    was, became = mistake.was, mistake.became
    if was is None:
        return _change(protocol, mistake)
    if isinstance(was, Dose):
        labels = Labels(protocol)
        after = _("left out") if became is None else f"'{dose_text(became, labels)}'"
        return f"'{dose_text(was, labels)}' → {after}"
    if isinstance(was, QuantityFinding | Value):
        return f"{_plausible(was)} → {_plausible(became)}"
    if isinstance(was, str):
        return f"{_(was.replace('-', ' '))} → {_(became.replace('-', ' '))}"
    words = Labels(protocol)
    return f"'{was.describe(words)}' → '{became.describe(words)}'"


def _plausible(measured: QuantityFinding | Value) -> str:
    low, high = (plain_number(number) for number in measured.plausible)
    return _("{low} to {high} {unit}", low=low, high=high, unit=sign(measured.unit))


def _change(protocol: Protocol, mistake: Unnoticed) -> str:
    """Return a change that is told in ids with the labels in their place."""
    labels = _labels(protocol)
    subject, colon, sides = mistake.change.rpartition(": ")
    told = " → ".join(labels.get(side, _(side) if side in WORDS else side) for side in sides.split(" → "))
    return f"{labels.get(subject, subject)}{colon}{told}"


def _labels(protocol: Protocol) -> dict[str, str]:
    """Return the label of each element that a change may name, by id."""
    kinds = (
        protocol.values,
        protocol.grades,
        protocol.scores,
        protocol.criteria,
        protocol.findings,
        protocol.recommendations,
    )
    labels = {element.id: element.label for elements in kinds for element in elements}
    choices = (choice for finding in protocol.findings for choice in getattr(finding, "choices", ()))
    return {choice.id: choice.label for choice in choices} | labels


def _effect(protocol: Protocol, mistake: Unnoticed) -> str:
    patient = patient_text({finding.id: finding for finding in protocol.findings}, mistake.findings)
    if mistake.kind in MISTAKES:
        return _("No worked case would notice it. The smallest patient who is shown it: {patient}.", patient=patient)
    if mistake.kind == "acceptance":
        return _(
            "Then the smallest such patient ({patient}) would be {new}; now: {old}.",
            patient=patient,
            new=_taken(protocol, mistake.new),
            old=_taken(protocol, mistake.old),
        )
    return _(
        "Then '{name}' would be '{new}' in place of '{old}'. The smallest such patient: {patient}.",
        name=_name(protocol, mistake.name),
        new=_said(protocol, mistake, mistake.new),
        old=_said(protocol, mistake, mistake.old),
        patient=patient,
    )


def _name(protocol: Protocol, name: str) -> str:
    messages = {warning.code: warning.message for warning in protocol.warnings}
    return _labels(protocol).get(name) or messages.get(name, name)


def _said(protocol: Protocol, mistake: Unnoticed, said: Any) -> str:
    words = Labels(protocol)
    if mistake.kind == "score":
        low, high, bands = said
        band = words.bands(mistake.name, bands) or _("no band")
        return _("{low} to {high} points, {band}", low=low, high=high, band=band)
    if mistake.kind == "value":
        unit = next(value.unit for value in protocol.values if value.id == mistake.name)
        return quantity_text(said, unit) if said is not None else _("unknown")
    if mistake.kind == "grade":
        return words.steps(mistake.name, said)
    return _(RESULTS[said]) if said in RESULTS else said  # doses are told as they are


def _taken(protocol: Protocol, inferred: Mapping[str, bool] | None) -> str:
    """Return what becomes of a case: refused, taken as it is, or taken with further findings inferred."""
    if inferred is None:
        return _("refused")
    if not inferred:
        return _("taken as it is")
    labels = _labels(protocol)
    found = ", ".join(f"{labels[name]}: {_('yes') if holds else _('no')}" for name, holds in inferred.items())
    return _("taken, and this would follow: {findings}", findings=found)
