"""Expected values: the number or the range that a worked case expects of a computed value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checker import Assessment
from checker.answers.echo import unknown
from checker.answers.value_answers import ValueAnswer
from checker.language.keys import YamlPath
from checker.values.rounding import Rounding
from checker.words.exact import compared, exact
from checker.words.numbers import quantity_text
from checker.words.rationals import Number, Rational


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedValue:
    """An expected value, `{value: 55.5, unit: mL/min}`; while something is missing a range, `{low: 40, high: 60}`."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    """UCUM code of the value's own unit; it may be left out."""
    measured: bool | None = None
    """Whether it is the measured number, and not the computed one; not compared where left out."""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.low is None) or (self.low is None) != (self.high is None):
            raise ValueError("an expected value needs either 'value', or 'low' and 'high'")

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest number still possible."""
        low = self.value if self.value is not None else self.low
        high = self.value if self.value is not None else self.high
        assert low is not None  # by __post_init__
        assert high is not None
        return low, high


def value_differences(
    expected: Mapping[str, Decimal | ExpectedValue], assessment: Assessment
) -> Iterator[tuple[YamlPath, str]]:
    """Yield each way in which the values of an answer differ from those expected.

    A number whose decimals have no end is compared with the digits that the case gives.

    Yields:
        The place within the expectation, and the difference in words.
    """
    for name, one in expected.items():
        if name not in assessment.values:
            yield ("values", name), unknown("value", name, assessment.values)
            continue
        wanted = one if isinstance(one, ExpectedValue) else ExpectedValue(value=one)
        found = assessment.values[name]
        if wanted.unit not in (None, found.unit):
            yield ("values", name, "unit"), f"{name}: expected in '{wanted.unit}', and the value is in '{found.unit}'"
        elif wanted.measured not in (None, found.measured):
            yield ("values", name, "measured"), f"{name}: {'not ' if wanted.measured else ''}measured here"
        elif not _as_expected(wanted, found):
            message = f"{name}: expected {_text(*wanted.ends, found.unit)}, found {_found(found)}"
            yield ("values", name), message


def _as_expected(wanted: ExpectedValue, found: ValueAnswer) -> bool:
    return (
        found.low is not None
        and found.high is not None
        and (wanted.value is not None) == found.settled
        and all(map(_equal, wanted.ends, (found.low, found.high)))
    )


def _equal(wanted: Decimal, found: Number) -> bool:
    number = exact(found)
    if isinstance(found, Rational):
        digits = Decimal((0, (1,), int(wanted.as_tuple().exponent)))
        number = Rounding(to=digits, half="even").rounded(number)
    return compared(exact(wanted), number) == 0


def _found(found: ValueAnswer) -> str:
    if found.text is not None:
        return found.text
    return (
        "nothing that bounds it"
        if found.low is None or found.high is None
        else _text(found.low, found.high, found.unit)
    )


def _text(low: Number, high: Number, unit: str) -> str:
    if low == high:
        return quantity_text(low, unit)
    return f"{quantity_text(low, '1')} to {quantity_text(high, unit)}"


def expected_value_text(expected: Decimal | ExpectedValue, unit: str) -> str:
    """Return an expected value in words: '55.5 mL/min', '40 to 60 mL/min'."""
    wanted = expected if isinstance(expected, ExpectedValue) else ExpectedValue(value=expected)
    return _text(*wanted.ends, unit)
