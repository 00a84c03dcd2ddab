"""The types of keys in words, and the names and anchors of the classes that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from build_scripts.content.vocabulary.used import USED
from checker import Protocol
from checker.language.expressions import EXPRESSIONS
from checker.language.fields import CODE, TEXT, Id
from checker.language.findings import FINDING_TYPES
from checker.language.operands import OPERANDS
from checker.protocol.model_fields import ModelField
from checker.values.formulas import FORMULAS
from checker.words.rationals import Rational

GROUPS: dict[str, tuple[str, tuple[type, ...]]] = {
    "rule": ("Rules", EXPRESSIONS),
    "operand": ("What a rule compares", OPERANDS),
    "formula": ("Formulas", FORMULAS),
    "finding": ("Findings", tuple(FINDING_TYPES.values())),
}
"""Name for any class of some kinds, as a type → the heading under which they stand, and the classes."""

RULES = ("rule", "operand", "formula")
"""The groups that stand in a part of their own, since any file may hold them."""

UNWRITTEN_VALUES = ("approved",)
"""Values that follow from records and are refused where an author writes them."""

PLAIN: dict[Any, str] = {
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    Decimal: "number",
    Rational: "number or fraction (`1/12`)",
    date: "date (`YYYY-MM-DD`)",
    Any: "any value",
}
"""Type → its name for an author."""


def held_by(cls: type, field: ModelField) -> tuple[type, ...]:
    """Return the classes of the mappings that a key holds, those that take something from the vocabulary included."""
    return (*field.classes, USED[field.key]) if cls is Protocol and field.key in USED else field.classes


def title_of(cls: type) -> str:
    """Return the name of a class in words: `FindingGroup` → Finding group."""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", cls.__name__)).capitalize()


def heading_anchor(heading: str) -> str:
    """Return the anchor of a heading."""
    return heading.lower().replace(" ", "-")


def anchor_of(cls: type) -> str:
    """Return the anchor of a class on the page."""
    return heading_anchor(title_of(cls))


def given(hint: Any) -> Any:
    """Return a type without the possibility that nothing is given."""
    parts = [part for part in get_args(hint) if part is not NoneType]
    return parts[0] if get_origin(hint) in (Union, UnionType) and len(parts) == 1 else hint


def type_in_words(hint: Any) -> str:
    """Return a type in words, as Markdown with a link to each class."""
    hint = given(hint)
    arguments = get_args(hint)
    match get_origin(hint):
        case origin if origin is Annotated:
            return _of_string(hint.__metadata__[0])
        case origin if origin in (Union, UnionType):
            return _of_union([part for part in arguments if part is not NoneType])
        case origin if origin is tuple and arguments[-1] is Ellipsis:
            return f"list of {_several(arguments[0])}"
        case origin if origin is tuple:
            return f"list of {len(arguments)}: {', '.join(map(type_in_words, arguments))}"
        case origin if origin is Mapping:
            return f"mapping: {type_in_words(arguments[0])} → {type_in_words(arguments[1])}"
        case origin if origin is Literal:
            return listed((f"`{value}`" for value in arguments if value not in UNWRITTEN_VALUES), "or")
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{title_of(hint)}](#{anchor_of(hint)})"
    return PLAIN.get(hint, getattr(hint, "__name__", str(hint)))


def _several(hint: Any) -> str:
    """Return the type of the items of a list in words."""
    kind = hint.__metadata__[0] if get_origin(hint) is Annotated else None
    if isinstance(kind, Id):
        return f"ids of {listed(map(plural, kind.of))}"
    words = type_in_words(hint)
    return words.replace("text", "texts", 1) if words.startswith("text") else words


def _of_union(parts: list[Any]) -> str:
    for name, (heading, classes) in GROUPS.items():
        if set(parts) == set(classes):
            return f"[{name}](#{heading_anchor(heading)})"
    return listed(map(type_in_words, parts), "or")


def _of_string(kind: Any) -> str:
    if isinstance(kind, Id):
        return f"id of {listed((one(each) for each in kind.of), 'or')}"
    return {TEXT: "text for readers", CODE: "text"}.get(kind, "text")


def listed(items: Iterable[str], word: str = "or") -> str:
    """Return items as a list in words."""
    *most, last = items
    return f"{', '.join(most)} {word} {last}" if most else last


def one(kind: str) -> str:
    """Return the name of a kind of element with its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def plural(kind: str) -> str:
    """Return the name of a kind of element in the plural."""
    first, *rest = kind.split(" ")
    return " ".join([{"criterion": "criteria"}.get(first, f"{first}s"), *rest])
