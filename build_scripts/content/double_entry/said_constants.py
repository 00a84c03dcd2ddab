"""Formulas in words: where statements give some of the numbers of a formula, they give all of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.content.double_entry.limits import Limit, constants
from build_scripts.content.double_entry.reading.figures import figures_in
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.words.numbers import quantity_text

UNSAID = (Decimal(-1), Decimal(0), Decimal(1))
"""Numbers that are no constants in words: 'less' is a factor of -1, and 'divided by' an exponent."""


def objections_to_constants(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each number of a formula that no statement gives, while others of it are given.

    A statement that only names a formula, such as 'the clearance by Cockcroft and Gault', gives none of its numbers.
    """
    texts = {statement.id: statement.text for statement in protocol.statements}
    for index, value in enumerate(protocol.values):
        figures = [figure for name in value.statements for figure in figures_in(texts[name])]
        numbers = [
            Limit(path, value.id, abs(number), unit, None, of_formula=True)
            for path, number, unit in constants(value, ("values", index))
            if number not in UNSAID and "rounded" not in path
        ]
        said = [any(number.equals(figure.low, figure.unit) for figure in figures) for number in numbers]
        for number, is_said in zip(numbers, said, strict=True):
            if any(said) and not is_said:
                written = quantity_text(number.value, number.unit or "1")
                message = (
                    f"the number {written} of the formula '{value.id}' is given by no statement that it rests on "
                    f"({', '.join(value.statements)}), and others of it are: correct the one or the other"
                )
                yield number.path, message
