"""Answers in words: a finding of a case with what was found, as a reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.answers.echo import shown
from checker.language.findings import ChoiceFinding, DateFinding, Finding
from checker.words.messages import _
from checker.words.numbers import plain_number
from checker.words.units import sign, ucum_spelling


def finding_text(findings: Mapping[str, Finding], name: str, value: Any) -> str:
    """Return an answer in words, as it was given, even if the engine refuses it.

    Args:
        findings: The findings of the protocol, by id.
        name: Id of a finding, or the text given in its place.
        value: The value as in a case.
    """
    finding = findings.get(name)
    if finding is None:
        return f"{name}: {shown(value)}"
    label = finding.label
    if value is None:
        return f"{label}: {_('not assessed')}"
    if isinstance(value, bool):
        return f"{label}: {_('yes') if value else _('no')}"
    if isinstance(finding, ChoiceFinding) and isinstance(value, str):
        return f"{label}: {finding.choice_label(value)}"
    if isinstance(finding, DateFinding) and isinstance(value, str):
        return f"{label}: {value.replace('T', ' ')}"
    if isinstance(value, Mapping) and value.keys() == {"value", "unit"}:
        number, unit = value["value"], value["unit"]
        text = plain_number(number) if isinstance(number, Decimal) else str(number)
        return f"{label}: {text} {sign(ucum_spelling(str(unit)))}".rstrip()
    return f"{label}: {shown(value)}"


def patient_text(findings: Mapping[str, Finding], case: Mapping[str, Any]) -> str:
    """Return a patient in words: the answers of a case, and that nothing else is known."""
    answers = "; ".join(finding_text(findings, name, value) for name, value in case.items())
    return answers + _(" and nothing else known") if answers else _("nothing known")
