"""Suggested cases, pasted as an author does it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_scripts.content.schema import parse
from build_scripts.content.worked_cases import CaseFile, WorkedCase
from build_scripts.content.yaml_source import yaml_from


def pasted(text: str) -> WorkedCase:
    """Return the case that an author gets by pasting a text into cases.yml; its numbers keep their digits."""
    document = yaml_from("cases:\n" + text, Path("cases.yml"))
    (case,) = parse(document, CaseFile).cases
    return replace(case, findings=document.data["cases"][0]["findings"] or {})
