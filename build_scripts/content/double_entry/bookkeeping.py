"""Numbers that measure nothing: ids of statements, the date of the source, years of what is cited, steps of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from build_scripts.content.double_entry.reading.figures import WrittenFigure
from build_scripts.project.problems import Objection
from checker import Protocol

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_ID = re.compile(r"(?<![\w-])([A-Z]\d+)(?![\w-])")
_STEP = re.compile(r"\bStep (\d+)\b")


class Bookkeeping:
    """What one protocol has of such numbers."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._statements = {statement.id for statement in protocol.statements}
        self._references = {reference.id: reference for reference in protocol.references}

    def unknown_statements(self, text: str) -> Iterator[str]:
        """Yield each id in a text that looks like a statement's and is none. 'S3' is a heart sound beside 'S03'."""
        alike = {(name[0], len(name)) for name in self._statements}
        for match in _ID.finditer(text):
            name = match[1]
            if name not in self._statements and any(name[0] == first and len(name) >= size for first, size in alike):
                yield name

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text has the date of the source, or the number of a step."""
        updated = self._protocol.source.updated
        for match in _DATE.finditer(text):
            if (int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1])) == (
                updated.year,
                updated.month,
                updated.day,
            ):
                yield match.span()
        yield from (match.span() for match in _STEP.finditer(text))

    def is_year(self, element: Any, text: str, figure: WrittenFigure) -> bool:
        """Return whether a figure is the year behind an author's name, of what the element cites where it cites any."""
        before = text[: figure.start].rstrip(" (").removesuffix(" et al.")
        cited = [] if element is self._protocol else [self._references[name] for name in _cited(element)]
        return (
            figure.unit is None
            and figure.high is None
            and any(
                reference.year == figure.low and before.endswith(author.family)
                for reference in cited or self._references.values()
                for author in reference.authors
            )
        )


def _cited(element: Any) -> tuple[str, ...]:
    return tuple(getattr(element, "references", ()))


def objections_to_steps(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each step of a page, as the titles of its sections number them, that is out of turn."""
    for index, page in enumerate(protocol.pages):
        number = 0
        for place, section in enumerate(page.sections):
            match = _STEP.match(section.title)
            if match:
                number += 1
                if int(match[1]) != number:
                    path = ("pages", index, "sections", place, "title")
                    yield path, f"the title says '{match.group()}', and it is step {number} of the page"
