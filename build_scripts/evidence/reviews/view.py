"""The reviews in words, as the page shows them and as the command prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_scripts.evidence.reviews.alone import Alone, AnswerRow, Mark
from build_scripts.evidence.reviews.answers import Answer, value_text
from build_scripts.evidence.reviews.crossed import Crossing, Pair
from build_scripts.evidence.reviews.ends import EndRow, Table
from build_scripts.evidence.reviews.faults import Accepted
from build_scripts.evidence.reviews.review import Reviews
from build_scripts.evidence.reviews.shown import (
    AloneGroup,
    AloneRow,
    Crossed,
    EndsRow,
    EndsTable,
    Marked,
    Remarked,
    ShownAction,
)
from checker import Protocol
from checker.language.findings import ChoiceFinding
from checker.protocol.labels import Labels
from checker.protocol.model import Acceptance, Recommendation
from checker.words.messages import _, marked

ASKS = {
    "raises": marked("asks to raise {name}, which stands at its highest"),
    "lowers": marked("asks to lower {name}, which stands at its lowest"),
    "": marked("does not say what it raises or lowers"),
}
"""Field of a correction → the reason why the correction is marked."""

ENDS = {"lowest": marked("lowest"), "highest": marked("highest")}


class ReviewsView:
    """The reviews of a protocol in the words of a language."""

    def __init__(
        self,
        reviews: Reviews,
        protocol: Protocol,
        between: Sequence[Pair] = (),
        others: Mapping[str, Protocol] | None = None,
    ) -> None:
        """Put reviews into words.

        Args:
            reviews: The reviews of the protocol, by ids.
            protocol: The same protocol, in the current language.
            between: Pairs of opposed actions of which one belongs to another protocol.
            others: The other protocols by id, in the same language.
        """
        self._protocol, self._others = protocol, others or {}
        self._words = Labels(protocol)
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._recommendations = {r.id: r for r in protocol.recommendations}
        self._accepted = Accepted(protocol)
        found = reviews.alone
        self.base = [self.finding(name, value) for name, value in found.base.items()]
        self.indicated = self._actions(found.nothing_else.indicated)
        self.undetermined = self._actions(found.nothing_else.undetermined)
        self.not_called_for = self._actions(found.nothing_else.not_called_for)
        self.dates = [self._findings[name].label for name in found.dates]
        self.alone = self._alone(found)
        self.ends = [self._table(table) for table in reviews.ends]
        self.crossed = [self._pair(pair) for pair in (*reviews.crossed, *between)]
        self.remarks = [remark.text for remark in reviews.remarks]

    def finding(self, name: str, value: Any) -> str:
        """Return an answer in words, with the finding."""
        return f"{self._findings[name].label}: {value_text(self._findings[name], value)}"

    def answer(self, name: str, answer: Answer) -> str:
        """Return one answer of the first review in words, with the finding."""
        return f"{self._findings[name].label}: {answer.said(self._findings[name], self._words)}"

    def _actions(self, names: Iterable[str]) -> list[ShownAction]:
        return [self._action(name) for name in names]

    def _action(self, name: str, because: str = "") -> ShownAction:
        recommendation = self._recommendations[name]
        return ShownAction(recommendation.label, recommendation.urgency == "immediate", because)

    def _warning(self, place: int) -> Remarked:
        message = self._protocol.warnings[place].message
        return Remarked(re.split(r"(?<=[.?!])\s", message.strip(), maxsplit=1)[0], message)

    # One finding alone

    def _alone(self, found: Alone) -> list[AloneGroup]:
        groups = {group.id: AloneGroup(group.label) for group in self._protocol.groups}
        unchanged: dict[str, list[str]] = {}
        for name in self._findings:
            group = groups[self._findings[name].group]
            for row in (row for row in found.rows if row.answer.finding == name):
                shown = self._alone_row(row, found)
                if shown.nothing:
                    unchanged.setdefault(name, []).extend(shown.answers)
                    continue
                alike = next((one for one in group.rows if _effect(one) == _effect(shown) and not one.marks), None)
                if alike is None:
                    group.rows.append(shown)
                else:
                    alike.answers += shown.answers
        for name, answers in unchanged.items():
            everything = not any(not self._alone_row(row, found).nothing for row in found.rows if name == _of(row))
            label = self._findings[name].label
            groups[self._findings[name].group].unchanged += [label] if everything else answers
        return [group for group in groups.values() if group.rows or group.unchanged]

    def _alone_row(self, row: AnswerRow, found: Alone) -> AloneRow:
        base, now, text = found.nothing_else, row.outcome, self.answer(row.answer.finding, row.answer)
        if now.refused is not None:
            return AloneRow([text], [], [], [], [], [], now.refused)
        warnings = [self._warning(place) for place in now.warnings if place not in base.warnings]
        return AloneRow(
            [text],
            self._actions(name for name in now.indicated if name not in base.indicated),
            self._actions(name for name in now.not_called_for if name not in base.not_called_for),
            self._actions(name for name in now.undetermined if name not in base.undetermined),
            warnings,
            [self._mark(row, mark) for mark in row.marks],
        )

    def _mark(self, row: AnswerRow, mark: Mark) -> Marked:
        if mark.criterion is None:
            text = _("stays open, although this is a reason for it")
        else:
            text = _("stays open, although this is a reason for: {name}", name=self._words.criterion(mark.criterion))
        entries = [self._accepted.by("alone", row.answer.finding, (name,)) for name in mark.open]
        return Marked(text, tuple(self._actions(mark.open)), _reasons(entries))

    # At the ends

    def _table(self, table: Table) -> EndsTable:
        group = next(group.label for group in self._protocol.groups if group.id == table.group)
        labels = tuple(self._findings[name].label for name in table.quantities)
        rows = tuple(self._ends_row(table, row) for row in table.rows)
        return EndsTable(group, self._state(table.states), labels, rows)

    def _ends_row(self, table: Table, row: EndRow) -> EndsRow:
        values = tuple(self._end(row, name) for name in table.quantities)
        because: dict[str, list[str]] = {}
        for one in row.against:
            name = self._words.finding(one.finding) if one.finding is not None else ""
            because.setdefault(one.recommendation, []).append(_(ASKS[one.field], name=name))
        entries = [
            self._accepted.by("ends", finding, (one.recommendation,))
            for one in row.against
            for finding in ([one.finding] if one.finding is not None else row.ends)
        ]
        actions = tuple(self._action(name, "; ".join(because.get(name, ()))) for name in row.indicated)
        return EndsRow(values, actions, tuple(map(self._warning, row.warnings)), _reasons(entries))

    def _end(self, row: EndRow, name: str) -> tuple[str, str]:
        if name not in row.ends:
            return "", ""
        return value_text(self._findings[name], row.values[name]), _(ENDS[row.ends[name]])

    def _state(self, states: Sequence[Mapping[str, Any]]) -> str:
        """Return combinations of answers in words, finding by finding where they are complete."""
        names = list(dict.fromkeys(name for state in states for name in state))
        values = {name: _distinct(state[name] for state in states if name in state) for name in names}
        product = 1
        for some in values.values():
            product *= len(some)
        if product != len(states) and not self._all_but_scope(values, states):
            return "; ".join(", ".join(self.finding(*item) for item in state.items()) for state in states)
        return ", ".join(
            f"{self._findings[name].label}: {_(' or ').join(value_text(self._findings[name], v) for v in some)}"
            for name, some in values.items()
            if not self._every(name, some)
        )

    def _every(self, name: str, values: Sequence[Any]) -> bool:
        finding = self._findings[name]
        return isinstance(finding, ChoiceFinding) and len(values) == len(finding.choices)

    def _all_but_scope(self, values: Mapping[str, Sequence[Any]], states: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether every answer occurs; then only combinations outside the protocol's scope are missing."""
        return len(states) > 1 and all(self._every(name, some) for name, some in values.items())

    # Crossed reasons

    def _pair(self, pair: Pair) -> Crossed:
        other = self._others.get(pair.other, self._protocol) if pair.other is not None else self._protocol
        words = Labels(other)
        cautious: Recommendation = next(r for r in other.recommendations if r.id == pair.cautious)
        return Crossed(
            self._recommendations[pair.bold].label,
            cautious.label,
            other.title if pair.other is not None else "",
            tuple(reason.said(words) for reason in pair.reasons),
            tuple(
                (
                    crossing.reason.said(words),
                    self._patient(crossing, other),
                    "; ".join(_reasons([self._accepted.by("crossed", crossing.finding, pair.named)])),
                )
                for crossing in pair.crossings
            ),
        )

    def _patient(self, crossing: Crossing, other: Protocol) -> str:
        texts = [self.finding(name, value) for name, value in crossing.findings.items()]
        theirs = {finding.id: finding for finding in other.findings}
        for name, value in (crossing.elsewhere or {}).items():
            text = f"{theirs[name].label}: {value_text(theirs[name], value)}"
            texts += [text] if text not in texts else []
        return "; ".join(texts)


def _of(row: AnswerRow) -> str:
    return row.answer.finding


def _effect(row: AloneRow) -> tuple[Any, ...]:
    return row.indicated, row.no_longer, row.opened, row.warnings, row.marks, row.refused


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _reasons(entries: Iterable[Acceptance | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.why for entry in entries if entry is not None))
