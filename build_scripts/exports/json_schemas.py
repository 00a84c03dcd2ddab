"""JSON Schemas of the files that authors write, for editors that complete and check them during typing."""

from __future__ import annotations

from functools import partial

from build_scripts.project.digests import code_of
from build_scripts.project.store import TEXT, Store


def schemas(store: Store) -> dict[str, str]:
    """Return the JSON Schema of each kind of file, by the name of the file.

    Args:
        store: Keeps the schemas until the model changes.
    """
    key = code_of(
        "build_scripts.content.schema",
        "build_scripts.content.worked_cases",
        "build_scripts.content.doses.register",
        "build_scripts.content.lexicon.lexicon",
        "build_scripts.content.vocabulary.editors",
    )
    return {name: store.get(f"schema-{name}", key, partial(_schema, name), TEXT) for name in TITLES}


TITLES = {
    "protocol": "Wardbook protocol",
    "cases": "Wardbook worked cases",
    "drugs": "Wardbook register of drugs",
    "lexicon": "Wardbook lexicon",
    "findings": "Wardbook shared findings",
    "references": "Wardbook shared literature",
    "values": "Wardbook shared values",
}
"""Name of a kind of file, without its suffix → the title of its schema."""


def file_classes() -> dict[str, type]:
    """Return the class that each kind of file spells, by its name without its suffix."""
    from build_scripts.content.doses.register import DrugFile
    from build_scripts.content.lexicon.lexicon import Lexicon
    from build_scripts.content.vocabulary.shared import FindingFile, ReferenceFile, ValueFile
    from build_scripts.content.worked_cases import CaseFile
    from checker import Protocol

    return {
        "protocol": Protocol,
        "cases": CaseFile,
        "drugs": DrugFile,
        "lexicon": Lexicon,
        "findings": FindingFile,
        "references": ReferenceFile,
        "values": ValueFile,
    }


def _schema(name: str) -> str:
    # They take longer to load than everything else here.
    from build_scripts.content.schema import json_schema
    from build_scripts.content.vocabulary.editors import protocol_schema, vocabulary_schema

    if name == "protocol":
        return protocol_schema(TITLES[name])
    if name in ("findings", "references", "values"):
        return vocabulary_schema(name, TITLES[name])
    return json_schema(file_classes()[name], TITLES[name])
