"""Keys of YAML and JSON for the fields of the model, and paths made of them."""

from __future__ import annotations

from keyword import iskeyword

YamlPath = tuple["str | int", ...]
"""Keys and list positions that lead from the root of a document to a part of it."""


def key(name: str) -> str:
    """Return the key that stands for a field in YAML and JSON: `at_least` → `at-least`, `not_` → `not`."""
    return name.rstrip("_").replace("_", "-")


def field_name(name: str) -> str:
    """Return the field that a key stands for: the inverse of `key`."""
    name = name.replace("-", "_")
    return name + "_" if iskeyword(name) else name
