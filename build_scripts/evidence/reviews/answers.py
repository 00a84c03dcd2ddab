"""Answers and patients that reviews try: each answer that the rules distinguish, each patient to whom they apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import mul
from typing import Any

from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings, neighbours
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.tried.written import written_quantity
from build_scripts.evidence.reviews.bench import Bench, literals
from checker.language.findings import BooleanFinding, ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.protocol.labels import Labels
from checker.protocol.thresholds import limits_of
from checker.words.messages import _, in_sentence
from checker.words.numbers import plain_number
from checker.words.rationals import Number, nearby
from checker.words.units import sign

MOST_STATES = 64
"""Largest number of combinations of answers to the findings of the base; of more, one finding is varied at a time."""

MOST_NUMBERS = 12
"""Largest count of whole numbers that are tried one by one, in a finding that a score counts."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of numbers between limits; an end that is None is the end of the plausible range."""

    low: Number | None = None
    low_within: bool = False
    high: Number | None = None
    high_within: bool = False

    def joined(self, other: Span) -> Span:
        """Return this stretch together with the next one above it."""
        return Span(self.low, self.low_within, other.high, other.high_within)

    def said(self, unit: str) -> str:
        """Return the stretch in words, for example 'above 3 and at most 4 mg/dL'."""
        if self.low is not None and self.low == self.high:
            parts = [f"{_('exactly')} {plain_number(self.low)}"]
        else:
            parts = []
            if self.low is not None:
                parts.append(f"{_('at least') if self.low_within else _('above')} {plain_number(self.low)}")
            if self.high is not None:
                parts.append(f"{_('at most') if self.high_within else _('below')} {plain_number(self.high)}")
        return f"{_(' and ').join(parts)} {sign(unit)}".strip() if parts else _("any value")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one finding, or several answers that no rule distinguishes."""

    finding: str
    value: Any
    """One value as in a case, which stands for all the answers."""
    choices: tuple[str, ...] = ()
    """Ids of the choices, where the finding is a choice."""
    span: Span | None = None
    """The stretch of numbers, where the finding is a number."""

    def joined(self, other: Answer) -> Answer:
        """Return this answer together with another; of numbers, the other must be the next stretch."""
        span = self.span.joined(other.span) if self.span is not None and other.span is not None else self.span
        return replace(self, choices=(*self.choices, *other.choices), span=span)

    def said(self, finding: Finding, words: Labels) -> str:
        """Return the answer in words, without the finding: 'yes', 'given or held', 'below 3 mg/dL'."""
        if self.choices:
            return words.choices(self.finding, self.choices)
        if self.span is not None:
            return self.span.said(finding.unit if isinstance(finding, QuantityFinding) else "1")
        return _("yes") if self.value else _("no")


def value_text(bench_finding: Finding, value: Any) -> str:
    """Return one value of a finding in words."""
    match bench_finding:
        case BooleanFinding():
            return _("yes") if value else _("no")
        case ChoiceFinding():
            return in_sentence(bench_finding.choice_label(value))
        case QuantityFinding():
            return f"{plain_number(value['value'])} {sign(value['unit'])}".strip()
        case _:
            return str(value)


def answers_to(bench: Bench) -> dict[str, list[Answer]]:
    """Return the answers to try for each finding, by id; for dates none, since any day is as good as another."""
    limits = limits_of(bench.protocol)
    counted = {item.finding for score in bench.protocol.scores for item in score.items}
    return {f.id: list(_answers(f, limits.get(f.id, ()), f.id in counted)) for f in bench.protocol.findings}


def _answers(finding: Finding, limits: Iterable[Number], counted: bool) -> Iterator[Answer]:
    match finding:
        case BooleanFinding(id=name):
            yield from (Answer(name, value) for value in (True, False))
        case ChoiceFinding(id=name, choices=choices):
            yield from (Answer(name, choice.id, (choice.id,)) for choice in choices)
        case IntegerFinding(id=name, plausible=(first, last)) if counted and last - first < MOST_NUMBERS:
            for number in range(first, last + 1):
                here = Decimal(number)
                yield Answer(name, number, span=Span(here, True, here, True))
        case QuantityFinding(id=name, plausible=(low, high)):
            for span, value in _stretches(low, high, limits):
                # A number that no accepted unit can write is given by nobody.
                written = written_quantity(finding, value)
                if written is not None:
                    yield Answer(name, written, span=span)
        case IntegerFinding(id=name, plausible=(first, last)):
            for span, value in _stretches(Decimal(first), Decimal(last), limits):
                if value.as_integer_ratio()[1] == 1:
                    yield Answer(name, value.as_integer_ratio()[0], span=span)


def _stretches(low: Decimal, high: Decimal, limits: Iterable[Number]) -> Iterator[tuple[Span, Number]]:
    """Yield the stretches into which the limits divide a range, each with a plain number that lies in it."""
    inside = sorted({limit for limit in limits if low <= limit <= high})
    if not inside:
        yield Span(), low
        return
    if low < inside[0]:
        yield Span(high=inside[0]), max(low, neighbours(inside[:1])[0])
    for limit, following in zip(inside, [*inside[1:], None], strict=True):
        yield Span(limit, True, limit, True), limit
        above = neighbours([limit])[1]
        if following is None:
            if limit < high:
                yield Span(low=limit), min(high, above)
        else:
            middle = (nearby(limit) + nearby(following)) / 2
            yield Span(low=limit, high=following), above if above < following else middle


def base_of(bench: Bench, answers: dict[str, list[Answer]]) -> dict[str, Any]:
    """Return a patient to whom the protocol applies for certain, and of whom nothing else is known.

    Each finding that the scope reads and that stands in the first one's group, such as the drugs of a treatment, gets
    the first answer that speaks for the scope; a danger sign in another group is a finding of its own. Where these
    answers do not make the protocol apply, the patient has as few findings as possible instead.
    """
    if bench.in_scope({}):
        return {}
    found: dict[str, Any] = {}
    scope = bench.criteria[bench.protocol.applicable]
    reasons = [literal for literal in literals(scope, bench.criteria) if len(literal.names) == 1]
    for name in dict.fromkeys(literal.names[0] for literal in reasons if literal.names[0] in answers):
        own = [literal for literal in reasons if literal.names[0] == name]
        speaking = next((a for a in answers[name] if any(bench.present(own, {name: a.value}))), None)
        if speaking is not None:
            found[name] = speaking.value
    first = bench.findings[next(iter(found))].group if found else None
    found = {name: value for name, value in found.items() if bench.findings[name].group == first}
    if bench.in_scope(found):
        return found
    formulas = Formulas(bench.protocol, Patient(bench.protocol.findings))
    try:
        return fewest_findings(formulas, formulas.criterion(bench.protocol.applicable).true)
    except NoPatient:  # reported by a proof
        return {}


def states_of(bench: Bench, answers: dict[str, list[Answer]], base: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the combinations of answers to the findings of the base for which the protocol applies."""
    choices: list[Sequence[Any]] = [[answer.value for answer in answers[name]] or [base[name]] for name in base]
    if reduce(mul, map(len, choices), 1) > MOST_STATES:
        combinations = [base | {name: value} for name, values in zip(base, choices, strict=True) for value in values]
    else:
        combinations = [dict(zip(base, values, strict=True)) for values in product(*choices)]
    found: list[dict[str, Any]] = []
    for findings in combinations:
        if findings not in found and bench.in_scope(findings):
            found.append(findings)
    return found
