"""The meaning of formulas, written a second time: exact fractions, and for what is irrational intervals of mpmath.

It works on plain data, a compiled protocol, and on intervals alone; a number is an interval of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any

from mpmath import iv

Interval = tuple[Fraction, Fraction]
Truth = Callable[[Any], str]
"""Whether a condition is true, false or unknown in the case at hand."""

CLOSE = Fraction(1, 10**100)
"""A number so close to half-way between two steps is taken to lie half-way."""

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "above": lambda one, other: one > other,
    "at-least": lambda one, other: one >= other,
    "below": lambda one, other: one < other,
    "at-most": lambda one, other: one <= other,
    "equals": lambda one, other: one == other,
}

MINUTES = {"min": 1, "h": 60, "d": 1440, "wk": 10080}

iv.dps = 120


class FormulaOracle:
    """The values of a protocol."""

    def __init__(self, protocol: Mapping[str, Any]) -> None:
        self.values = {value["id"]: value for value in protocol.get("values", ())}
        self.findings = {finding["id"]: finding for finding in protocol["findings"]}
        self._case: Mapping[str, Any] = {}
        self._found: dict[str, Interval] = {}
        """The values of the last case, by id, since several rules ask for them."""

    def plausible(self, name: str, case: Mapping[str, Any], truth: Truth) -> bool:
        """Return whether a value may lie in its plausible range."""
        low, high = self.value(name, case, truth)
        lowest, highest = (Fraction(end) for end in self.values[name]["plausible"])
        return low <= highest and high >= lowest

    def holds(self, rule: Mapping[str, Any], case: Mapping[str, Any]) -> str:
        """Return whether a comparison, or the condition of a case, is true, false or unknown."""
        match rule:
            case {"finding": name, "is": choices}:
                return "unknown" if name not in case else str(case[name] in choices).lower()
            case {"finding": name} if len(rule) == 1:
                return "unknown" if name not in case else str(case[name]).lower()
        relation, right = next((key, rule[key]) for key in COMPARE if key in rule)
        left = {key: rule[key] for key in ("value-of", "finding") if key in rule}
        # A finding that is compared is no part of what is worked out: unknown as long as it is missing.
        if any("finding" in side and side["finding"] not in case for side in (left, right)):
            return "unknown"
        one, other = (self.formula(side, case, lambda inner: self.holds(inner, case)) for side in (left, right))
        verdicts = {COMPARE[relation](end, another) for end in one for another in other}
        if relation == "equals" and one != other and one[0] <= other[1] and other[0] <= one[1]:
            return "unknown"
        return "unknown" if len(verdicts) > 1 else str(verdicts.pop()).lower()

    def value(self, name: str, case: Mapping[str, Any], truth: Truth) -> Interval:
        """Return the lowest and the highest number that a value can be in a case.

        Args:
            name: Id of the value.
            case: Finding → its answer, a quantity as a fraction in its own unit; what is not known is left out.
            truth: Whether a condition holds.
        """
        if case is not self._case:
            self._case, self._found = case, {}
        if name not in self._found:
            self._found[name] = self._value(name, case, truth)
        return self._found[name]

    def _value(self, name: str, case: Mapping[str, Any], truth: Truth) -> Interval:
        value = self.values[name]
        if value.get("measured") in case:
            return (case[value["measured"]],) * 2
        low, high = self.formula(value["formula"], case, truth)
        if "rounded" not in value:
            return low, high
        step, half = Fraction(value["rounded"]["to"]), value["rounded"]["half"]
        ends = _rounded(low, step, half), _rounded(high, step, half)
        if ends[0] != ends[1] and high - low < CLOSE:
            middle = (floor(low / step * 2) + 1) * step / 2
            ends = (_rounded(middle, step, half),) * 2
        return ends

    def formula(self, formula: Mapping[str, Any], case: Mapping[str, Any], truth: Truth) -> Interval:
        """Return the lowest and the highest number that a formula gives."""

        def parts(key: str) -> list[Interval]:
            return [self.formula(part, case, truth) for part in formula[key]]

        def part(key: str) -> Interval:
            return self.formula(formula[key], case, truth)

        match formula:
            case {"value": number}:
                return (Fraction(number),) * 2
            case {"value-of": name}:
                return self.value(name, case, truth)
            case {"finding": name}:
                ends = [case[name]] * 2 if name in case else [Fraction(end) for end in self.findings[name]["plausible"]]
                return _span(self._in(name, end, formula.get("in")) * Fraction(formula.get("times", 1)) for end in ends)
            case {"since": since, "until": until, "in": unit}:
                if since in case and until in case:
                    return (Fraction(_minutes(case[until]) - _minutes(case[since]), MINUTES[unit]),) * 2
                longest = Fraction((date.max - date.min).days * 1440, MINUTES[unit])
                return -longest, longest
            case {"by": name, "choices": constants}:
                answers = [case[name]] if name in case else list(constants)
                return _span(Fraction(constants[answer]) for answer in answers)
            case {"cases": cases, "otherwise": _}:
                ways = []
                for each in cases:
                    holds = truth(each["when"])
                    if holds != "false":
                        ways.append(self.formula(each["then"], case, truth))
                    if holds == "true":
                        break
                else:
                    ways.append(part("otherwise"))
                return _span(end for way in ways for end in way)
            case {"plus": _}:
                lows, highs = zip(*parts("plus"), strict=True)
                return sum(lows, Fraction(0)), sum(highs, Fraction(0))
            case {"minus": _}:
                one, other = parts("minus")
                return one[0] - other[1], one[1] - other[0]
            case {"product": _}:
                result = (Fraction(1), Fraction(1))
                for factor in parts("product"):
                    result = _span(end * other for end, other in product(result, factor))
                return result
            case {"quotient": _}:
                one, other = parts("quotient")
                assert not other[0] <= 0 <= other[1]
                return _span(end / divisor for end, divisor in product(one, other))
            case {"smallest": _}:
                lows, highs = zip(*parts("smallest"), strict=True)
                return min(lows), min(highs)
            case {"largest": _}:
                lows, highs = zip(*parts("largest"), strict=True)
                return max(lows), max(highs)
            case {"absolute": _}:
                low, high = part("absolute")
                return (Fraction(0) if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))
            case {"power": _, "exponent": exponent}:
                return _power(part("power"), Fraction(exponent))
            case {"exp": _}:
                return _enclosed(iv.exp, part("exp"))
            case {"ln": _}:
                return _enclosed(iv.log, part("ln"))
            case {"log10": _}:
                return _enclosed(lambda one: iv.log(one) / iv.log(10), part("log10"))
        raise AssertionError(formula)

    def _in(self, name: str, own: Fraction, unit: str | None) -> Fraction:
        """Return a finding's number in another unit than its own."""
        finding = self.findings[name]
        if unit in (None, finding.get("unit")):
            return Fraction(own)
        other = next(each for each in finding["also"] if each["unit"] == unit)
        return (own - Fraction(other.get("plus", 0))) / Fraction(other["times"])


def _minutes(day: str) -> int:
    return (datetime.fromisoformat(day) - datetime(1970, 1, 1)).total_seconds().__int__() // 60


def _span(numbers: Iterator[Fraction]) -> Interval:
    found = list(numbers)
    return min(found), max(found)


def _power(base: Interval, exponent: Fraction) -> Interval:
    low, high = base
    if exponent.denominator == 1:
        ends = [end**exponent.numerator for end in base if end or exponent >= 0]
        if exponent > 0 and exponent % 2 == 0 and low < 0 < high:
            ends.append(Fraction(0))
        return _span(iter(ends))
    times = iv.mpf(exponent.numerator) / exponent.denominator
    found = [(Fraction(0),) * 2 if not end else _enclosed(lambda one: iv.exp(iv.log(one) * times), (end, end))
             for end in (low, high)]  # fmt: skip
    return _span(end for way in found for end in way)


def _enclosed(function: Callable[[Any], Any], one: Interval) -> Interval:
    """Return the interval of an increasing function."""
    lowest, highest = (function(iv.mpf(end.numerator) / end.denominator) for end in one)
    return _fraction(lowest._mpi_[0]), _fraction(highest._mpi_[1])


def _fraction(number: tuple[int, int, int, int]) -> Fraction:
    sign, mantissa, exponent, _ = number
    return Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1 if sign else 1)


def _rounded(number: Fraction, step: Fraction, half: str) -> Fraction:
    steps = number / step
    if half == "even":
        return round(steps) * step
    return floor(abs(steps) + Fraction(1, 2)) * step * (1 if steps >= 0 else -1)
