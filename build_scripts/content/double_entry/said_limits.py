"""Limits in words: each limit of a rule is given by a statement, with its unit and in its direction, or is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.content.double_entry.declared import Declared
from build_scripts.content.double_entry.holdings import fits_limit
from build_scripts.content.double_entry.limits import Limit, Limits, name_compared
from build_scripts.content.double_entry.reading.figures import OPPOSITE, WrittenFigure, figures_in
from build_scripts.content.double_entry.reading.said import sentences
from build_scripts.content.validation.units import ratio
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.findings import FindingBase, QuantityFinding
from checker.protocol.quantities import measurable
from checker.words.numbers import quantity_text

_TARGET = re.compile(r"(?i)\b(?:keep|kept|maintain\w*|target\w*|goal|aim\w*|rais\w+|lower|hold|correct|bring|until)\b")
_NEGATED = re.compile(r"(?i)\b(?:not|no|never|unless|only|except|avoid|without|nor)\b")
_OWN_NEGATION = re.compile(r"(?i)\b(?:not|no|never)(?: \w+){1,2} $")

IN_WORDS = {"above": "above", "at_least": "at least", "below": "below", "at_most": "at most"}


def objections_to_limits(protocol: Protocol, limits: Limits, declared: Declared) -> Iterator[Objection]:
    """Yield an objection to each limit that no statement gives and no declaration covers."""
    texts = {statement.id: statement.text for statement in protocol.statements}
    called = _Called(protocol)
    criteria = {criterion.id: criterion.statements for criterion in protocol.criteria}
    for limit in limits.all:
        if not limit.to_be_said:
            continue
        users = limits.users(limit)
        cited = list(dict.fromkeys(name for user in users for name in getattr(user, "statements", ())))
        cited += [name for finding in limit.findings for name in finding.statements if name not in cited]
        given = [
            (name, figure)
            for name in cited
            for figure in figures_in(texts[name])
            if fits_limit(figure, limit) and called.may_be(limit, texts[name], figure)
            # A number alone does not say on which side of it the rule holds, nor whether it belongs to it.
            if figure.relation or figure.high is not None or limit.relation is None or limit.again
        ]
        if declared.covers_limit(limit):
            continue
        if not given:
            yield limit.path, _message(limit, [(name, texts[name]) for name in cited])
        elif limit.owner in criteria:
            own = [pair for pair in given if pair[0] in criteria[limit.owner]]
            relations = {each.relation for each in limits.all if (each.owner, each.value) == (limit.owner, limit.value)}
            if own and all(_against(limit, texts[name], f) and f.relation not in relations for name, f in own):
                yield limit.path, _message(limit, [(name, texts[name]) for name, _ in own])
    yield from _directions(protocol, limits)


def _against(limit: Limit, text: str, figure: WrittenFigure) -> bool:
    """Return whether a statement names exactly the others: 'when it does not exceed 5' for a rule on those above 5."""
    start, end = next(span for span in sentences(text) if span[0] <= figure.start < span[1])
    if figure.relation is None or figure.relation != OPPOSITE.get(limit.relation or ""):
        return False
    return not _TARGET.search(text[start:end]) and not _NEGATED.search(_without_own(text, start, end, figure))


def _without_own(text: str, start: int, end: int, figure: WrittenFigure) -> str:
    """Return a sentence without a figure: the negation of 'does not exceed 5' is in the figure's direction already."""
    return _OWN_NEGATION.sub("", text[start : figure.start]) + text[figure.end : end]


def _message(limit: Limit, cited: list[tuple[str, str]]) -> str:
    number = quantity_text(limit.value, limit.unit or "1")
    name = f" of '{name_compared(limit.findings[0].id)}'" if limit.findings else ""
    figures = [(s, text, figure) for s, text in cited for figure in figures_in(text) if figure.counts]
    alike = [each for each in figures if each[2].unit is not None and _alike(each[2].unit, limit)]
    said = [
        f"{statement} says '{_around(text, figure)}'"
        for statement, text, figure in alike or figures
        if figure.rhythm is None
    ]
    found = "; ".join(dict.fromkeys(said)) or f"{', '.join(s for s, _ in cited) or 'nothing that is cited'} gives none"
    direction = f"{IN_WORDS[limit.relation]} " if limit.relation else ""
    return (
        f"the limit {direction}{number}{name} is given by no statement that the rule rests on ({found}): correct the "
        f"one or the other, or declare it under 'figures' with 'at: [{limit.owner}]' and the reason"
    )


def _alike(unit: str, limit: Limit) -> bool:
    """Return whether a unit measures what the limit does."""
    accepted = {each for f in limit.findings if isinstance(f, QuantityFinding) for each in f.units}
    return unit in {limit.unit, *accepted} or ratio(unit, limit.unit or "1") is not None


def _around(text: str, figure: WrittenFigure) -> str:
    direction = f"{IN_WORDS[figure.relation]} " if figure.relation else ""
    return direction + " ".join(text[figure.start : figure.end].split())


def _directions(protocol: Protocol, limits: Limits) -> Iterator[Objection]:
    """Check that a statement's 'above' is some rule's 'above'.

    'When it exceeds' asks for a rule in the same direction, 'keep it above' for one that acts on the others.
    """
    for index, statement in enumerate(protocol.statements):
        text = statement.text
        connected = limits.of(statement)
        for figure in figures_in(text):
            same = [limit for limit in connected if limit.relation and limit.equals(figure.low, figure.unit)]
            if not same or figure.relation is None or figure.rhythm is not None:
                continue
            start, end = next(span for span in sentences(text) if span[0] <= figure.start < span[1])
            sentence = _without_own(text, start, end, figure)
            if _NEGATED.search(sentence):
                continue
            wanted = OPPOSITE[figure.relation] if _TARGET.search(sentence) else figure.relation
            if all(limit.relation != wanted for limit in same):
                rules = ", ".join(sorted({IN_WORDS[str(limit.relation)] for limit in same}))
                said = _around(text, figure)
                message = f"the text says '{said}', and no rule on {statement.id} acts on it: they compare '{rules}'"
                yield ("statements", index, "text"), message


class _Called:
    """What findings are called, to tell a statement on one from a statement on another."""

    def __init__(self, protocol: Protocol) -> None:
        self._names: dict[str, set[str]] = {}
        for finding in measurable(protocol).values():
            label = finding.label.split(",")[0]
            names = {label.casefold(), name_compared(finding.id).replace("-", " ")}
            for group in protocol.synonyms:
                folded = {name.casefold() for name in group}
                if folded & names or folded & {label.split()[0].casefold()}:
                    names |= folded
            self._names[finding.id] = names | {label.split()[0].casefold()}

    def may_be(self, limit: Limit, text: str, figure: WrittenFigure) -> bool:
        """Return whether a sentence with a figure can be about what a limit compares.

        It cannot if it names other findings and none of those.
        """
        start, end = next(span for span in sentences(text) if span[0] <= figure.start < span[1])
        sentence = text[start:end].casefold()
        compared = [finding.id for finding in limit.findings if isinstance(finding, FindingBase)]
        if not compared or any(self._in(name, sentence) for name in compared):
            return True
        return not any(self._in(name, sentence) for name in self._names)

    def _in(self, finding: str, sentence: str) -> bool:
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) for name in self._names[finding])
