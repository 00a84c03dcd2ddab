"""JSON Schemas of what is shared and of what uses it, for editors: derived from the model, with what `use` changes."""

from __future__ import annotations

import json
from typing import Any

from build_scripts.content.schema import adapter, json_schema
from build_scripts.content.vocabulary.shared import (
    LEFT_TO_PROTOCOLS,
    PLACEHOLDERS,
    FindingFile,
    ReferenceFile,
    ValueFile,
)
from build_scripts.content.vocabulary.used import USED
from checker import Protocol
from checker.language.findings import FINDING_TYPES
from checker.protocol.sources import Reference
from checker.values.value import Value

FILES = {"findings": FindingFile, "references": ReferenceFile, "values": ValueFile}
"""List of shared elements → the class of its file."""

ELEMENTS = {
    "findings": [cls.__name__ for cls in FINDING_TYPES.values()],
    "references": [Reference.__name__],
    "values": [Value.__name__],
}
"""List of shared elements → the names of their classes."""


def protocol_schema(title: str) -> str:
    """Return the JSON Schema of a protocol, in whose lists shared elements may be used."""
    schema = json.loads(json_schema(Protocol, title))
    for collection, cls in USED.items():
        items = schema["properties"][collection]["items"]
        alternatives = items.get("anyOf", [items])
        schema["$defs"][cls.__name__] = adapter(cls).json_schema(by_alias=True)
        schema["properties"][collection]["items"] = {"anyOf": [*alternatives, {"$ref": f"#/$defs/{cls.__name__}"}]}
    return _text(schema)


def vocabulary_schema(collection: str, title: str) -> str:
    """Return the JSON Schema of a list of the vocabulary: `findings`, `references` or `values`."""
    schema = json.loads(json_schema(FILES[collection], title))
    for name in ELEMENTS[collection]:
        definition = schema["$defs"][name]
        for key in LEFT_TO_PROTOCOLS[collection]:
            del definition["properties"][key]
        definition["required"] = [key for key in definition["required"] if key not in PLACEHOLDERS[collection]]
    return _text(schema)


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
