"""Checks of the texts that readers see: each shows something, and labels side by side look different."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from checker.language.keys import YamlPath, key
from checker.protocol.sources import Reference

if TYPE_CHECKING:
    from build_scripts.content.yaml_source import YamlDocument

NAMED_BY = ("label", "title")
"""Fields by which a reader tells the elements of a list apart."""

TOLD_APART_OTHERWISE = (Reference,)
"""Elements that may have a title in common: literature has authors and years as well."""

_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Characters that show nothing, although Unicode does not class them as format characters."""


def folded(text: str) -> str:
    """Return a text as the eye takes it: without differences in capitals, kinds of blanks and unseen characters."""
    text = _FILLERS.sub("", unicodedata.normalize("NFC", text).casefold())
    return " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")).split())


def empty_texts(value: object, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    """Yield an objection to each text in a model object that shows nothing."""
    if isinstance(value, str):
        if not folded(value):
            yield path, "expected a text, found nothing that can be seen"
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from empty_texts(item, (*path, index))
    elif is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        for field in fields(value):
            item, place = getattr(value, field.name), (*path, key(field.name))
            if hints[field.name] == Mapping[str, str]:
                for name, text in item.items():
                    yield from empty_texts(name, (*place, name))
                    yield from empty_texts(text, (*place, name))
            else:
                yield from empty_texts(item, place)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def same_labels(value: object, path: YamlPath = ()) -> Iterator[tuple[YamlPath, YamlPath, str]]:
    """Yield each label or title that looks like an earlier one of the same list.

    Elements with the same id may share a label: they are parts of one thing, such as a score's bands for adults and for
    children.

    Yields:
        Its path, the path of the first, and the label as it is written.
    """
    if isinstance(value, tuple):
        for name in NAMED_BY:
            first: dict[str, int] = {}
            for index, item in enumerate(value):
                label = getattr(item, name, None)
                if not isinstance(label, str) or isinstance(item, TOLD_APART_OTHERWISE):
                    continue
                before = first.setdefault(folded(label), index)
                if before != index and not _one_thing(item, value[before]):
                    yield (*path, index, name), (*path, before, name), label
        for index, item in enumerate(value):
            yield from same_labels(item, (*path, index))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from same_labels(getattr(value, field.name), (*path, key(field.name)))


def label_objections(value: object, document: YamlDocument) -> Iterator[tuple[YamlPath, str]]:
    """Yield an objection to each label or title that looks like an earlier one of the same list of a document."""
    for path, first, label in same_labels(value):
        line = document.problem(first, "").line
        yield path, f"the {path[-1]} '{label}' stands in line {line} already: readers could not tell the two apart"


def _one_thing(one: object, other: object) -> bool:
    return hasattr(one, "id") and getattr(one, "id", None) == getattr(other, "id", None)
