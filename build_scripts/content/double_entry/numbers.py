"""Numbers in texts: each belongs to a dose, a limit, a plausible bound, a statement that is cited, or is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from build_scripts.content.double_entry.bookkeeping import Bookkeeping
from build_scripts.content.double_entry.declared import Declared
from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.holdings import HeldNumber, Holdings, fits, fits_limit
from build_scripts.content.double_entry.limits import Limit
from build_scripts.content.double_entry.passages import Passage, statements_of
from build_scripts.content.double_entry.reading.doubtful import doubtful_numbers
from build_scripts.content.double_entry.reading.figures import WrittenFigure, figures_in
from build_scripts.content.double_entry.reading.said import routes_said, sentences
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.scores import Score
from checker.protocol.model import Recommendation
from checker.protocol.sources import Statement


class TextCheck:
    """The texts of one protocol, to be held against its data."""

    def __init__(self, protocol: Protocol, names: DrugNames, holdings: Holdings, declared: Declared) -> None:
        self._protocol, self._names, self._holdings, self._declared = protocol, names, holdings, declared
        self._bookkeeping = Bookkeeping(protocol)
        self._of_scores = re.compile(
            "|".join(
                rf"\b{re.escape(label)}s?\b"
                for score in protocol.scores
                for label in (score.label, *(band.label for band in score.bands))
            )
            or r"(?!)",
            re.IGNORECASE,
        )

    def objections(self, passage: Passage) -> Iterator[Objection]:
        """Yield an objection to each number, and each route, of a text that belongs to nothing."""
        text = passage.text
        for name in self._bookkeeping.unknown_statements(text):
            yield passage.path, f"the text names {name}, and there is no such statement"
        doubtful = doubtful_numbers(text)
        for written, message in doubtful:
            yield passage.path, f"the number {_shown(written)} {message}"
        # What a number belongs to can be told once it can be read in one way only.
        figures = [] if doubtful else [figure for figure in figures_in(text) if figure.counts]
        if figures:
            held, limits = self._holdings.of(passage.root, own_text=passage.field != "text")
            known = list(self._bookkeeping.spans(text))
            for figure in figures:
                drug = self._names.of_figure(text, figure)
                belongs = (
                    any(fits(figure, each, drug) for each in held if not self._unsaid(passage, figure, each))
                    or (
                        _is_of_limits(figure, self._spoken_of(passage, figure, limits))
                        and not self._turned(passage, figure, held)
                    )
                    or any(start <= figure.start and figure.end <= end for start, end in known)
                    or self._bookkeeping.is_year(passage.root, text, figure)
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

    def _spoken_of(self, passage: Passage, figure: WrittenFigure, limits: list[Limit]) -> list[Limit]:
        """Return the limits that the sentence of a figure can speak of: numbers of points where it names a score only.

        The small numbers of points and bands would else let any other small number pass.
        """
        start, end = next(span for span in sentences(passage.text) if span[0] <= figure.start < span[1])
        if isinstance(passage.root, Score) or self._of_scores.search(passage.text[start:end]):
            return limits
        return [limit for limit in limits if not limit.of_score]

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
