"""What can be entered for a finding, in kinds of which the rules cannot tell one member from another."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_scripts.exports.first_answers.digits import at, clear, close_to, drawn
from checker.answers.assessment import to_json
from checker.language.findings import BooleanFinding, ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.protocol.model import Protocol
from checker.protocol.thresholds import limits_of
from checker.words.rationals import NOTHING, ONCE

MOST_POINTS = 20
"""Largest number of whole numbers that are told one from another, where a score adds them up."""

NO_UNIT = ""
"""Unit of a number beside which none was chosen yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to enter something of a kind."""

    json: str
    """The value as a case gives it."""
    digits: str | None = None
    """The digits of its number; None where it has none."""


@dataclass(frozen=True, slots=True)
class Enterable:
    """A finding with the kinds of what can be entered for it."""

    id: str
    kinds: tuple[tuple[Entry, ...], ...]
    """For each kind some entries: the first is asked about, the others are held against its answer."""
    read: Mapping[str, object]
    """How a page finds the kind of an entry: `answers`, JSON → kind; or `units`, unit → `edges` and `kinds`. Between
    the edges, in order, lie as many regions as there are kinds: below the first, at it, above it, and so on. A number
    without a unit has the unit `1`. A kind of -1 holds nothing."""


def enterable(
    protocol: Protocol, form: Mapping[str, bool], apart: frozenset[str], points: frozenset[str]
) -> list[Enterable]:
    """Return the findings of a protocol whose entries fall into kinds.

    Args:
        protocol: The protocol.
        form: Ids of its findings in the order of the form, each with whether a number of it may lack its unit.
        apart: Ids of those whose very value counts.
        points: Ids of the whole numbers that scores add up.
    """
    findings = {finding.id: finding for finding in protocol.findings}
    limits = limits_of(protocol)
    found = []
    for name, unit_open in form.items():
        finding = findings[name]
        compared = [Fraction(*limit.as_integer_ratio()) for limit in limits.get(name, ())]
        made = _enterable(finding, compared, adds_up=name in points, unit_open=unit_open)
        if made is not None and name not in apart:
            found.append(made)
    return found


def _enterable(finding: Finding, limits: list[Fraction], *, adds_up: bool, unit_open: bool) -> Enterable | None:
    match finding:
        case BooleanFinding():
            return _answers(finding.id, ["true", "false"])
        case ChoiceFinding():
            return _answers(finding.id, [to_json(choice.id) for choice in finding.choices])
        case QuantityFinding():
            scales = {}
            for unit in finding.units:
                conversion = finding.conversion(unit)
                assert conversion is not None  # it is one of the finding's own
                times, plus = conversion.times or ONCE, conversion.plus or NOTHING
                scales[unit] = (Fraction(*times.as_integer_ratio()), Fraction(*plus.as_integer_ratio()))
            return _Numbers(finding.id, finding.plausible, limits, scales, unit_open).made()
        case IntegerFinding():
            low, high = finding.plausible
            if adds_up and high - low >= MOST_POINTS:
                return None
            told = [*limits, *(map(Fraction, range(low, high + 1)) if adds_up else ())]
            return _Numbers(finding.id, finding.plausible, told, {}, False).made()
    return None  # a date: alone it says nothing, and two are read together


def _answers(name: str, values: Sequence[str]) -> Enterable:
    kinds = tuple((Entry(value),) for value in values)
    return Enterable(name, kinds, {"answers": {value: kind for kind, value in enumerate(values)}})


WHOLE = "1"
"""Unit of a number that has none."""

FAR = Fraction(10**6)
"""Width of the range beyond the plausible one in which whole numbers are drawn: they read like no other number."""


class _Numbers:
    """The kinds of a number: what lies between the limits of the rules, what is refused, and what lacks its unit."""

    def __init__(
        self,
        name: str,
        plausible: Sequence[object],
        limits: Sequence[Fraction],
        scales: Mapping[str, tuple[Fraction, Fraction]],
        unit_open: bool,
    ) -> None:
        low, high = (Fraction(str(end)) for end in plausible)
        self._name = name
        self._limits = {limit for limit in limits if low <= limit <= high}
        self._edges = sorted({low, high} | self._limits)
        self._whole = not scales
        self._scales = scales or {WHOLE: (Fraction(1), Fraction(0))}
        self._open = unit_open
        self._draws = random.Random(name)  # noqa: S311 - the same ones in each build

    def made(self) -> Enterable:
        last = 2 * len(self._edges)
        kinds: list[list[Entry]] = []
        of_region = [-1] * (last + 1)
        for region in range(1, last):
            joined = self._joins(region)
            entries = [entry for unit in self._scales for entry in self._entries(unit, region)]
            if joined:
                of_region[region] = of_region[region - 1]
                kinds[-1] += entries
            elif entries:
                of_region[region] = len(kinds)
                kinds.append(entries)
        read = {}
        for unit, (times, plus) in self._scales.items():
            refused = [*self._entries(unit, last), *self._entries(unit, 0)]
            edges = [str((edge - plus) / times) for edge in self._edges]
            read[unit] = {"edges": edges, "kinds": [len(kinds), *of_region[1:last], len(kinds)]}
            kinds.append(refused)
        if self._open:
            read[NO_UNIT] = {"edges": [], "kinds": [len(kinds)]}
            kinds.append(
                [self._entry(NO_UNIT, drawn(self._draws, Fraction(low), Fraction(high))) for low, high in LACKING]
            )
        return Enterable(
            self._name, tuple(map(tuple, kinds)), {"units": read, **({"whole": True} if self._whole else {})}
        )

    def _joins(self, region: int) -> bool:
        """Whether a region is of one kind with that before it: a plausible end with which no rule compares."""
        edge = (region - 1) // 2  # the edge that is the region, or that it begins at
        at_edge = region % 2 == 1
        if at_edge:
            return edge == len(self._edges) - 1 and edge > 0 and self._edges[edge] not in self._limits
        return edge == 0 and self._edges[0] not in self._limits

    def _entries(self, unit: str, region: int) -> Iterator[Entry]:
        times, plus = self._scales[unit]
        edges = [(edge - plus) / times for edge in self._edges]
        index, at_edge = divmod(region, 2)
        if at_edge:
            texts = at(edges[index])
        else:
            span = max(edges[-1] - edges[0], FAR if self._whole else Fraction(1))
            low = edges[index - 1] if index else edges[0] - span
            high = edges[index] if index < len(edges) else edges[-1] + span
            places = 0 if self._whole else None
            texts = [text for _ in range(2) if (text := drawn(self._draws, low, high, places)) is not None]
            texts += close_to(low, high, places)
            if self._whole:
                texts = [*(clear(text) for text in texts[:1]), *texts]
        return (self._entry(unit, text) for text in texts if text is not None)

    def _entry(self, unit: str, digits: str | None) -> Entry:
        assert digits is not None
        return Entry(digits if self._whole else f'{{"value":{digits},"unit":{to_json(unit)}}}', digits)


LACKING = ((1, 1000), (-10, 10), (0, 1))
"""Ranges of numbers that are tried without a unit."""
