"""Computed values with one small mistake: an operator, a constant, an exponent, a unit, a rounding, a limit changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice
from typing import Any

from build_scripts.content.values.bounds import is_irrational
from build_scripts.evidence.mutation.numbers import (
    OTHERS,
    changed_numbers,
    changed_rationals,
    derived,
    swapped,
)
from build_scripts.words.digits import last_place
from checker import Protocol
from checker.language.comparison_units import MINUTES
from checker.language.findings import Finding, QuantityFinding
from checker.language.keys import YamlPath
from checker.language.operands import Elapsed, FindingValue, OperandBase, ValueOf
from checker.values.by_choice import ByChoice
from checker.values.compound import Part, Several, parts_of
from checker.values.formulas import (
    Absolute,
    ByCase,
    Exp,
    Largest,
    Ln,
    Log10,
    Minus,
    Plus,
    Power,
    Product,
    Quotient,
    Smallest,
)
from checker.values.rounding import Rounding
from checker.values.value import Value

EXCHANGED: tuple[tuple[type[Any], type[Any]], ...] = ((Smallest, Largest), (Plus, Minus), (Product, Quotient))
"""Operators that are taken for each other."""

FUNCTIONS: tuple[type[Any], ...] = (Exp, Ln, Log10)


class ValueMutants:
    """The mutants of the values of a protocol."""

    def __init__(self, protocol: Protocol) -> None:
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._values = {value.id: value for value in protocol.values}

    def changed(self, value: Value) -> Iterator[tuple[YamlPath, str, Value]]:
        """Yield a value with one change: its place below the value, the change in words, and the value."""
        for change, formula in self.formula(value.formula, value.id):
            yield ("formula",), change, replace(value, formula=formula)
        for change, rounded in _roundings(value):
            yield ("rounded",), change, replace(value, rounded=rounded)
        low, high = value.plausible
        for place, number in ((0, low), (1, high)):
            step = last_place(number)
            for other in (number - step, number + step):
                ends = (other, high) if place == 0 else (low, other)
                yield ("plausible", place), f"{number} → {other}", replace(value, plausible=ends)
        if value.measured is not None:
            for name in (*other_findings(self._findings, value.measured), None):
                yield ("measured",), f"{value.measured} → {name or 'left out'}", replace(value, measured=name)

    def others(self, name: str) -> Iterator[str]:
        """Yield other values of the same unit."""
        unit = self._values[name].unit
        yield from islice((n for n, value in self._values.items() if n != name and value.unit == unit), OTHERS)

    def _reads(self, name: str, other: str) -> bool:
        """Return whether a value is another, or is worked out from it."""
        return name == other or any(self._reads(inner, other) for inner in self._values[name].reads_values)

    def formula(self, formula: Part, own: str) -> Iterator[tuple[str, Any]]:
        """Yield a formula with one change, at any depth.

        Args:
            formula: The formula.
            own: Id of the value that it belongs to.
        """
        yield from self._operand(formula, own) if isinstance(formula, OperandBase) else self._compound(formula)
        parts = parts_of(formula)
        for index, part in enumerate(parts):
            if isinstance(formula, Several) and len(parts) > 2:
                yield f"part {index + 1} left out", formula.with_parts((*parts[:index], *parts[index + 1 :]))
            for change, changed in self.formula(part, own):
                assert not isinstance(formula, OperandBase)  # it has parts
                yield change, formula.with_parts(swapped(parts, index, changed))

    def _compound(self, formula: Part) -> Iterator[tuple[str, Any]]:
        match formula:
            case Plus() | Minus() | Product() | Quotient() | Smallest() | Largest():
                yield from _operators(formula)
            case Power(power=base, exponent=exponent):
                for power in changed_rationals(exponent):
                    yield f"to the power of {exponent} → {power}", Power(base, power)
            case Exp() | Ln() | Log10():
                for other in FUNCTIONS:
                    if other is not type(formula):
                        yield f"{formula.KEYS[0]} → {other.KEYS[0]}", other(formula.parts[0])
            case Absolute(absolute=inner):
                yield "'absolute' left out", inner
            case ByChoice(by=name, choices=choices):
                for choice, number in choices.items():
                    for changed in changed_numbers(number):
                        yield f"{choice}: {number} → {changed}", replace(formula, choices={**choices, choice: changed})
                yield from _exchanged(formula, name, choices)
            case ByCase(cases=cases, otherwise=otherwise):
                for index, case in enumerate(cases):
                    turned = swapped(cases, index, replace(case, then=otherwise))
                    yield f"case {index + 1} ↔ otherwise", ByCase(turned, case.then)
                    fewer = (*cases[:index], *cases[index + 1 :])
                    yield f"case {index + 1} left out", ByCase(fewer, otherwise) if fewer else otherwise

    def _operand(self, operand: Any, own: str) -> Iterator[tuple[str, Any]]:
        yield from derived(operand)
        match operand:
            case FindingValue(finding=name, in_=unit):
                for other in other_findings(self._findings, name):
                    yield f"{name} → {other}", replace(operand, finding=other)
                finding = self._findings[name]
                if isinstance(finding, QuantityFinding):
                    taken = unit or finding.unit
                    for code in (code for code in finding.units if code != taken):
                        yield f"in {taken} → {code}", replace(operand, in_=code)
            case Elapsed(in_=unit):
                for code in MINUTES:
                    if code != unit:
                        yield f"in {unit} → {code}", replace(operand, in_=code)
            case ValueOf(value_of=name):
                alike = (other for other in self.others(name) if not self._reads(other, own))
                for other in alike:
                    yield f"{name} → {other}", ValueOf(other)


def _operators(formula: Any) -> Iterator[tuple[str, Any]]:
    parts = formula.parts
    for one, other in EXCHANGED:
        for this, that in ((one, other), (other, one)):
            if type(formula) is this:
                # What takes two parts only gets the last one as its second.
                held = (this(parts[:-1]), parts[-1]) if that.WANTED and len(parts) > 2 else parts
                yield f"{this.KEYS[0]} → {that.KEYS[0]}", that(held)
    if formula.WANTED:
        yield f"{formula.KEYS[0]}: the two parts ↔", formula.with_parts(parts[::-1])


def _exchanged(formula: ByChoice, name: str, choices: Mapping[str, Decimal]) -> Iterator[tuple[str, Any]]:
    for one, other in combinations(choices, 2):
        if choices[one] != choices[other]:
            turned = {**choices, one: choices[other], other: choices[one]}
            yield f"{name}: {one} ↔ {other}", replace(formula, choices=turned)


def _roundings(value: Value) -> Iterator[tuple[str, Rounding | None]]:
    rounded = value.rounded
    if rounded is None:
        return
    for step in (rounded.to / 10, rounded.to * 10):
        yield f"rounded to {rounded.to} → {step}", replace(rounded, to=step)
    other = "up" if rounded.half == "even" else "even"
    yield f"half {rounded.half} → {other}", Rounding(to=rounded.to, half="up" if other == "up" else "even")
    if not is_irrational(value.formula):
        yield "rounding left out", None


def other_findings(findings: Mapping[str, Finding], name: str) -> Iterator[str]:
    """Yield other findings of the same kind: those that follow a finding, then those from the first on."""
    finding = findings[name]
    unit = getattr(finding, "unit", None)
    alike = [n for n, f in findings.items() if type(f) is type(finding) and getattr(f, "unit", None) == unit]
    place = alike.index(name)
    yield from islice((other for other in (*alike[place + 1 :], *alike[:place])), OTHERS)
