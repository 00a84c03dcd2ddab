"""Worked cases as an author gets them by pasting what a command prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_scripts.content.schema import parse
from build_scripts.content.worked_cases import CaseFile, WorkedCase
from build_scripts.content.yaml_source import yaml_from


def pasted_cases(text: str) -> tuple[WorkedCase, ...]:
    """Return the cases of a text that stands below `cases:` in a cases.yml, read as the command reads them."""
    document = yaml_from("cases:\n" + text, Path("cases.yml"))
    read: CaseFile = parse(document, CaseFile)
    return tuple(
        replace(case, findings=document.data["cases"][index]["findings"] or {}) for index, case in enumerate(read.cases)
    )
