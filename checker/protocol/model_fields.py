"""The fields of the model, read from its types: what each of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from checker.language.fields import LEFT_BEHIND, Id
from checker.language.keys import key


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a class of the model."""

    name: str
    key: str
    """Key that an author writes for the field."""
    hint: Any
    """Type of the field, without the mark `LEFT_BEHIND`."""
    holds: tuple[Any, ...]
    """Kind of each string in the field: `TEXT`, `CODE` or an `Id`; for a mapping first that of its keys, then that of
    its values. None stands for a string whose type states no kind."""
    classes: tuple[type, ...]
    """The classes of the model that the field holds."""
    left_behind: bool
    """Whether the field stays behind when a protocol travels with a checker page."""

    @property
    def id(self) -> Id | None:
        """Kind of the ids that the field holds; None when it holds no ids."""
        return next((held for held in self.holds if isinstance(held, Id)), None)

    @property
    def is_mapping(self) -> bool:
        """Whether the field holds values by name."""
        return any(get_origin(each) is Mapping for each in _alternatives(self.hint))

    def named_in(self, element: object) -> tuple[str, ...]:
        """Return the ids that an element holds in this field, none where it is left out."""
        value = getattr(element, self.name)
        return () if value is None else tuple(value) if isinstance(value, tuple) else (value,)


_KNOWN: dict[type, tuple[ModelField, ...]] = {}


def fields_of(cls: type) -> tuple[ModelField, ...]:
    """Return the fields of a class of the model, in their order."""
    if cls not in _KNOWN:
        hints = get_type_hints(cls, include_extras=True)
        _KNOWN[cls] = tuple(_field(field, hints[field.name]) for field in fields(cls))
    return _KNOWN[cls]


def _field(field: Field[Any], hint: Any) -> ModelField:
    left_behind = get_origin(hint) is Annotated and LEFT_BEHIND in hint.__metadata__
    plain = hint.__origin__ if left_behind else hint
    holds, classes = tuple(dict.fromkeys(_strings(plain))), tuple(dict.fromkeys(_classes(plain)))
    return ModelField(field.name, key(field.name), plain, holds, classes, left_behind)


def _strings(hint: Any) -> Iterator[Any]:
    if hint is str:
        yield None
    elif get_origin(hint) is Annotated:
        yield hint.__metadata__[0]
    else:
        for part in get_args(hint):
            yield from _strings(part)


def _classes(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    else:
        for part in get_args(hint):
            yield from _classes(part)


def _alternatives(hint: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the type itself."""
    parts = get_args(hint)
    return parts if type(None) in parts else (hint,)


def classes_below(root: type) -> tuple[type, ...]:
    """Return a class of the model and every class that its fields hold, at any depth, each once."""
    found: dict[type, None] = {}
    queue = [root]
    while queue:
        cls = queue.pop(0)
        if cls not in found:
            found[cls] = None
            queue += [inner for field in fields_of(cls) for inner in field.classes]
    return tuple(found)
