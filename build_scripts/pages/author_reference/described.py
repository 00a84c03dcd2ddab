"""The classes of the model as an author needs them: each key with its type, its meaning and what it may hold."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_origin

from build_scripts.content.schema import adapter
from build_scripts.exports.json_schemas import file_classes
from build_scripts.pages.author_reference.type_words import (
    GROUPS,
    anchor_of,
    given,
    held_by,
    listed,
    one,
    plural,
    title_of,
    type_in_words,
)
from checker.protocol.model_fields import ModelField, fields_of

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

UNWRITTEN = ("Review.approvals",)
"""Keys that the model has and no author writes: they are filled in from records."""


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
            for field in written_fields(cls):
                for held in held_by(cls, field):
                    yield from walk(held)

    return walk(root)


def written_fields(cls: type) -> tuple[ModelField, ...]:
    """Return the fields of a class whose keys authors write."""
    return tuple(field for field in fields_of(cls) if f"{cls.__name__}.{field.key}" not in UNWRITTEN)


def base_of(cls: type) -> type | None:
    """Return the class whose keys a class has as well as its own; None where there is none."""
    return next((base for base in cls.__mro__[1:] if is_dataclass(base)), None)


@cache
def described(cls: type) -> DescribedClass:
    """Return what an author needs to know of a class."""
    return DescribedClass(
        cls,
        title_of(cls),
        anchor_of(cls),
        inspect.cleandoc(cls.__doc__ or ""),
        tuple(map(_key(cls), written_fields(cls))),
    )


def doc_of(cls: type) -> str:
    """Return the docstring of a class."""
    return inspect.cleandoc(cls.__doc__ or "")


def _key(cls: type) -> Callable[[ModelField], DescribedKey]:
    own = _docstrings(cls)
    by_name = {field.name: field for field in fields(cls)}

    def key(field: ModelField) -> DescribedKey:
        declared = by_name[field.name]
        required = declared.default is MISSING and declared.default_factory is MISSING
        meaning = for_authors(own.get(field.key) or COMMON.get(field.key) or _from_type(field))
        more = [type_in_words(held) for held in held_by(cls, field) if held not in field.classes]
        words = " or ".join([type_in_words(field.hint), *more])
        return DescribedKey(field.key, words, meaning, required, _default(declared.default), field)

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
        return f"{'Ids' if many else 'Id'} of {listed(map(plural if many else one, field.id.of))}."
    if len(field.classes) == 1:
        doc = doc_of(field.classes[0])
        first = re.split(r"(?<=[.])\s|:", doc, maxsplit=1)[0].rstrip(".") + "."
        return first if get_origin(given(field.hint)) is not tuple else f"Each: {first[:1].lower()}{first[1:]}"
    for name, (_heading, classes) in GROUPS.items():
        if set(field.classes) == set(classes):
            return f"Each: {one(name)}." if get_origin(given(field.hint)) is tuple else f"The {name}."
    return ""
