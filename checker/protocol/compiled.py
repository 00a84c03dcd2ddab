"""Protocols as plain data and back: the JSON that travels with a checker page.

The keys are those that an author writes. Fields that only pages need (texts of statements, literature, page layout)
stay behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from checker.language.expressions import EXPRESSIONS, Expression
from checker.language.findings import FINDING_TYPES
from checker.language.keys import key
from checker.protocol.model import Protocol
from checker.protocol.model_fields import fields_of
from checker.values.formulas import FORMULAS
from checker.words.messages import ENGLISH, SpokenLanguage
from checker.words.rationals import Rational

FORMAT = 1
"""Version of the compiled form; a page and a runtime that disagree on it say so instead of guessing."""


def plain(value: object) -> Any:
    """Return a model value as data that JSON can carry; decimals as strings, what is empty and optional left out."""
    if is_dataclass(value) and not isinstance(value, type):
        items = ((field, getattr(value, field.name)) for field in fields(value))
        return {
            key(field.name): plain(item)
            for field, item in items
            if item is not None and (item != () or field.default is MISSING)
        }
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal | Rational | date):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def dump(source: Protocol) -> dict[str, Any]:
    """Return the compiled form of a protocol: what `load` needs to evaluate and explain cases."""
    return {"format": FORMAT, **_travelling(source, plain(source))}


def _travelling(value: object, data: Any) -> Any:
    """Return the data of a model value without the fields that stay behind, at any depth."""
    if isinstance(value, tuple):
        return [_travelling(item, part) for item, part in zip(value, data, strict=True)]
    if not is_dataclass(value) or isinstance(value, type):
        return data
    return {
        field.key: _travelling(getattr(value, field.name), data[field.key])
        for field in fields_of(type(value))
        if field.key in data and not field.left_behind
    }


def dump_language(language: SpokenLanguage) -> dict[str, Any]:
    """Return a language as a compiled form carries it under `language`; `load_language` reads it back."""
    return {
        "messages": dict(language.messages),
        "decimal-mark": language.decimal_mark,
        "small-nouns": language.small_nouns,
    }


def load_language(data: Mapping[str, Any]) -> SpokenLanguage:
    """Return the language that a compiled form brings along, English where it brings none."""
    given = data.get("language")
    if given is None:
        return ENGLISH
    return SpokenLanguage(given["messages"], given["decimal-mark"], given["small-nouns"])


def load(data: Mapping[str, Any]) -> Protocol:
    """Return the protocol that a compiled form stands for, without the fields that stayed behind.

    Raises:
        ValueError: when the form is of another version.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"compiled protocol has format {data.get('format')!r}, this checker reads {FORMAT}")
    # Required fields that stayed behind are filled in as empty.
    empty: dict[str, Any] = {
        field.key: {} if field.is_mapping else () for field in fields_of(Protocol) if field.left_behind
    }
    content = {name: value for name, value in data.items() if name not in ("format", "language")}
    result: Protocol = _decode(Protocol, {**empty, **content})
    return result


def expression_class(data: Mapping[str, object]) -> type[Expression] | None:
    """Return the class of the expression that a mapping spells, judged by its keys; None when it is none.

    Where several classes are spelled, the one with the most keys is meant: `{finding: …, is: […]}` is no plain finding.
    """
    best, most = None, 0
    for cls in EXPRESSIONS:
        for keys in cls.KEYS:
            if len(keys) > most and all(name in data for name in keys):
                best, most = cls, len(keys)
    return best


def formula_class(data: Mapping[str, object]) -> type[Any] | None:
    """Return the class of the operand or formula that a mapping spells, judged by its keys; None when it is none."""
    return next((cls for cls in FORMULAS if all(name in data for name in cls.KEYS)), None)


Converter = Callable[[Any], Any]


def _decode(cls: type, data: Mapping[str, Any]) -> Any:
    converters = _converters(cls)
    values = {}
    for name, value in data.items():
        field, convert = converters[name]
        values[field] = convert(value)
    return cls(**values)


@cache
def _converters(cls: type) -> dict[str, tuple[str, Converter]]:
    """Return, by the key of each field of a class, its name and the function that makes its value from plain data."""
    return {field.key: (field.name, _converter(field.hint)) for field in fields_of(cls)}


def _converter(hint: Any) -> Converter:
    if get_origin(hint) is Annotated:
        return _converter(hint.__origin__)
    parts = tuple(part for part in get_args(hint) if part is not type(None) and part is not ...)
    if get_origin(hint) is tuple:
        convert = _converter(parts[0])
        return lambda items: tuple(convert(item) for item in items)
    if get_origin(hint) is Mapping:
        each = _converter(parts[1])
        return lambda items: {name: each(item) for name, item in items.items()}
    if get_origin(hint) in (UnionType, Union):
        return _converter(parts[0]) if len(parts) == 1 else _points if parts == (int, Decimal) else _union(parts)
    if hint is Decimal or hint is Rational:
        return hint
    if hint is date:
        return date.fromisoformat
    return partial(_decode, hint) if isinstance(hint, type) and is_dataclass(hint) else lambda value: value


def _points(number: int | str) -> int | Decimal:
    return number if isinstance(number, int) else Decimal(number)


def _union(classes: tuple[type, ...]) -> Converter:
    def convert(data: Mapping[str, Any]) -> Any:
        cls = (
            expression_class(data)
            if classes[0] in EXPRESSIONS
            else FINDING_TYPES[data["type"]]
            if classes[0] in FINDING_TYPES.values()
            else formula_class(data)
        )
        assert cls is not None, data
        return _decode(cls, data)

    return convert
