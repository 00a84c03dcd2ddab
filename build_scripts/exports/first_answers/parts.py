"""Answers cut into parts that many of them share, and joined from them again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from os.path import commonprefix
from typing import Any

from build_scripts.exports.first_answers.answered import AS_DATA, AS_NAME, sign_of
from checker.answers.assessment import to_json

ITEMS = ("criteria", "scores", "values", "grades", "recommendations")
"""Members of an answer of which each item is a part: there are as many of them in every answer."""


def parts_of(answer: Mapping[str, Any]) -> list[str]:
    """Return the JSON of an answer, in parts."""
    if "errors" in answer:
        return [_written(answer)]
    parts: list[str] = []
    for name, value in answer.items():
        start = f"{',' if parts else '{'}{to_json(name)}:"
        if name in ITEMS and value:
            is_list = isinstance(value, list)
            items = (
                [to_json(item) for item in value]
                if is_list
                else [f"{to_json(key)}:{to_json(item)}" for key, item in value.items()]
            )
            opening, closing = "[]" if is_list else "{}"
            parts += [
                (start + opening if index == 0 else ",") + item + (closing if index == len(items) - 1 else "")
                for index, item in enumerate(items)
            ]
        else:
            parts.append(start + to_json(value))
    parts[-1] += "}"
    return parts


def _written(refusal: Mapping[str, Any]) -> str:
    # A place for a number stands as a text in the data, and the number will stand there without quotes.
    before, *rest = to_json(refusal).split(f'"{AS_DATA}')
    return before + "".join(f"{AS_DATA}{part[0]}{part[2:]}" for part in rest)


class Columns:
    """Parts of many answers: for each place in an answer the parts that stand there, and one sign for each answer."""

    def __init__(self, names: Sequence[str]) -> None:
        """Begin without any answer.

        Args:
            names: Ids that answers list again and again; each stands in two characters.
        """
        self._names = {to_json(name): AS_NAME + sign_of(index) for index, name in enumerate(names)}
        self._known = re.compile("|".join(map(re.escape, sorted(self._names, key=len, reverse=True))) or "$^")
        self._parts: list[dict[str, int]] = []
        self._signs: list[list[str]] = []
        self._count = 0

    def add(self, parts: list[str]) -> None:
        """Add one answer."""
        while len(self._parts) < len(parts):
            self._parts.append({"": 0} if self._count else {})
            self._signs.append([sign_of(0)] * self._count)
        for place, known in enumerate(self._parts):
            part = parts[place] if place < len(parts) else ""
            self._signs[place].append(sign_of(known.setdefault(part, len(known))))
        self._count += 1

    def _short(self, found: re.Match[str]) -> str:
        return self._names[found[0]]

    def data(self) -> dict[str, object]:
        """Return the parts and the signs; a place at which all answers are alike needs none."""
        shared = [_shared([part for part in known if part]) for known in self._parts]
        return {
            "names": list(self._names),
            "around": [[self._known.sub(self._short, end) for end in ends] for ends in shared],
            "parts": [
                [
                    self._known.sub(self._short, part[len(before) : len(part) - len(after)]) if part else None
                    for part in known
                ]
                for known, (before, after) in zip(self._parts, shared, strict=True)
            ],
            "signs": [
                "" if len(known) == 1 else "".join(signs) for known, signs in zip(self._parts, self._signs, strict=True)
            ],
        }


def _shared(parts: Sequence[str]) -> tuple[str, str]:
    """Return what all of some texts begin and end with; it parts no id, and both ends together are in the shortest."""
    before = commonprefix(parts)  # noqa: RUF071 - of texts, not of paths
    before = before[: before.rfind(":") + 1]
    rest = [part[len(before) :][::-1] for part in parts]
    after = commonprefix(rest)[::-1]  # noqa: RUF071
    return before, after[after.find(",") :] if "," in after else ""
