"""Examples by key and by class: those that were found, and one made of the type where nothing was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

from build_scripts.pages.author_reference.found import Found, place_of
from build_scripts.pages.author_reference.type_words import given
from checker.language.fields import Code, Id, Text
from checker.protocol.model_fields import ModelField
from checker.words.rationals import Rational

MADE: dict[Any, str] = {
    bool: "true",
    int: "2",
    Decimal: "1.5",
    Rational: "1/12",
    date: "2026-01-31",
    Any: "true",
}
"""Type → an example of it, where no file has one."""

MADE_KEYS = {"url": "https://example.org/page", "unit": "mL/h", "gives": "mg/dL", "version": "0.1.0"}
"""Key → an example of it, where no file has one and its type is no more than a text."""


class Examples:
    """An example of each key that holds no mappings, and a short one of each class."""

    def __init__(self, found: Iterable[Found]) -> None:
        """Join what was found in several files; what comes first is preferred, unless it had to be cut."""
        self._keys: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        for each in found:
            self._whole = {**each["whole"], **self._whole}
            for place, text in each["keys"].items():
                if place not in self._keys or (self._keys[place].endswith("…") and not text.endswith("…")):
                    self._keys[place] = text

    def of_key(self, cls: type, field: ModelField, meaning: str) -> str | None:
        """Return an example of a key's value as YAML, one from its meaning or for its type where no file has any.

        None stands for a key that holds mappings: those have examples of their own.
        """
        if field.classes:
            return None
        return self._keys.get(place_of(cls, field)) or _made(field, meaning)

    def whole(self, cls: type) -> str | None:
        """Return an example of a class as YAML, as it stands in a file; None where there is none that is short."""
        return self._whole.get(cls.__name__)


def _made(field: ModelField, meaning: str) -> str:
    """Return an example where no file has any: what its meaning quotes, or a value of its type."""
    quoted = re.search(r"(?<!\w)'([^']+)'", meaning)
    if given(field.hint) in (Text, Code) and quoted:
        return quoted[1]
    return MADE_KEYS.get(field.key) or _made_of(field.hint)


def _made_of(hint: Any) -> str:
    hint = given(hint)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        items = arguments[:1] if arguments[-1] is Ellipsis else arguments
        return f"[{', '.join(map(_made_of, items))}]"
    if get_origin(hint) is Mapping:
        return f"{{{_made_of(arguments[0])}: {_made_of(arguments[1])}}}"
    if get_origin(hint) is Literal:
        return str(arguments[-1])
    kind = hint.__metadata__[0] if get_origin(hint) is Annotated else None
    return f"example-{kind.of[0].split()[0]}" if isinstance(kind, Id) else MADE.get(hint, "In words")
