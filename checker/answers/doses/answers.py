"""Doses for this patient: which of them apply, and what each comes to, with its arithmetic in words.

Doses change no status. A dose whose condition does not hold is left out; where the condition or the patient's number is
unknown, the rule stands alone, and what is missing for it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.answers.doses.arithmetic import ONE, times, worked_dose
from checker.answers.doses.wording import arithmetic_text, decimal_of, result_text, rule_text
from checker.engine.program import Program
from checker.language.evaluation import Result, State
from checker.language.truth import FALSE, TRUE, UNKNOWN
from checker.protocol.doses import Dose, DosePer
from checker.protocol.labels import Labels
from checker.protocol.model import Recommendation
from checker.words.exact import Exact


@dataclass(frozen=True, slots=True)
class DoseAmount:
    """An amount of a drug, or its volume, as a dose comes to it."""

    low: str
    """The number in plain digits; the lower end of a range."""
    high: str | None
    """The upper end of a range, None for one number."""
    unit: str
    """UCUM code."""

    def to_data(self) -> dict[str, str]:
        """Return the amount as the machine interface writes it."""
        return {"value": self.low, **({"to": self.high} if self.high is not None else {}), "unit": self.unit}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseAnswer:
    """One dose of an indicated recommendation, as far as it is known for the patient."""

    dose: int
    """Position among the recommendation's doses."""
    drug: str
    rule: str
    """The dose as the source gives it, with its limits: '0.2 mg/kg, at most 20 mg'."""
    condition: str | None = None
    """Patients whom the dose is for, in words, while it is unknown whether this is one of them."""
    amount: DoseAmount | None = None
    """The dose worked out; None while the patient's number is unknown, and on a site that shows rules only."""
    volume: DoseAmount | None = None
    result: str | None = None
    """Amount and volume in words: '14 mg (1.4 mL)'."""
    arithmetic: str | None = None
    """The whole calculation in words."""
    missing: tuple[str, ...] = ()
    """Ids of the findings that would tell whether the dose applies, and what it comes to."""

    def to_data(self) -> dict[str, object]:
        """Return the dose as the machine interface writes it."""
        data: dict[str, object] = {"dose": self.dose, "drug": self.drug, "rule": self.rule}
        words = {"if": self.condition, "result": self.result, "arithmetic": self.arithmetic}
        amounts = {"amount": self.amount, "volume": self.volume}
        data |= {name: text for name, text in words.items() if text is not None}
        data |= {name: amount.to_data() for name, amount in amounts.items() if amount is not None}
        return data | {"missing": self.missing}


def number_by(program: Program, state: State, source: DosePer) -> tuple[Exact | None, int]:
    """Return the number that a dose goes by, None while it is unknown, and the findings (as bits) that are missing.

    Of a computed value that is only known to lie within a range, no dose is worked out.
    """
    if source.value_of is not None:
        result = state.computed[program.scope.value_index(source.value_of)]
        if result.interval is None or not result.settled:
            return None, result.missing
        return result.interval[0], 0
    assert source.finding is not None  # checked by its __post_init__
    index = program.scope.index(source.finding)
    value = state.values[index]
    return (None, 1 << index) if value is None else (value.as_integer_ratio(), 0)


def applies(program: Program, state: State, dose: Dose) -> Result:
    """Return whether a dose is for the patient and, while that is unknown, the findings (as bits) that are missing."""
    if dose.when is None:
        return TRUE, 0
    truth, findings = program.scope.rules[id(dose.when)](state)
    return truth, findings if truth is UNKNOWN else 0


def for_the_patient(dose: Dose) -> bool:
    """Return whether something of a dose can differ from one patient to another, or is worked out."""
    return dose.when is not None or dose.per is not None or dose.concentration is not None


Doses = Callable[[State], tuple[DoseAnswer, ...]]
"""The function that gives the doses of one recommendation for a patient."""


def bind_doses(program: Program, recommendation: Recommendation) -> Doses | None:
    """Return the function that gives a recommendation's doses for a patient; None where they are the same for all."""
    doses = recommendation.doses
    if not any(map(for_the_patient, doses)):
        return None
    words = Labels(program.protocol)

    def answers(state: State) -> Iterator[DoseAnswer]:
        for place, dose in enumerate(doses):
            truth, lacking = applies(program, state, dose)
            if truth is not FALSE:
                condition = dose.when.describe(words) if dose.when is not None and truth is not TRUE else None
                yield _answer(program, state, place, dose, condition, lacking)

    return lambda state: tuple(answers(state))


def _answer(program: Program, state: State, place: int, dose: Dose, condition: str | None, lacking: int) -> DoseAnswer:
    number, unknown = number_by(program, state, dose.per) if dose.per is not None else (ONE, 0)
    rule, factors = rule_text(dose), dose.factors
    worked = worked_dose(dose, number) if number is not None else None
    if worked is None or number is None or factors is None:
        names = program.names(lacking | (unknown if factors is not None else 0))
        return DoseAnswer(dose=place, drug=dose.drug, rule=rule, condition=condition, missing=names)
    volume = None
    if factors.volume is not None and factors.volume_unit is not None:
        factor = factors.volume.as_integer_ratio()
        volume = _amount([times(result, factor) for result in worked.results], factors.volume_unit)
    return DoseAnswer(
        dose=place,
        drug=dose.drug,
        rule=rule,
        condition=condition,
        amount=_amount(list(worked.results), factors.unit),
        volume=volume,
        result=result_text(dose, worked),
        arithmetic=arithmetic_text(dose, worked, number, program.protocol),
        missing=program.names(lacking),
    )


def _amount(numbers: list[Exact], unit: str) -> DoseAmount:
    low, *high = (format(decimal_of(number), "f") for number in numbers)
    return DoseAmount(low, high[0] if high else None, unit)


def missing_for_doses(program: Program, state: State, recommendation: Recommendation) -> int:
    """Return the findings (as bits) that a recommendation's doses lack: for their conditions, and for their numbers."""
    bits = 0
    for dose in recommendation.doses:
        truth, lacking = applies(program, state, dose)
        bits |= lacking
        if truth is not FALSE and dose.per is not None and dose.factors is not None:
            bits |= number_by(program, state, dose.per)[1]
    return bits
