"""Units in a protocol: whether each can be used where it stands, and how two units of a finding convert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from build_scripts.content.validation.ucum import SCALE, Unit, UnitError, unit
from checker import Protocol
from checker.answers.echo import MOST_DIGITS
from checker.language.findings import Finding, QuantityFinding, UnitConversion
from checker.words.rationals import Rational

DIGITS_OF_SUBSTANCE = 3
"""Digits that a rounded factor needs where a molar mass gives one: molar masses are measured and rounded themselves."""

FIGURES = 12
"""Digits with which a message shows a number that is long or has no end."""

MOLAR_MASSES = (Decimal(1), Decimal(1_000_000_000))
"""Lowest and highest credible molar mass, in g/mol: from hydrogen to beyond the largest protein."""

MOST_CHARGES = 100
"""Highest credible valence."""


def objection_to_unit(code: str) -> str | None:
    """Return what is wrong with a unit code, or None."""
    try:
        unit(code)
    except UnitError as error:
        return str(error)
    return None


def is_special(code: str) -> bool:
    """Return whether multiples of a value in this unit have no meaning, for example twice 20 °C."""
    return objection_to_unit(code) is None and bool(unit(code).special)


def ratio(code: str, other: str) -> Fraction | None:
    """Return how many of another unit one of this unit is, or None when they do not measure the same."""
    if objection_to_unit(code) or objection_to_unit(other) or unit(code).dimension != unit(other).dimension:
        return None
    return unit(code).size / unit(other).size


def with_factors(protocol: Protocol) -> Protocol:
    """Return a protocol in which `times` and `plus` of each further unit are filled in where they follow, exactly.

    A unit whose factor cannot be filled in stays as it is; `objections_to_units` says why.
    """
    return replace(protocol, findings=tuple(map(with_factors_of_finding, protocol.findings)))


def with_factors_of_finding(finding: Finding) -> Finding:
    """Return a finding in which they are filled in."""
    if not isinstance(finding, QuantityFinding):
        return finding
    return replace(finding, also=tuple(_with_factor(finding.unit, conversion) for conversion in finding.also))


def _with_factor(own: str, conversion: UnitConversion) -> UnitConversion:
    try:
        pair = _UnitPair(own, conversion)
        exact = pair.exact()
    except UnitError:
        return conversion
    times, plus = conversion.times, conversion.plus
    if times is None and exact is not None:
        times = rational(exact)
    if plus is None and pair.offset:
        plus = rational(pair.offset)
    return replace(conversion, times=times, plus=plus)


def objections_to_units(finding: QuantityFinding) -> Iterator[tuple[int, str]]:
    """Yield objections to the further units of a finding, each with the unit's position in `also`.

    Args:
        finding: The finding as `with_factors` leaves it, with a valid unit of its own.
    """
    taken = {finding.unit: "its own unit"}
    objected = False
    for n, conversion in enumerate(finding.also):
        objection = _objection(finding.unit, conversion)
        if conversion.unit in taken:
            objection = (
                f"'{conversion.unit}' stands twice among the units of '{finding.id}' "
                f"({taken[conversion.unit]} and {_said(conversion)}), expected one factor a unit"
            )
        taken.setdefault(conversion.unit, _said(conversion))
        if objection:
            objected = True
            yield n, objection
    if not objected:
        yield from _contradictions(finding)


def _said(conversion: UnitConversion) -> str:
    return "no factor" if conversion.times is None else f"times {conversion.times}"


def _objection(own: str, conversion: UnitConversion) -> str | None:
    try:
        pair = _UnitPair(own, conversion)
        exact = pair.exact()
    except UnitError as error:
        return str(error)
    times, code = conversion.times, conversion.unit
    if times is not None and (times.top <= 0 or _too_long(times)):
        return f"expected a factor above zero of at most {MOST_DIGITS} digits, found {times}"
    if exact is None:
        return pair.objection_to_authors_word()
    assert times is not None  # `with_factors` filled it in
    apart, rounding, measured = abs(_fraction(times) - exact), _rounding(times), conversion.molar_mass is not None
    if apart and not (measured and _digits(times) >= DIGITS_OF_SUBSTANCE and apart <= rounding):
        rounds = not measured and apart <= rounding and _digits(times) > 1
        remedy = f"which {times} only rounds: write {rational(exact)}, or leave 'times' out"
        return f"1 {code} is {_figure(exact)} {own}, {remedy if rounds else f'not {times}'}"
    if conversion.plus is not None and _fraction(conversion.plus) != pair.offset:
        return f"0 {code} is {_figure(pair.offset)} {own}, not {conversion.plus}: leave 'plus' out"
    return None


def _contradictions(finding: QuantityFinding) -> Iterator[tuple[int, str]]:
    """Yield objections to further units that are right one by one, but cannot belong to the same substance."""
    for n, one in enumerate(finding.also):
        for other in finding.also[:n]:
            for what, stated, before in (
                ("molar-mass", one.molar_mass, other.molar_mass),
                ("valence", one.valence, other.valence),
            ):
                if stated is not None and before is not None and stated != before:
                    yield n, f"{what} {stated} of '{one.unit}' and {before} of '{other.unit}': a finding has one"
            between = ratio(one.unit, other.unit)
            if between is not None:
                assert one.times is not None
                assert other.times is not None  # a missing one was objected to
                apart = abs(_fraction(one.times) - _fraction(other.times) * between)
                if apart > _rounding(one.times) + _rounding(other.times) * between:
                    facts = f"times {one.times} contradicts times {other.times} of '{other.unit}'"
                    yield n, f"{facts}: 1 {one.unit} is {_figure(between)} {other.unit}"


@dataclass(frozen=True, slots=True)
class _UnitPair:
    """A finding's own unit and a further one, and the factor between them."""

    own: str
    conversion: UnitConversion

    def __post_init__(self) -> None:
        for code in (self.conversion.unit, self.own):
            if unit(code).special and self.apart:
                raise UnitError(f"'{code}' is {SCALE}: its values convert to no unit of another dimension")
        self._check_data()

    @property
    def _units(self) -> tuple[Unit, Unit]:
        return unit(self.own), unit(self.conversion.unit)

    @property
    def apart(self) -> dict[str, int]:
        """Base unit in which the two differ → exponent in the further unit minus exponent in the own one."""
        own, other = self._units
        exponents = Counter(other.dimension)
        exponents.subtract(own.dimension)
        return {base: exponent for base, exponent in exponents.items() if exponent}

    @property
    def of_substance(self) -> bool:
        """Whether the two units differ only as mass, amount and charges of the same substance do."""
        return bool(self.apart) and set(self.apart) <= {"g", "mol", "eq"} and not sum(self.apart.values())

    def _check_data(self) -> None:
        """Refuse data that is missing, out of range, or without a part in the factor between the two units."""
        apart, own, code = self.apart, self.own, self.conversion.unit
        mass, valence = self.conversion.molar_mass, self.conversion.valence
        needs_mass, needs_valence = (self.of_substance and base in apart for base in ("g", "eq"))
        for name, value, has_part in (
            ("molar-mass", mass, needs_mass),
            ("valence", valence, needs_valence),
            ("basis", self.conversion.basis, bool(apart)),
            ("plus", self.conversion.plus, bool(self.offset)),
        ):
            if value is not None and not has_part:
                raise UnitError(f"'{name}' has no part in the factor from '{code}' to '{own}'")
        if mass is not None and not MOLAR_MASSES[0] <= mass <= MOLAR_MASSES[1]:
            raise UnitError(
                f"expected a molar mass in g/mol, from {MOLAR_MASSES[0]} to {MOLAR_MASSES[1]}, found {mass}"
            )
        if valence is not None and not 1 <= valence <= MOST_CHARGES:
            raise UnitError(f"expected a valence as a number of charges without sign, 1 or more, found {valence}")
        if needs_valence and valence is None:
            raise UnitError(
                f"one of '{code}' and '{own}' counts charges and the other does not; "
                "give the 'valence' of the ion (2 where 1 meq is 0.5 mmol)"
            )
        if needs_valence and needs_mass and mass is None:
            raise UnitError(f"one of '{code}' and '{own}' is a mass; give the 'molar-mass' in g/mol, too")

    @property
    def offset(self) -> Fraction:
        """The zero of the further unit in the own one; 0 unless one of the two is a scale with an offset."""
        own, other = self._units
        return (other.zero - own.zero) / own.size

    def exact(self) -> Fraction | None:
        """Return the factor from the further unit to the own one, or None when only the author can know it."""
        own, other = self._units
        factor = other.size / own.size
        if not self.apart:
            return factor
        mass, valence = self.conversion.molar_mass, self.conversion.valence
        masses, charges = self.apart.get("g", 0), self.apart.get("eq", 0)
        if not self.of_substance or (masses and mass is None):
            return None
        if mass is not None:
            factor *= Fraction(mass) ** -masses
        return factor * Fraction(valence or 1) ** -charges

    def objection_to_authors_word(self) -> str | None:
        """Return what is wrong with a factor that rests on its author's word alone."""
        own, other = self._units
        code, times, basis = self.conversion.unit, self.conversion.times, self.conversion.basis
        if times is None or not (basis or "").strip():
            wanted = "'times' with its 'basis'"
            if self.of_substance:
                wanted = f"the 'molar-mass' in g/mol, or {wanted}"
            return f"'{code}' and '{self.own}' do not measure the same dimension; give {wanted}"
        masses = self.apart.get("g", 0)
        if self.of_substance and abs(masses) == 1:
            implied = (_fraction(times) * own.size / other.size) ** -masses
            if not MOLAR_MASSES[0] <= implied <= MOLAR_MASSES[1]:
                return (
                    f"times {times} would be a molar mass of {_figure(implied)} g/mol, expected one from "
                    f"{MOLAR_MASSES[0]} to {MOLAR_MASSES[1]}: the factor may be upside down"
                )
        return None


def _digits(written: Rational) -> int:
    """Return the number of digits of a decimal; none for a fraction, which rounds nothing."""
    return 0 if "/" in str(written) else len(Decimal(str(written)).as_tuple().digits)


def _rounding(written: Rational) -> Fraction:
    """Return the largest error of a decimal that was rounded to its last digit; none for a fraction."""
    if "/" in str(written):
        return Fraction(0)
    exponent = Decimal(str(written)).as_tuple().exponent
    assert isinstance(exponent, int)  # YAML has neither NaN nor infinity here
    return Fraction(10) ** exponent / 2


def _too_long(number: Rational) -> bool:
    return max(len(str(abs(part))) for part in number.as_integer_ratio()) > MOST_DIGITS


def _fraction(number: Rational) -> Fraction:
    return Fraction(*number.as_integer_ratio())


def rational(number: Fraction) -> Rational:
    """Return a fraction as it is written: as a decimal, or as a fraction where its decimals have no end."""
    exact = Rational(str(number))
    return Rational(format(exact.decimal, "f")) if exact.is_finite else exact


def _figure(number: Fraction) -> str:
    """Return a number as a message shows it: in full if short, else the fraction, or some digits."""
    exact = rational(number)
    if exact.is_finite and not _too_long(exact):
        return str(exact)
    digits = Context(prec=FIGURES).divide(Decimal(number.numerator), Decimal(number.denominator))
    return f"{digits:f}…" if len(str(number)) > 2 * FIGURES or exact.is_finite else f"{number} ({digits:f}…)"
