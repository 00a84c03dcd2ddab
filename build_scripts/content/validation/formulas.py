"""Checks of computed values: whether the units of a formula fit each other, and whether everybody has a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from build_scripts.content.validation.ucum import ONE, SCALE, Unit, UnitError, unit
from build_scripts.content.validation.units import objection_to_unit
from build_scripts.content.values.bounds import Bounds, is_irrational
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.engine.program import Program
from checker.language.comparison_units import MINUTES
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, Finding, QuantityFinding
from checker.language.keys import YamlPath, key
from checker.language.operands import Elapsed, FindingValue, PercentChange, Quantity, Sum, ValueOf
from checker.protocol.traversal import CycleError
from checker.values.by_choice import ByChoice
from checker.values.compound import Compound, Part
from checker.values.formulas import Exp, Ln, Log10, Minus, Plus, Power, Product, Quotient
from checker.values.value import Value
from checker.words.exact import compared, exact, number_of
from checker.words.numbers import plain_number
from checker.words.units import sign

WITHOUT_RESULT = (
    "within the plausible ranges of what it reads, the formula may divide by zero, or take a root or a logarithm of a "
    "number that has none; bound that part with 'largest' or 'smallest'"
)


class FormulaError(ValueError):
    """A part of a formula whose unit cannot be; the message says why, the path leads to the part."""

    def __init__(self, path: YamlPath, message: str) -> None:
        super().__init__(message)
        self.path = path


def value_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield objections to the computed values of a protocol in which every name resolves."""
    objected = False
    for index, value in enumerate(protocol.values):
        for objection in _value(protocol, ("values", index), value):
            objected = True
            yield objection
    if not objected and protocol.values:
        yield from _without_result(protocol)


def _value(protocol: Protocol, path: YamlPath, value: Value) -> Iterator[Objection]:
    objection = objection_to_unit(value.unit)
    if objection:
        yield (*path, "unit"), objection
        return
    if unit(value.unit).special:
        yield (*path, "unit"), f"a value is worked out from numbers: '{value.unit}' is {SCALE}"
        return
    low, high = value.plausible
    if not low < high:
        yield (*path, "plausible"), f"expected the lowest result before the highest, found {low} and {high}"
    units = _Units({finding.id: finding for finding in protocol.findings}, protocol, value.empirical)
    try:
        _check_result(value, units.of(value.formula, (*path, "formula")), path)
    except FormulaError as error:
        yield error.path, str(error)
    if value.rounded is None and is_irrational(value.formula):
        yield path, "the key 'rounded' is missing: a root, power, exponential or logarithm has no last digit of its own"
    if value.measured is not None:
        finding = next(finding for finding in protocol.findings if finding.id == value.measured)
        found = finding.unit if isinstance(finding, QuantityFinding) else f"type {finding.type}"
        if found != value.unit:
            yield (
                (*path, "measured"),
                f"'{value.measured}' has the unit '{found}', expected that of the value, '{value.unit}'",
            )


def _check_result(value: Value, found: Unit, path: YamlPath) -> None:
    wanted = unit(value.unit)
    if value.empirical:
        return
    if found.dimension != wanted.dimension:
        remedy = "; where the formula is one of numbers, say 'empirical: true'" if not found.dimension else ""
        raise FormulaError(
            (*path, "formula"), f"the formula gives {_told(found)}, which does not fit '{value.unit}'{remedy}"
        )
    if found.size != wanted.size:
        raise FormulaError(
            (*path, "formula"),
            f"the formula gives multiples of {_ratio(found.size / wanted.size)} {value.unit}: "
            "take findings 'in' other units, or multiply by that number",
        )


def _ratio(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def _told(found: Unit) -> str:
    """Return the dimension of a unit in words for an author."""
    if not found.dimension:
        return "a plain number"
    return "a quantity of " + ".".join(
        base if power == 1 else f"{base}{power}" for base, power in sorted(found.dimension.items())
    )


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of the parts of one formula."""

    findings: dict[str, Finding]
    protocol: Protocol
    numbers_only: bool
    """Whether the formula is empirical: each part is then a plain number."""

    def of(self, formula: Part, path: YamlPath) -> Unit:
        """Return the unit of a formula.

        Raises:
            FormulaError: when it has none.
        """
        if isinstance(formula, Compound):
            return self._compound(formula, path)
        match formula:
            case Quantity(unit=code):
                found = self._unit(code, path)
                if self.numbers_only and code != "1":
                    raise FormulaError(path, f"an empirical formula is one of numbers, found the unit '{code}'")
                return found
            case FindingValue():
                return self._finding(formula, path)
            case Elapsed(in_=code):
                self._dates(formula, path)
                if code not in MINUTES:
                    raise FormulaError(path, f"expected 'in' with a unit of time ({', '.join(MINUTES)}), found {code}")
                return ONE if self.numbers_only else unit(code)
            case ValueOf(value_of=name):
                code = next(value.unit for value in self.protocol.values if value.id == name)
                return ONE if self.numbers_only else self._unit(code, path)
            case PercentChange() | Sum():
                spelled = type(formula).KEYS[0]
                raise FormulaError(path, f"'{spelled}' is for rules; a formula has plus, minus and quotient")

    def _unit(self, code: str, path: YamlPath) -> Unit:
        try:
            found = unit(code)
        except UnitError as error:
            raise FormulaError(path, str(error)) from None
        if found.special:
            raise FormulaError(path, f"'{code}' is {SCALE}, and cannot be calculated with")
        return found

    def _finding(self, operand: FindingValue, path: YamlPath) -> Unit:
        finding = self.findings[operand.finding]
        if operand.gives is not None:
            raise FormulaError(path, "'gives' is for the parts of a 'sum' in a rule only")
        if isinstance(finding, BooleanFinding | ChoiceFinding | DateFinding):
            hint = "; write {by: …, choices: {…}}" if isinstance(finding, ChoiceFinding) else ""
            raise FormulaError(path, f"finding '{finding.id}' is of type {finding.type}, expected a number here{hint}")
        if not isinstance(finding, QuantityFinding):
            if operand.in_ is not None:
                raise FormulaError(path, f"finding '{finding.id}' is a whole number without a unit, found 'in'")
            return ONE
        if operand.in_ is not None and operand.in_ not in finding.units:
            raise FormulaError(
                path, f"unit '{operand.in_}' is none of '{finding.id}', expected {' or '.join(finding.units)}"
            )
        if self.numbers_only:
            if operand.in_ is None:
                wanted = f"{{finding: {finding.id}, in: …}}"
                raise FormulaError(path, f"an empirical formula says in which unit it takes a finding: write {wanted}")
            return ONE
        return self._unit(operand.in_ or finding.unit, path)

    def _dates(self, operand: Elapsed, path: YamlPath) -> None:
        for name in operand.findings:
            if not isinstance(self.findings[name], DateFinding):
                raise FormulaError(path, f"finding '{name}' is of type {self.findings[name].type}, expected date here")

    def _compound(self, formula: Compound, path: YamlPath) -> Unit:
        if isinstance(formula, ByChoice):
            return self._by_choice(formula, path)
        units = [self.of(part, place) for place, part in placed(formula, path)]
        match formula:
            case Product():
                return _product(units)
            case Quotient():
                return units[0].times(units[1], -1)
            case Power(exponent=exponent):
                top, bottom = exponent.as_integer_ratio()
                if bottom == 1:
                    return ONE.times(units[0], top)
                if units[0] == ONE:
                    return ONE
                raise FormulaError(path, "only a plain number can be raised to this power; say 'empirical: true'")
            case Exp() | Ln() | Log10():
                if units[0] != ONE:
                    raise FormulaError(path, f"'{formula.KEYS[0]}' takes a plain number, found {_told(units[0])}")
                return ONE
            case _:
                return self._alike(formula, units, path)

    def _by_choice(self, formula: ByChoice, path: YamlPath) -> Unit:
        finding = self.findings[formula.by]
        if not isinstance(finding, ChoiceFinding):
            raise FormulaError((*path, "by"), f"finding '{finding.id}' is of type {finding.type}, expected choice here")
        wanted = {choice.id for choice in finding.choices}
        if set(formula.choices) != wanted:
            raise FormulaError(
                (*path, "choices"), f"expected a constant for exactly the choices {', '.join(sorted(wanted))}"
            )
        return self.of(Quantity(next(iter(formula.choices.values())), formula.unit), (*path, "unit"))

    def _alike(self, formula: Compound, units: list[Unit], path: YamlPath) -> Unit:
        """Check that parts which are added, compared or chosen between are of one unit, and return it."""
        for found, (place, _) in zip(units[1:], placed(formula, path)[1:], strict=True):
            if found.dimension != units[0].dimension:
                raise FormulaError(place, f"expected {_told(units[0])}, like the first part, found {_told(found)}")
            if found.size != units[0].size:
                raise FormulaError(
                    place,
                    f"the unit of this part is {_ratio(found.size / units[0].size)} times that of the first: "
                    "take the finding 'in' the same unit",
                )
        return units[0]


def _product(units: list[Unit]) -> Unit:
    result = ONE
    for each in units:
        result = result.times(each)
    return result


def placed(formula: Compound, path: YamlPath) -> list[tuple[YamlPath, Part]]:
    """Return the formulas inside a formula, each with its path."""
    if hasattr(formula, "cases"):
        places: list[YamlPath] = [(*path, "cases", index, "then") for index in range(len(formula.parts) - 1)]
        return list(zip([*places, (*path, "otherwise")], formula.parts, strict=True))
    place = (*path, key(formula.KEYS[0]))
    several = isinstance(formula, Plus | Minus | Product | Quotient) or len(formula.parts) > 1
    return [((*place, index) if several else place, part) for index, part in enumerate(formula.parts)]


def _without_result(protocol: Protocol) -> Iterator[Objection]:
    """Yield the values that have no result, or no plausible one, for some or all plausible findings.

    The engine's own arithmetic is asked, about a patient of whom nothing is known: what it bounds then, it bounds for
    everybody.
    """
    try:
        bounds = Bounds(Program(protocol))
    except CycleError:
        return  # told elsewhere
    for index, value in enumerate(protocol.values):
        interval = bounds.of_value(value.id)
        if interval is None:
            yield ("values", index, "formula"), WITHOUT_RESULT
            continue
        low, high = value.plausible
        if compared(interval[0], exact(high)) > 0 or compared(interval[1], exact(low)) < 0:
            ends = " to ".join(plain_number(number_of(end)) for end in interval)
            yield (
                ("values", index, "plausible"),
                f"the formula gives {ends} {sign(value.unit)}, which is never plausible by this range",
            )
