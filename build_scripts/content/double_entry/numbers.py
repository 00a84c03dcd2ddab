"""Numbers in texts: each belongs to a dose, a limit, a plausible bound, a statement that is cited, or is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from build_scripts.content.double_entry.declared import Declared
from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.holdings import HeldNumber, Holdings, fits, fits_limit
from build_scripts.content.double_entry.limits import Limit
from build_scripts.content.double_entry.passages import Passage, statements_of
from build_scripts.content.double_entry.reading.doubtful import doubtful_numbers
from build_scripts.content.double_entry.reading.figures import WrittenFigure, figures_in
from build_scripts.content.double_entry.reading.said import routes_said
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.protocol.model import Recommendation
from checker.protocol.sources import Statement

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_ID = re.compile(r"(?<![\w-])([A-Z]\d+)(?![\w-])")
_STEP = re.compile(r"\bStep \d+\b")


class TextCheck:
    """The texts of one protocol, to be held against its data."""

    def __init__(self, protocol: Protocol, names: DrugNames, holdings: Holdings, declared: Declared) -> None:
        self._protocol, self._names, self._holdings, self._declared = protocol, names, holdings, declared
        self._statements = {statement.id for statement in protocol.statements}
        self._ids_alike = {(name[0], len(name)) for name in self._statements}
        self._years = {
            (author.family, reference.year)
            for reference in protocol.references
            for author in reference.authors
            if reference.year is not None
        }

    def objections(self, passage: Passage) -> Iterator[Objection]:
        """Yield an objection to each number, and each route, of a text that belongs to nothing."""
        text = passage.text
        for match in _ID.finditer(text):
            if match[1] not in self._statements and (match[1][0], len(match[1])) in self._ids_alike:
                yield passage.path, f"the text names {match[1]}, and there is no such statement"
        for written, message in doubtful_numbers(text):
            yield passage.path, f"the number {_shown(written)} {message}"
        figures = [figure for figure in figures_in(text) if figure.counts]
        if figures:
            held, limits = self._holdings.of(passage.root, own_text=passage.field != "text")
            known = [*self._dates(text), *(match.span() for match in _STEP.finditer(text))]
            for figure in figures:
                drug = self._names.of_figure(text, figure)
                belongs = (
                    any(fits(figure, each, drug) for each in held if not self._unsaid(passage, figure, each))
                    or (_is_of_limits(figure, limits) and not self._turned(passage, figure, held))
                    or any(start <= figure.start and figure.end <= end for start, end in known)
                    or self._is_year(text, figure)
                )
                if not belongs and not self._declared.covers(passage, figure):
                    yield passage.path, self._message(passage, figure)
        yield from self._routes(passage)

    @staticmethod
    def _unsaid(passage: Passage, figure: WrittenFigure, held: HeldNumber) -> bool:
        """Return whether the label of a recommendation leaves out a direction: 'at least 3 days' is not '3 days'."""
        label = isinstance(passage.root, Recommendation) and passage.field in ("label", "plain")
        return label and held.relation is not None and figure.relation is None

    @staticmethod
    def _turned(passage: Passage, figure: WrittenFigure, held: list[HeldNumber]) -> bool:
        """Return whether the label of a recommendation gives a statement's number in another direction than it does.

        Rules may ask for the others ('not above 4'), and their labels too; an instruction says what the source says.
        """
        if not isinstance(passage.root, Recommendation) or passage.field not in ("label", "plain"):
            return False
        return any(each.relation and fits(replace(figure, relation=None), each) for each in held)

    def _dates(self, text: str) -> Iterator[tuple[int, int]]:
        updated = self._protocol.source.updated
        for match in _DATE.finditer(text):
            if (int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1])) == (
                updated.year,
                updated.month,
                updated.day,
            ):
                yield match.span()

    def _is_year(self, text: str, figure: WrittenFigure) -> bool:
        before = text[: figure.start].rstrip(" (").removesuffix(" et al.")
        return (
            figure.unit is None
            and figure.high is None
            and any(year == figure.low and before.endswith(family) for family, year in self._years)
        )

    def _message(self, passage: Passage, figure: WrittenFigure) -> str:
        written = passage.text[figure.start : figure.end]
        cited = statements_of(passage.root, self._protocol)
        where = "" if isinstance(passage.root, Statement) or not cited else " nor stands in a statement that is cited"
        return (
            f"the number {_shown(written)} in this text belongs to no dose, limit or declared figure{where}: correct "
            f"the text or the data, or declare it under 'figures' with 'at: [{passage.id}]' and the reason"
        )

    def _routes(self, passage: Passage) -> Iterator[Objection]:
        """Check that a recommendation, and the plain words of a statement, name no other route than the doses do."""
        if not isinstance(passage.root, Statement | Recommendation):
            return
        said = routes_said(passage.text)
        if not said or (isinstance(passage.root, Statement) and passage.field == "text"):
            return
        routes = {dose.route for dose in self._holdings.doses_of(passage.root)}
        if routes and None not in routes and not said <= routes:
            wrong = ", ".join(sorted(said - routes))
            yield passage.path, f"the text says '{wrong}', and the dose is '{', '.join(sorted(map(str, routes)))}'"


def _is_of_limits(figure: WrittenFigure, limits: list[Limit]) -> bool:
    """Return whether a figure is a limit; a range is one when both of its ends are."""
    ends = [figure]
    if figure.high is not None:
        low, high = replace(figure, high=None), replace(figure, low=figure.high, high=None)
        ends = [replace(low, relation="at_least"), replace(high, relation="at_most")]
    return all(any(fits_limit(end, limit) for limit in limits) for end in ends)


def _shown(written: str) -> str:
    return " ".join(written.split())
