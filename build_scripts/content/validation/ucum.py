"""Units of UCUM, in exact fractions of its own definitions.

UCUM takes a mole for a plain number of things, and an equivalent and an osmole for a mole. How many equivalents or
osmoles a mole makes depends on the substance, so each of the three is a dimension of its own here, as is every
arbitrary unit (`[iU]`), of which UCUM says itself that it converts to nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import Any

from checker.words.units import ucum_spelling

LONGEST_CODE = 100
"""Highest number of characters of a code; the longest in use have about twenty."""

LARGEST_EXPONENT = 99
"""Highest exponent of a unit within a code, so that no code makes the arithmetic endless."""

SUBSTANCES = ("mol", "eq", "osm")
"""Units that count what a substance is made of."""

SCALE = "on a scale with an offset or a logarithm"
"""Words to an author for what UCUM calls a special unit."""

ZEROS = {
    "Cel": Fraction("273.15"),
    "[degF]": Fraction("459.67") * Fraction(5, 9),
    "[degRe]": Fraction("273.15"),
}
"""Special unit with an offset → its zero, in kelvins. UCUM names these functions, and says them in its text only."""


class UnitError(ValueError):
    """A unit that cannot be used; the message says why, in words for its author."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that a UCUM code stands for."""

    size: Fraction
    """Size of the unit in base units."""
    dimension: Mapping[str, int] = field(default_factory=dict)
    """Base unit → its exponent, never zero. `mmol/L` has {mol: 1, m: -3}."""
    special: str = ""
    """Code of the symbol whose values are no multiples of it: `Cel` has an offset, `[pH]` and `B` are logarithms."""
    zero: Fraction = Fraction(0)
    """Value of the unit's zero, in base units; not 0 for a scale with an offset."""

    def times(self, other: Unit, exponent: int = 1) -> Unit:
        """Return this unit multiplied by a power of another."""
        dimension = dict(self.dimension)
        for base, power in other.dimension.items():
            dimension[base] = dimension.get(base, 0) + power * exponent
        return Unit(self.size * other.size**exponent, {base: power for base, power in dimension.items() if power})


ONE = Unit(Fraction(1))


@cache
def unit(code: str) -> Unit:
    """Return the unit that a UCUM code stands for.

    Raises:
        UnitError: when the text is no UCUM code, or one that cannot be worked with; the message says why.
    """
    if not code:
        raise UnitError("the unit is empty, expected a UCUM code; a number without a unit has the unit '1'")
    if len(code) > LONGEST_CODE:
        raise UnitError(f"the unit has {len(code)} characters, expected at most {LONGEST_CODE}")
    from lark.exceptions import LarkError

    try:
        tree = _parser().parse(code)
    except LarkError:
        raise UnitError(f"'{code}' is not a UCUM unit ({_meant(code)})") from None
    return _Reader(code).value(tree)


def _meant(code: str) -> str:
    """Return the hint for what is no code: the code for what clinicians write, or some examples."""
    near = ucum_spelling(code)
    try:
        if near and near != code:
            unit(near)
            return f"did you mean '{near}'?"
    except UnitError:
        pass
    return "for example mg/dL, mmol/L, 10*9/L, /uL, ms; codes are case-sensitive"


@cache
def _parser() -> Any:
    from ucumvert.parser import get_ucum_parser  # takes a moment to load

    return get_ucum_parser()


@cache
def _prefixes() -> dict[str, Fraction]:
    from ucumvert.xml_util import root

    return {
        prefix.attrib["Code"]: Fraction(prefix.find("{*}value").attrib["value"]) for prefix in root.findall("{*}prefix")
    }


@cache
def _definitions() -> dict[str, Any]:
    from ucumvert.xml_util import get_units_with_full_definition

    return {definition.code_cs: definition for definition in get_units_with_full_definition()}


@cache
def _atom(code: str) -> Unit:
    """Return the unit that one of UCUM's own symbols stands for."""
    definition = _definitions().get(code)
    if code in ZEROS and definition is not None:
        number, base = definition.defining_unit.partition("(")[2].rstrip(")").split()  # degf(5 K/9)
        return Unit(int(number) * unit(base).size, unit(base).dimension, code, ZEROS[code])
    if definition is not None and definition.is_special:
        return Unit(Fraction(1), {code: 1}, code)
    if definition is None or code in SUBSTANCES or (definition.is_arbitrary and definition.defining_unit == "1"):
        return Unit(Fraction(1), {code: 1})
    return Unit(Fraction(definition.conversion_factor)).times(unit(definition.defining_unit))


class _Reader:
    """A reader that works out the value of a parsed code."""

    def __init__(self, code: str) -> None:
        self._code = code

    def value(self, node: Any) -> Unit:
        """Return the unit that a node of the syntax tree stands for."""
        if not hasattr(node, "data"):
            return ONE  # an annotation, {cells}
        match str(node.data), node.children:
            case "simple_unit", [symbol] if symbol.type == "FACTOR":
                return Unit(Fraction(int(symbol)))
            case "simple_unit", [symbol]:
                return _atom(str(symbol))
            case "simple_unit", [prefix, symbol]:
                atom = _atom(str(symbol))
                return replace(atom, size=_prefixes()[str(prefix)] * atom.size)
            case "annotatable", [base, exponent]:
                return self._power(base, int(exponent))
            case "term", [left, operator, right]:
                one, other = self._part(left), self._part(right)
                return one.times(other, 1 if operator == "." else -1)
            case "main_term", [_, denominator]:
                return ONE.times(self._part(denominator), -1)
            case _, [inner, *_]:  # in parentheses, or with an annotation behind it
                return self.value(inner)
        raise AssertionError(node)

    def _part(self, node: Any) -> Unit:
        part = self.value(node)
        if part.special:
            raise UnitError(f"'{self._code}': '{part.special}' is {SCALE}, and cannot be part of another unit")
        return part

    def _power(self, base: Any, exponent: int) -> Unit:
        if base.data == "simple_unit" and base.children[0].type == "FACTOR":
            raise UnitError(f"'{self._code}' is not a UCUM unit: a power of ten is written 10*3 or 10^3")
        if abs(exponent) > LARGEST_EXPONENT:
            raise UnitError(f"'{self._code}' has the exponent {exponent}, expected at most {LARGEST_EXPONENT}")
        return ONE.times(self._part(base), exponent)
