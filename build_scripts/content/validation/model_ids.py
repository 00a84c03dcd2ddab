"""Ids in the model: which fields name elements, and of what kind, as the types of the fields say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker import Protocol
from checker.language.fields import Id
from checker.protocol.model_fields import ModelField, fields_of


def own_id(cls: type) -> Id | None:
    """Return the kind of the `id` of a class's elements; None where they have no `id`."""
    return next((field.id for field in fields_of(cls) if field.name == "id"), None)


@cache
def collections() -> dict[str, str]:
    """Return the kinds of elements that an id can name, each with the field of a protocol that holds such elements."""
    return {
        own.of[0]: field.name
        for field in fields_of(Protocol)
        for cls in field.classes[:1]
        if (own := own_id(cls)) is not None
    }


def references(cls: type) -> Iterator[tuple[ModelField, str]]:
    """Yield the fields of a class that name elements of the same protocol, each with the one kind that it names."""
    for field in fields_of(cls):
        what = field.id.of if field.id is not None and field.name != "id" else ()
        if len(what) == 1 and what[0] in collections():
            yield field, what[0]


def inner_references(element: object) -> Iterator[tuple[ModelField, str, str]]:
    """Yield the fields of an element that name a part of another, with its kind and the id of that other element.

    A choice, for example, is looked up in the finding that the same condition names.
    """
    for field in fields_of(type(element)):
        inner = field.id
        if inner is None or inner.within is None or field.name == "id" or field.is_mapping:
            continue
        for beside, what in references(type(element)):
            if what == inner.within:
                yield from ((field, inner.of[0], container) for container in beside.named_in(element))
