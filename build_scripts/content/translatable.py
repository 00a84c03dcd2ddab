"""Translatable texts of a protocol, found by the types of its fields, and the names under which translations give them.

An element is named by its id. One without an id (a section, an item of a score) is named by its English text itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checker import Protocol
from checker.language.fields import TEXT
from checker.language.keys import YamlPath
from checker.protocol.model_fields import ModelField, classes_below, fields_of

NAMED_BY = ("id", "code", "criterion")
"""Fields by which an element is named in a file of translations: the first of them that it has."""

OWN = "protocol"
"""The part of a file of translations that holds the texts of the protocol itself."""

Texts = dict[str, Any]
"""Name → an English text, None where there is none, or further texts by name."""


def named_by(cls: type) -> str | None:
    """Return the field by which elements of a class are named; None where they are named by their English texts."""
    names = {field.name for field in fields_of(cls)}
    return next((name for name in NAMED_BY if name in names), None)


def translatable_parts(protocol: Protocol) -> dict[str, Texts]:
    """Return every text of a protocol that can be translated, by part, element and name."""
    own: Texts = {}
    parts: dict[str, Texts] = {OWN: own}
    for field in fields_of(Protocol):
        value = getattr(protocol, field.name)
        if _is_text(field) and not field.is_mapping:
            own[field.key] = value
        elif _is_text(field) or _holds_texts(field):
            parts[field.key] = _texts(field, value, of_protocol=True)
    return parts


def element_class(part: str) -> type | None:
    """Return the class of the elements of a part; None where it has no elements of its own."""
    field = next((field for field in fields_of(Protocol) if field.key == part), None)
    return field.classes[0] if field is not None and field.classes else None


def with_texts(protocol: Protocol, given: Mapping[str, Any]) -> Protocol:
    """Return a protocol with other texts, given by the same names as `translatable_parts` gives them."""
    own = given.get(OWN, {})
    result: Protocol = _put(protocol, {**{part: texts for part, texts in given.items() if part != OWN}, **own})
    return result


def place_of(protocol: Protocol, path: YamlPath) -> YamlPath:
    """Return the names under which the text at a path of the model is given."""
    part, index, *rest = path
    element: Any = getattr(protocol, str(part))[index]
    place = (part, getattr(element, named_by(type(element)) or str(rest[0])))
    if len(rest) < 3:  # a text of the element, or of the one part that a field of it holds
        return (*place, *rest)
    field, inner_index, name = rest
    inner = getattr(element, str(field))[inner_index]
    named = named_by(type(inner))
    if named is None:
        return (*place, field, getattr(inner, str(name)))
    one = len(_own_texts(type(inner))) == 1
    return (*place, field, getattr(inner, named)) if one else (*place, field, getattr(inner, named), name)


def _is_text(field: ModelField) -> bool:
    return TEXT in field.holds


def _holds_texts(field: ModelField) -> bool:
    return any(_is_text(inner) for cls in field.classes for below in classes_below(cls) for inner in fields_of(below))


def _own_texts(cls: type) -> list[ModelField]:
    return [field for field in fields_of(cls) if _is_text(field)]


def _texts_of(element: object) -> Texts:
    return {
        field.key: texts
        for field in fields_of(type(element))
        if _is_text(field) or _holds_texts(field)
        if (texts := _texts(field, getattr(element, field.name))) or _is_text(field)
    }


def _texts(field: ModelField, value: Any, *, of_protocol: bool = False) -> Any:
    if _is_text(field):
        return dict(value) if field.is_mapping else value
    if not isinstance(value, tuple):
        return _texts_of(value) if value is not None else {}
    found: Texts = {}
    for item in value:
        named = named_by(type(item))
        if named is None:
            found |= {text: text for text in leaves_of(_texts_of(item))}
        else:
            texts, own = _texts_of(item), _own_texts(type(item))
            # A part of an element mostly has one text, which then needs no name of its own.
            found[getattr(item, named)] = texts[own[0].key] if len(own) == 1 and not of_protocol else texts
    return found


def leaves_of(texts: Any) -> list[str]:
    """Return all texts of a tree of texts; missing ones are left out."""
    if isinstance(texts, Mapping):
        return [text for inner in texts.values() for text in leaves_of(inner)]
    return [] if texts is None else [texts]


def _put(element: Any, given: Mapping[str, Any]) -> Any:
    changes: dict[str, Any] = {}
    for field in fields_of(type(element)):
        if field.key not in given:
            continue
        value, texts = getattr(element, field.name), given[field.key]
        if _is_text(field):
            changes[field.name] = {**value, **texts} if field.is_mapping else texts
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_put_in_list(item, texts) for item in value)
        else:
            changes[field.name] = _put(value, texts)
    return replace(element, **changes)


def _put_in_list(item: Any, given: Mapping[str, Any]) -> Any:
    named = named_by(type(item))
    if named is None:
        own = {field.key: getattr(item, field.name) for field in _own_texts(type(item))}
        return _put(item, {name: given[text] for name, text in own.items() if text in given})
    texts = given.get(getattr(item, named), {})
    return _put(item, texts if isinstance(texts, Mapping) else {_own_texts(type(item))[0].key: texts})
