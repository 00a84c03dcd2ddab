"""Constants by choice: the part of a formula that depends on an answer alone, such as a coefficient for women."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from checker.language.fields import ChoiceId, Code, FindingId
from checker.values.compound import Compound
from checker.values.notation import ATOM, Notation, Written
from checker.words import exact
from checker.words.messages import _

if TYPE_CHECKING:
    from checker.language.names import Names
    from checker.values.working import Worker, Working
    from checker.words.exact import Interval


@dataclass(frozen=True, slots=True)
class ByChoice(Compound):
    """A constant that depends on a choice: `{by: sex, choices: {female: 0.85, male: 1}}`."""

    KEYS: ClassVar = ("by",)

    by: FindingId
    choices: Mapping[ChoiceId, Decimal]
    """The constant of each answer."""
    unit: Code = "1"
    """UCUM code of the constants."""

    @property
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.by,)

    def with_parts(self, parts: tuple[object, ...]) -> ByChoice:
        """Return the same: it holds no formulas."""
        return self

    def work(self, names: Names) -> Worker:
        """Return the function that looks the constant up."""
        index = names.index(self.by)
        constants = {choice: exact.point(exact.exact(number)) for choice, number in self.choices.items()}
        anything = exact.hull(constants.values())

        def chosen(working: Working) -> Interval:
            answer = working.state.values[index]
            if answer is None:
                working.missing |= 1 << index
                return anything
            working.known |= 1 << index
            return constants[answer]

        return chosen

    def written(self, say: Notation) -> Written:
        """Return the constant of a case, or all constants with their answers."""
        answer = say.answer(self.by)
        if answer is not None:
            text = say.number(self.choices[answer])
            return text, ATOM
        listed = ", ".join(
            _("{value} for {choice}", value=say.number(number), choice=say.choice(self.by, choice))
            for choice, number in self.choices.items()
        )
        return f"({listed})", ATOM
