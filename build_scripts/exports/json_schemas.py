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
    )
    names = ("protocol", "cases", "drugs", "lexicon")
    return {name: store.get(f"schema-{name}", key, partial(_schema, name), TEXT) for name in names}


def _schema(name: str) -> str:
    from build_scripts.content.doses.register import DrugFile
    from build_scripts.content.lexicon.lexicon import Lexicon
    from build_scripts.content.schema import json_schema  # takes longer to load than everything else here
    from build_scripts.content.worked_cases import CaseFile
    from checker import Protocol

    what = {
        "protocol": (Protocol, "Wardbook protocol"),
        "cases": (CaseFile, "Wardbook worked cases"),
        "drugs": (DrugFile, "Wardbook register of drugs"),
        "lexicon": (Lexicon, "Wardbook lexicon"),
    }
    return json_schema(*what[name])
