"""Formulas: how a value is worked out, one class a construct, each with its keys, its arithmetic and its notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from checker.language.expressions import Expression
from checker.language.operands import Operand
from checker.language.truth import FALSE, TRUE, UNKNOWN
from checker.values import irrational
from checker.values.by_choice import ByChoice
from checker.values.compound import Compound, FunctionOf, Several, worker_of, written
from checker.values.notation import ATOM, POWER, PRODUCT, SUM, Notation, Written, added_up, factor, within
from checker.values.working import Worker, Working
from checker.words import exact
from checker.words.messages import _
from checker.words.rationals import Rational

if TYPE_CHECKING:
    from checker.language.names import Names
    from checker.words.exact import Interval

MOST_POWER = 20
"""Largest exponent, with either sign."""


@dataclass(frozen=True, slots=True)
class Plus(Several):
    """The sum of several parts, all of the same unit: `{plus: [...]}`."""

    KEYS: ClassVar = ("plus",)

    plus: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval:
        """Return the interval of the sums."""
        return exact.added(one, other)

    def written(self, say: Notation) -> Written:
        """Return the parts with plus and minus signs between them."""
        return added_up([written(part, say) for part in self.plus]), SUM


@dataclass(frozen=True, slots=True)
class Minus(Several):
    """The first part less the second, which is of the same unit: `{minus: [..., ...]}`."""

    KEYS: ClassVar = ("minus",)
    WANTED: ClassVar = 2

    minus: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval:
        """Return the interval of the differences."""
        return exact.subtracted(one, other)

    def written(self, say: Notation) -> Written:
        """Return the two parts with a minus sign between them."""
        one, other = (written(part, say) for part in self.minus)
        return f"{within(one, SUM)} − {factor(other)}", SUM


@dataclass(frozen=True, slots=True)
class Product(Several):
    """The product of several parts, and of their units: `{product: [...]}`."""

    KEYS: ClassVar = ("product",)

    product: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval:
        """Return the interval of the products."""
        return exact.multiplied(one, other)

    def written(self, say: Notation) -> Written:
        """Return the parts with multiplication signs between them."""
        first, *rest = (written(part, say) for part in self.product)
        return " × ".join((within(first, PRODUCT), *map(factor, rest))), PRODUCT


@dataclass(frozen=True, slots=True)
class Quotient(Several):
    """The first part divided by the second, which can never be zero: `{quotient: [..., ...]}`."""

    KEYS: ClassVar = ("quotient",)
    WANTED: ClassVar = 2

    quotient: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval | None:
        """Return the interval of the quotients; None where the divisor may be zero."""
        return exact.divided(one, other)

    def written(self, say: Notation) -> Written:
        """Return the two parts with a stroke between them."""
        one, other = (written(part, say) for part in self.quotient)
        return f"{within(one, PRODUCT)} / {factor(other, POWER)}", PRODUCT


@dataclass(frozen=True, slots=True)
class Smallest(Several):
    """The smallest of several parts, all of the same unit: `{smallest: [...]}`."""

    KEYS: ClassVar = ("smallest",)

    smallest: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval:
        """Return the interval of the smaller of two numbers."""
        return exact.smaller(one, other)

    def written(self, say: Notation) -> Written:
        """Return 'min(…; …)'."""
        return f"min({'; '.join(written(part, say)[0] for part in self.smallest)})", ATOM


@dataclass(frozen=True, slots=True)
class Largest(Several):
    """The largest of several parts, all of the same unit: `{largest: [...]}`."""

    KEYS: ClassVar = ("largest",)

    largest: tuple[Formula, ...]

    def join(self, one: Interval, other: Interval) -> Interval:
        """Return the interval of the larger of two numbers."""
        return exact.larger(one, other)

    def written(self, say: Notation) -> Written:
        """Return 'max(…; …)'."""
        return f"max({'; '.join(written(part, say)[0] for part in self.largest)})", ATOM


@dataclass(frozen=True, slots=True)
class Power(FunctionOf):
    """A part raised to a fixed power: `{power: {finding: weight}, exponent: 0.425}`; a root of degree n to `1/n`."""

    KEYS: ClassVar = ("power",)

    power: Formula
    exponent: Rational
    """A decimal or a fraction, from -20 to 20. Unless it is whole, the part is never below zero."""

    def __post_init__(self) -> None:
        if not -MOST_POWER <= self.exponent <= MOST_POWER:
            raise ValueError(f"the exponent is {self.exponent}, expected one from -{MOST_POWER} to {MOST_POWER}")

    def apply(self, one: Interval, digits: int) -> Interval | None:
        """Return the interval of the power."""
        return irrational.power(one, self.exponent.as_integer_ratio(), digits)

    def written(self, say: Notation) -> Written:
        """Return a root with its sign, and any other power with its exponent."""
        base = written(self.power, say)
        if self.exponent == Rational("1/2"):
            return f"√{within(base, ATOM)}", POWER
        exponent = self.exponent
        told = say.number(exponent) if exponent.is_finite else f"({exponent})".replace("-", "−")
        return f"{factor(base, ATOM)}^{told}", POWER


@dataclass(frozen=True, slots=True)
class Exp(FunctionOf):
    """The number e raised to the power of a part: `{exp: ...}`."""

    KEYS: ClassVar = ("exp",)

    exp: Formula

    def apply(self, one: Interval, digits: int) -> Interval | None:
        """Return the interval of the function."""
        return irrational.exponential(one, digits)


@dataclass(frozen=True, slots=True)
class Ln(FunctionOf):
    """The natural logarithm of a part, which is never zero or less: `{ln: ...}`."""

    KEYS: ClassVar = ("ln",)

    ln: Formula

    def apply(self, one: Interval, digits: int) -> Interval | None:
        """Return the interval of the function."""
        return irrational.natural_logarithm(one, digits)


@dataclass(frozen=True, slots=True)
class Log10(FunctionOf):
    """The logarithm to base 10 of a part, which is never zero or less: `{log10: ...}`."""

    KEYS: ClassVar = ("log10",)

    log10: Formula

    def apply(self, one: Interval, digits: int) -> Interval | None:
        """Return the interval of the function."""
        return irrational.decimal_logarithm(one, digits)


@dataclass(frozen=True, slots=True)
class Absolute(FunctionOf):
    """A part without its sign: `{absolute: ...}`."""

    KEYS: ClassVar = ("absolute",)

    absolute: Formula

    def apply(self, one: Interval, digits: int) -> Interval:
        """Return the interval of the function."""
        return exact.magnitude(one)

    def written(self, say: Notation) -> Written:
        """Return the part between two strokes."""
        return f"|{written(self.absolute, say)[0]}|", ATOM


@dataclass(frozen=True, slots=True)
class FormulaCase:
    """A formula that counts where its condition holds: `{when: ..., then: ...}`."""

    when: Expression
    then: Formula


@dataclass(frozen=True, slots=True)
class ByCase(Compound):
    """The formula of the first case whose condition holds: `{cases: [{when: ..., then: ...}], otherwise: ...}`."""

    KEYS: ClassVar = ("cases",)

    cases: tuple[FormulaCase, ...]
    otherwise: Formula

    def __post_init__(self) -> None:
        if not self.cases:
            raise ValueError("'cases' needs at least one case; without any, write the formula itself")

    @property
    def parts(self) -> tuple[Formula, ...]:
        """The formulas of the cases, and the one that is left."""
        return (*(case.then for case in self.cases), self.otherwise)

    def with_parts(self, parts: tuple[Formula, ...]) -> ByCase:
        """Return the same conditions with other formulas."""
        cases = tuple(FormulaCase(case.when, part) for case, part in zip(self.cases, parts, strict=False))
        return ByCase(cases, parts[-1])

    def work(self, names: Names) -> Worker:
        """Return the function that works out the first case that holds, or all that may be the first."""
        cases = [(names.bind(case.when), worker_of(case.then, names)) for case in self.cases]
        otherwise = worker_of(self.otherwise, names)

        def first(working: Working) -> Interval | None:
            found = []
            for rule, then in cases:
                truth, findings = rule(working.state)
                if truth is UNKNOWN:
                    working.missing |= findings
                else:
                    working.known |= findings
                if truth is not FALSE:
                    found.append(then(working))
                if truth is TRUE:
                    break
            else:
                found.append(otherwise(working))
            possible = [interval for interval in found if interval is not None]
            return exact.hull(possible) if len(possible) == len(found) else None

        return first

    def written(self, say: Notation) -> Written:
        """Return the formula of the case that holds, or all cases with their conditions."""
        texts = []
        for case in self.cases:
            truth = say.truth(case.when)
            if truth is TRUE:
                return written(case.then, say)
            if truth is None:
                text = written(case.then, say)[0]
                texts.append(_("{formula} if {condition}", formula=text, condition=say.condition(case.when)))
        if not texts:
            return written(self.otherwise, say)
        texts.append(_("otherwise {formula}", formula=written(self.otherwise, say)[0]))
        return f"({'; '.join(texts)})", ATOM


Joined = Plus | Minus | Product | Quotient | Smallest | Largest
Applied = Power | Exp | Ln | Log10 | Absolute
Formula = Operand | Joined | Applied | ByChoice | ByCase
"""Every class of formula, those of operands included. The `KEYS` of a class tell which mappings spell it."""

FORMULAS: tuple[type[Any], ...] = get_args(Formula)
