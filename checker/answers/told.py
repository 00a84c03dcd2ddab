"""Answers as they are told again: what was entered for a finding, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from checker.answers.echo import exact, shown
from checker.language.findings import ChoiceFinding, DateFinding, Finding
from checker.words.messages import _
from checker.words.numbers import plain_number
from checker.words.units import sign, ucum_spelling


def answer_text(finding: Finding, value: object) -> str:
    """Return an answer in words, as it was given, even if the engine refuses it.

    Args:
        finding: The finding.
        value: The value as in a case, not null.
    """
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(finding, ChoiceFinding) and isinstance(value, str):
        return finding.choice_label(value)
    if isinstance(finding, DateFinding) and isinstance(value, str):
        return value.replace("T", " ")
    if isinstance(value, Mapping) and value.keys() == {"value", "unit"}:
        number = exact(value["value"])
        text = plain_number(number) if isinstance(number, Decimal) else str(number)
        return f"{text} {sign(ucum_spelling(str(value['unit'])))}".rstrip()
    return shown(value)
