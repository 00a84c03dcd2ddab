"""The classes of the model as an author needs them: each key with its type, its meaning and what it may hold."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from build_scripts.content.schema import adapter
from build_scripts.exports.json_schemas import file_classes
from checker.language.expressions import EXPRESSIONS
from checker.language.fields import CODE, TEXT, Id
from checker.language.findings import FINDING_TYPES
from checker.language.operands import OPERANDS
from checker.protocol.model_fields import ModelField, fields_of
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

COMMON = {
    "id": "Public identifier, kebab-case. It never changes: addresses, exports and other files carry it.",
    "label": "Name, as readers see it.",
    "title": "Heading, as readers see it.",
    "name": "Name.",
    "text": "Words that readers see.",
    "note": "What has to be known besides.",
    "help": "Explanation, shown beside it.",
    "message": "Words that the reader sees.",
    "summary": "What it is about, in a sentence or two.",
    "description": "What it is about, in a sentence, for search engines.",
    "topic": "Subject in a few words, under which it is listed.",
    "type": "Kind; it decides which other keys there are.",
    "kind": "Kind of it.",
    "date": "Day on which it happened.",
    "version": "Version of the content.",
    "state": "State of review that it led to.",
    "when": "Rule under which it holds.",
    "if": "Rule from which the other one follows.",
    "all": "Parts, each of which must be true.",
    "any": "Parts, one of which must be true.",
    "of": "Parts, so many of which must be true.",
    "not": "Part that must be false.",
    "above": "Limit that must be exceeded.",
    "below": "Limit that must not be reached.",
    "at-least": "Limit that must be reached, or the lowest count, points or step.",
    "at-most": "Limit that must not be exceeded, or the highest points.",
    "equals": "Value that it must have exactly.",
    "amount": "Number, in `unit`.",
    "value": "Number, in `unit`.",
    "every": "Interval between two, in `unit`.",
    "urgency": "How soon it is to be done.",
    "points": "Points that it gives.",
    "low": "Lowest points that are still possible.",
    "high": "Highest points that are still possible.",
    "from": "Lowest number, itself included.",
    "family": "Family name, or the name of a body.",
    "given": "Given names or initials.",
    "drug": "Name of the drug.",
    "route": "Way by which it is given: `oral`, `intravenous`, …",
    "volume": "Volume of the journal.",
    "page": "Pages in the volume.",
    "doi": "Digital object identifier, without `https://doi.org/`.",
    "statements": "Ids of the statements that it rests on.",
    "references": "Ids of the literature that it cites.",
    "assessed": "`true` where an answer must be known, `false` where none may be.",
    "sum": "Parts that are added up.",
    "once": "Whether it is given a single time.",
    "dilution": "What it is diluted in, in words.",
    "reviewer": "Name of the person.",
    "role": "Profession and place of the person.",
}
"""Key → meaning, where a field has no words of its own because its name says most of it."""

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


@dataclass(frozen=True, slots=True)
class DescribedKey:
    """One key of a file."""

    name: str
    type: str
    """Type in words, as Markdown with links to the classes."""
    meaning: str
    """Meaning as Markdown; empty where nothing is known."""
    required: bool
    default: str | None
    """Value where the key is left out, as YAML; None where that is nothing."""
    field: ModelField


@dataclass(frozen=True, slots=True)
class DescribedClass:
    """One kind of mapping in a file."""

    cls: type
    title: str
    anchor: str
    text: str
    """What it stands for, as Markdown."""
    keys: tuple[DescribedKey, ...]


def reached_from(root: type) -> Iterator[type]:
    """Yield every class of a file, from its root: before each class its base, after it those that its keys hold."""
    seen: set[type] = set()

    def walk(cls: type) -> Iterator[type]:
        if cls not in seen:
            seen.add(cls)
            base = base_of(cls)
            if base is not None:
                yield from walk(base)
            yield cls
            for field in fields_of(cls):
                for held in field.classes:
                    yield from walk(held)

    return walk(root)


def base_of(cls: type) -> type | None:
    """Return the class whose keys a class has as well as its own; None where there is none."""
    return next((base for base in cls.__mro__[1:] if is_dataclass(base)), None)


@cache
def described(cls: type) -> DescribedClass:
    """Return what an author needs to know of a class."""
    return DescribedClass(
        cls, title_of(cls), anchor_of(cls), inspect.cleandoc(cls.__doc__ or ""), tuple(map(_key(cls), fields_of(cls)))
    )


def title_of(cls: type) -> str:
    """Return the name of a class in words: `FindingGroup` → Finding group."""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", cls.__name__)).capitalize()


def heading_anchor(heading: str) -> str:
    """Return the anchor of a heading."""
    return heading.lower().replace(" ", "-")


def anchor_of(cls: type) -> str:
    """Return the anchor of a class on the page."""
    return heading_anchor(title_of(cls))


def _key(cls: type) -> Callable[[ModelField], DescribedKey]:
    own = _docstrings(cls)
    by_name = {field.name: field for field in fields(cls)}

    def key(field: ModelField) -> DescribedKey:
        declared = by_name[field.name]
        required = declared.default is MISSING and declared.default_factory is MISSING
        meaning = for_authors(own.get(field.key) or COMMON.get(field.key) or _from_type(field))
        return DescribedKey(field.key, type_in_words(field.hint), meaning, required, _default(declared.default), field)

    return key


def _default(value: Any) -> str | None:
    if value is MISSING or value is None or value == ():
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _docstrings(cls: type) -> Mapping[str, str]:
    """Return the docstrings of the fields of a class by their keys, those of its bases included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if is_dataclass(base):
            held = _schemas().get(base.__name__) or adapter(base).json_schema(by_alias=True)
            properties = held.get("properties", {}).items()
            found |= {name: each["description"] for name, each in properties if "description" in each}
    return found


@cache
def _schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return the JSON Schema of each class that some file holds, by its name."""
    found: dict[str, Any] = {}
    for root in file_classes().values():
        schema = adapter(root).json_schema(by_alias=True)
        found |= {root.__name__: schema, **schema.get("$defs", {})}
    return found


def for_authors(text: str) -> str:
    """Return a docstring as an author of YAML reads it, to whom a key is left out where Python has None."""
    text = re.sub(r"(^|[.] )None (when|where|in)\b", r"\1Left out \2", text)
    return re.sub(r"\bNone (when|where|in)\b", r"left out \1", text)


def _from_type(field: ModelField) -> str:
    """Return the meaning of a key that its type tells: what class of thing it holds, or whose ids."""
    if field.id is not None:
        many = get_origin(given(field.hint)) is tuple
        return f"{'Ids' if many else 'Id'} of {_listed(map(_plural if many else _one, field.id.of))}."
    if len(field.classes) == 1:
        doc = inspect.cleandoc(field.classes[0].__doc__ or "")
        first = re.split(r"(?<=[.])\s|:", doc, maxsplit=1)[0].rstrip(".") + "."
        return first if get_origin(given(field.hint)) is not tuple else f"Each: {first[:1].lower()}{first[1:]}"
    for name, (_heading, classes) in GROUPS.items():
        if set(field.classes) == set(classes):
            return f"Each: {_one(name)}." if get_origin(given(field.hint)) is tuple else f"The {name}."
    return ""


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
            return _listed((f"`{value}`" for value in arguments), "or")
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{title_of(hint)}](#{anchor_of(hint)})"
    return PLAIN.get(hint, getattr(hint, "__name__", str(hint)))


def _several(hint: Any) -> str:
    """Return the type of the items of a list in words."""
    kind = hint.__metadata__[0] if get_origin(hint) is Annotated else None
    if isinstance(kind, Id):
        return f"ids of {_listed(map(_plural, kind.of))}"
    words = type_in_words(hint)
    return words.replace("text", "texts", 1) if words.startswith("text") else words


def _of_union(parts: list[Any]) -> str:
    for name, (heading, classes) in GROUPS.items():
        if set(parts) == set(classes):
            return f"[{name}](#{heading_anchor(heading)})"
    return _listed(map(type_in_words, parts), "or")


def _of_string(kind: Any) -> str:
    if isinstance(kind, Id):
        return f"id of {_listed((_one(each) for each in kind.of), 'or')}"
    return {TEXT: "text for readers", CODE: "text"}.get(kind, "text")


def _listed(items: Iterable[str], word: str = "or") -> str:
    *most, last = items
    return f"{', '.join(most)} {word} {last}" if most else last


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _plural(kind: str) -> str:
    first, *rest = kind.split(" ")
    return " ".join([{"criterion": "criteria"}.get(first, f"{first}s"), *rest])
