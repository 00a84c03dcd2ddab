"""Names of drugs in texts: each drug of a protocol with its synonyms and what its abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.content.double_entry.reading.figures import WrittenFigure
from build_scripts.content.double_entry.reading.said import sentences
from build_scripts.project.problems import Objection
from checker import Protocol

Mention = tuple[int, int, str]
"""Where a drug is named in a text: start, end, and the drug as the protocol's data write it, in small letters."""


class DrugNames:
    """What the drugs of one protocol are called."""

    def __init__(self, protocol: Protocol) -> None:
        self._names: dict[str, str] = {}
        for drug in _drugs(protocol):
            for name in (drug, *_other_names(protocol, drug)):
                self._names.setdefault(name, drug.casefold())
        longest_first = sorted(self._names, key=len, reverse=True)
        self._same = {name.casefold(): drug for name, drug in self._names.items()}
        alternatives = "|".join(_pattern(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else None

    def key(self, drug: str) -> str:
        """Return the one name of a drug, by which two spellings of it are told to be the same."""
        return self._same.get(drug.casefold(), drug.casefold())

    def _of(self, name: str) -> str:
        return self._same[name] if name in self._same else self._same[name.removesuffix("s")]

    def mentions(self, text: str) -> list[Mention]:
        """Return where a text names a drug, in its order."""
        if self._pattern is None:
            return []
        return [
            (match.start(), match.end(), self._of(match.group().casefold())) for match in self._pattern.finditer(text)
        ]

    def of_figure(self, text: str, figure: WrittenFigure) -> str | None:
        """Return the drug that an amount in a text belongs to; None where its sentence names none.

        It is the drug of '10 mg of X', or else the last one named before it in the sentence, or the first one behind.
        """
        start, end = next(span for span in sentences(text) if span[0] <= figure.start < span[1])
        inside = [mention for mention in self.mentions(text) if start <= mention[0] < end]
        behind = [mention for mention in inside if mention[0] >= figure.end]
        if behind and text[figure.end : behind[0][0]].strip() in ("of", "of the"):
            return behind[0][2]
        before = [mention for mention in inside if mention[1] <= figure.start]
        return before[-1][2] if before else behind[0][2] if behind else None


def objections_to_terms(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each abbreviation of a drug that is spelled out as another drug."""
    groups = [{name.casefold() for name in group} for group in protocol.synonyms]
    drugs = {drug.casefold() for drug in _drugs(protocol)}
    for short, long in protocol.terms.items():
        parts = {part.strip(" )").casefold() for part in long.split("(")}
        own = {short.casefold()}.union(*(group for group in groups if short.casefold() in group))
        for group in groups:
            if own & drugs and group & drugs and group & parts and not own & group:
                yield ("terms", short), f"'{short}' is {min(own & drugs)}, and '{long}' is {min(group & drugs)}"


def _drugs(protocol: Protocol) -> Iterator[str]:
    for recommendation in protocol.recommendations:
        yield from recommendation.drugs
        yield from (dose.drug for dose in recommendation.doses)


def _other_names(protocol: Protocol, drug: str) -> Iterator[str]:
    names = [drug]
    for short, long in protocol.terms.items():
        if short.casefold() == drug.casefold():
            names += [part.strip(" )") for part in long.split("(")]
    for group in protocol.synonyms:
        if {name.casefold() for name in group} & {name.casefold() for name in names}:
            names += group
    yield from (name for name in names[1:] if name)


def _pattern(name: str) -> str:
    """Return the pattern of a name. An abbreviation counts in capitals only, any other name in its plural as well."""
    short = name.isupper() or len(name) <= 3
    return re.escape(name) if short else f"(?i:{re.escape(name)}s?)"
