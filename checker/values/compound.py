"""Compound formulas: what formulas that hold others have in common, and how any formula is worked out and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from checker.language.operands import Operand, OperandBase
from checker.values.notation import ATOM, Notation, Written
from checker.values.working import Worker, Working, reading

if TYPE_CHECKING:
    from checker.language.names import Names
    from checker.words.exact import Interval


class Compound:
    """The common part of formulas that are no operands; most of them hold others."""

    __slots__ = ()

    KEYS: ClassVar[tuple[str, ...]]
    """Keys that tell the class from the others: a mapping that has all of them spells the class."""

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads itself."""
        return ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The formulas inside."""
        return ()

    def with_parts(self, parts: tuple[Any, ...]) -> Self:
        """Return the same with other formulas inside."""
        raise NotImplementedError

    def work(self, names: Names) -> Worker:
        """Return the function that works the formula out."""
        raise NotImplementedError

    def written(self, say: Notation) -> Written:
        """Return the formula as a person writes it."""
        raise NotImplementedError


Part = Operand | Compound
"""A formula inside another: `checker.values.formulas` knows every class of compound ones."""


class Several(Compound):
    """The common part of formulas that join several others, which the field named by `KEYS` holds."""

    __slots__ = ()

    WANTED: ClassVar[int] = 0
    """Number of parts, where it is fixed."""

    def __post_init__(self) -> None:
        count, wanted = len(self.parts), self.WANTED
        if count < 2 or (wanted and count != wanted):
            raise ValueError(f"'{self.KEYS[0]}' has {count} parts, expected {wanted or 'at least 2'}")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The formulas that are joined."""
        parts: tuple[Any, ...] = getattr(self, self.KEYS[0])
        return parts

    def with_parts(self, parts: tuple[Any, ...]) -> Self:
        """Return the same with other parts."""
        changed: Self = _with(self, self.KEYS[0], parts)
        return changed

    def join(self, one: Interval, other: Interval) -> Interval | None:
        """Return the interval that two of them give together."""
        raise NotImplementedError

    def work(self, names: Names) -> Worker:
        """Return the function that joins the parts, from the first to the last."""
        first, *others = (worker_of(part, names) for part in self.parts)
        join = self.join

        def joined(working: Working) -> Interval | None:
            result = first(working)
            for worker in others:
                part = worker(working)  # even where nothing bounds the result: what is missing is gathered meanwhile
                result = None if result is None or part is None else join(result, part)
            return result

        return joined


class FunctionOf(Compound):
    """The common part of functions of one formula, which the field named by the first of `KEYS` holds."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The formula inside."""
        return (getattr(self, self.KEYS[0]),)

    def with_parts(self, parts: tuple[Any, ...]) -> Self:
        """Return the same with another formula inside."""
        changed: Self = _with(self, self.KEYS[0], parts[0])
        return changed

    def apply(self, one: Interval, digits: int) -> Interval | None:
        """Return the interval of the function, with so many digits where it is irrational."""
        raise NotImplementedError

    def work(self, names: Names) -> Worker:
        """Return the function that works out the inner formula, and then the function of it."""
        inner, apply = worker_of(self.parts[0], names), self.apply

        def applied(working: Working) -> Interval | None:
            part = inner(working)
            return None if part is None else apply(part, working.digits)

        return applied

    def written(self, say: Notation) -> Written:
        """Return the function's name with the inner formula in parentheses."""
        return f"{self.KEYS[0]}({written(self.parts[0], say)[0]})", ATOM


def _with(formula: Any, field: str, value: object) -> Any:
    return replace(formula, **{field: value})


def worker_of(formula: Part, names: Names) -> Worker:
    """Return the function that works a formula out."""
    return reading(formula, names) if isinstance(formula, OperandBase) else formula.work(names)


def written(formula: Part, say: Notation) -> Written:
    """Return a formula as a person writes it, and how strongly its parts hold together."""
    return (say.operand(formula), ATOM) if isinstance(formula, OperandBase) else formula.written(say)


def parts_of(formula: Part) -> tuple[Part, ...]:
    """Return the formulas inside a formula: none for an operand or a constant by choice."""
    return formula.parts if isinstance(formula, Compound) else ()


def innermost(formula: Part) -> Iterator[Part]:
    """Yield the innermost parts of a formula, without those of conditions."""
    if not parts_of(formula):
        yield formula
    for part in parts_of(formula):
        yield from innermost(part)
