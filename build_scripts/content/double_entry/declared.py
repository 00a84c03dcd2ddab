"""Declared figures: where each of them stands, and the declarations that nothing needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.content.double_entry.holdings import fits_limit
from build_scripts.content.double_entry.limits import Limit
from build_scripts.content.double_entry.passages import Passage
from build_scripts.content.double_entry.reading.figures import WrittenFigure, figures_in
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.answers.echo import unknown


class Declared:
    """The figures that a protocol declares, and which of them were needed."""

    def __init__(self, protocol: Protocol) -> None:
        self._figures = protocol.figures
        self._used: set[tuple[int, str]] = set()

    def covers(self, passage: Passage, figure: WrittenFigure) -> bool:
        """Return whether a figure of a text is declared, in the words of the text and in its direction."""
        found = False
        for number, declared in enumerate(self._figures):
            if passage.id not in declared.at:
                continue
            pattern = rf"(?<![\w.,]){re.escape(declared.says).replace(chr(92) + ' ', r'\s+')}(?![\w%]|[.,]\d)"
            for match in re.finditer(pattern, passage.text, re.IGNORECASE):
                inside = match.start() <= figure.start and figure.end <= match.end()
                if inside and self._says_direction(declared.says, figure):
                    self._used.add((number, passage.id))
                    found = True
        return found

    def covers_limit(self, limit: Limit) -> bool:
        """Return whether the number of a rule is declared at the element that holds the rule, in its direction."""
        found = False
        for number, declared in enumerate(self._figures):
            if limit.owner in declared.at and any(
                fits_limit(figure, limit) and figure.relation in (None, limit.relation)
                for figure in figures_in(declared.says)
            ):
                self._used.add((number, limit.owner))
                found = True
        return found

    def objections(self, known: set[str]) -> Iterator[Objection]:
        """Yield an objection to each declaration that declares nothing.

        Args:
            known: Ids of the elements that have texts or rules.
        """
        for number, declared in enumerate(self._figures):
            path = ("figures", number)
            if not figures_in(declared.says):
                yield (*path, "says"), f"expected a number as the text has it, found '{declared.says}'"
                continue
            for index, name in enumerate(declared.at):
                if name not in known:
                    yield (*path, "at", index), unknown("element", name, sorted(known))
                elif (number, name) not in self._used:
                    yield (
                        (*path, "at", index),
                        f"no such figure there: '{declared.says}' stands in no text or rule of '{name}' that needs it",
                    )

    @staticmethod
    def _says_direction(says: str, figure: WrittenFigure) -> bool:
        return figure.relation is None or any(
            figure.relation == each.relation
            for each in figures_in(says)
            if (each.low, each.rhythm) == (figure.low, figure.rhythm)
        )
