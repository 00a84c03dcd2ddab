"""Answers that a patient would plausibly give, the likeliest first, for cases that a person will read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from build_scripts.content.worked_cases import WorkedCase
from build_scripts.evidence.proofs.patient import MINUTES_A_DAY
from build_scripts.evidence.proofs.tried.written import a_day, date_text
from checker import Protocol
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
)
from checker.protocol.thresholds import limits_of
from checker.words.rationals import Number

DIGITS = 4
"""Most digits of a made-up number."""

BESIDE = Fraction(1, 8)
"""Part of the way from the outermost limit to the plausible end at which a number is taken: still near what the rules
speak of, where the end itself is an extreme."""

CHANGES = ("1.1", "0.9", "1.25", "0.75", "1.5", "0.5", "2", "3")
"""Multiples of a typical number, for rules that compare a finding with itself at another time."""

AFTER = {
    "day": (0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 60, 90, 180, 365),
    "minute": tuple(
        MINUTES_A_DAY // 3 + later
        for later in (0, 5, 10, 15, 30, *(60 * hours for hours in (1, 2, 3, 6, 12, 24, 36, 48, 72, 168)))
    ),
}
"""Days after the day that a date is when nothing else is asked, and minutes after its midnight, from 8 o'clock."""

MANY = 20
"""Whole numbers of a range up to this length are all tried."""


def typical_answers(protocol: Protocol, cases: Sequence[WorkedCase] = ()) -> dict[str, list[Any]]:
    """Return the answers to try for each finding, as in a case, the likeliest first.

    What the authors' own cases give most often comes first, limits and plausible ends apart, which are there to test
    the rules. Then come numbers between the limits, and those a little beyond the outermost. A sign is rather absent.

    Args:
        protocol: The protocol.
        cases: Its worked cases.
    """
    limits = limits_of(protocol)
    return {
        finding.id: list(_answers(finding, limits.get(finding.id, ()), _given(finding, cases)))
        for finding in protocol.findings
    }


def _given(finding: Finding, cases: Sequence[WorkedCase]) -> list[Any]:
    """Return the answers to a finding in worked cases, the most frequent first."""
    counts: Counter[str] = Counter()
    answers: dict[str, Any] = {}
    for case in cases:
        answer = case.findings.get(finding.id)
        if answer is not None and case.refused is None:
            counts[repr(answer)] += 1
            answers[repr(answer)] = answer
    return [answers[written] for written, _count in counts.most_common()]


def _answers(finding: Finding, limits: Iterable[Number], given: Sequence[Any]) -> Iterator[Any]:
    match finding:
        case BooleanFinding():
            yield from (False, True)
        case ChoiceFinding():
            yield from dict.fromkeys([*given, *(choice.id for choice in finding.choices)])
        case QuantityFinding():
            yield from _quantities(finding, [Fraction(*limit.as_integer_ratio()) for limit in limits], given)
        case IntegerFinding(plausible=(first, last)):
            yield from dict.fromkeys([*given, *(range(first, last + 1) if last - first < MANY else ())])
        case DateFinding(precision=precision):
            start = a_day(precision)
            yield from dict.fromkeys([*given, *(date_text(precision, start + later) for later in AFTER[precision])])


def _quantities(finding: QuantityFinding, limits: Sequence[Fraction], given: Sequence[Any]) -> Iterator[Any]:
    low, high = (Fraction(*end.as_integer_ratio()) for end in finding.plausible)
    told: list[Fraction] = []
    for answer in given:
        own = _own(finding, answer)
        if own is not None and own not in (low, high, *limits):
            told.append(own)
            yield answer
    inside = sorted({limit for limit in limits if low < limit < high})
    made: list[tuple[Fraction, Fraction, Fraction]] = [(a, (a + b) / 2, b) for a, b in pairwise(inside)]
    if inside:
        first, last = inside[0], inside[-1]
        made += [(low, first - (first - low) * BESIDE, first), (last, last + (high - last) * BESIDE, high)]
    else:
        made.append((low, (low + high) / 2, high))
    numbers = [_plain(*each) for each in made]
    base = told[0] if told else Fraction(*numbers[0].as_integer_ratio())
    numbers += [_plain(low, base * Fraction(times), high) for times in CHANGES if low < base * Fraction(times) < high]
    yield from ({"value": number, "unit": finding.unit} for number in dict.fromkeys(numbers))


def _own(finding: QuantityFinding, answer: Mapping[str, Any]) -> Fraction | None:
    """Return an answer of a case in the finding's own unit."""
    conversion = finding.conversion(answer["unit"])
    if conversion is None:
        return None
    return Fraction(*conversion.to_own(Decimal(answer["value"])).as_integer_ratio())


def _plain(low: Fraction, number: Fraction, high: Fraction) -> Decimal:
    """Return a number near another, strictly between two, with as few digits as that takes."""
    for digits in range(1, DIGITS + 1):
        rounded = Context(prec=digits).divide(Decimal(number.numerator), Decimal(number.denominator))
        if low < Fraction(rounded) < high:
            return Decimal(format(rounded, "f"))
    return Decimal(format(Context(prec=2 * DIGITS).divide(Decimal(number.numerator), Decimal(number.denominator)), "f"))
