"""Protocols in an earlier form: what git, or a signature, has kept of them is brought to the form of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from build_scripts.content.yaml_source import YamlDocument

STATEMENTS = "statements"


def in_todays_form(document: YamlDocument) -> YamlDocument:
    """Return a protocol's file as the model of today reads it; one that is in today's form stays as it is."""
    data = document.data
    if not isinstance(data, Mapping) or not isinstance(data.get(STATEMENTS), list):
        return document
    return replace(document, data={**data, STATEMENTS: [_statement(statement) for statement in data[STATEMENTS]]})


def _statement(data: Any) -> Any:
    """Return a statement that says how it is known.

    Once only a statement that was not read in the source said so, in a sentence that was kept under `known`.
    """
    if not isinstance(data, Mapping):
        return data
    known = data.get("known", "source")
    if not isinstance(known, str) or " " not in known:
        return {**data, "known": known}
    return {**data, "known": "restatement", "origin": known}
