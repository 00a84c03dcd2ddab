"""Answers in words: a finding of a case with what was found, as a reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.answers.echo import shown
from checker.answers.told import answer_text
from checker.language.findings import Finding
from checker.words.messages import _


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
    return f"{finding.label}: {_('not assessed') if value is None else answer_text(finding, value)}"


def patient_text(findings: Mapping[str, Finding], case: Mapping[str, Any]) -> str:
    """Return a patient in words: the answers of a case, and that nothing else is known."""
    answers = "; ".join(finding_text(findings, name, value) for name, value in case.items())
    return answers + _(" and nothing else known") if answers else _("nothing known")
