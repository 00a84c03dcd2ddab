"""The proofs on doses: what is worked out keeps its limits, and nobody is told two doses in place of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

import z3

from build_scripts.content.doses.calculated import SourceRange, range_of, shown_when, worked_at
from build_scripts.evidence.proofs.claims import EngineDisagreement, Fault
from build_scripts.evidence.proofs.doses.formulas import DoseTerm, dose_verdict
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition, real
from build_scripts.evidence.proofs.solving import possible
from build_scripts.words.doses import dose_text, measure_by, unconditional
from checker import Protocol
from checker.answers.doses.wording import rule_text
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.protocol.model import Recommendation
from checker.protocol.traversal import findings_read, named_rules
from checker.words.rationals import Number, ratio

Example = Callable[[Proposition, str, str, dict[str, str]], str]
"""A function from a formula, a name, a reason and expected outcomes to the smallest case for which it holds."""


def dose_proofs(formulas: Formulas, may_be: Callable[..., bool], example: Example) -> Iterator[Fault | str]:
    """Yield what is proved of the doses of a protocol, in words, and what is not so.

    Args:
        formulas: The protocol as formulas.
        may_be: Whether some patient meets all the formulas that it is called with.
        example: Makes the smallest case for which a formula holds.
    """
    protocol = formulas.protocol
    for index, recommendation in enumerate(protocol.recommendations):
        for place, dose in enumerate(recommendation.doses):
            if dose.per is not None and dose.factors is not None:
                yield from _of_arithmetic(protocol, recommendation, dose, ("recommendations", index, "doses", place))
        yield from _one_at_a_time(formulas, index, may_be, example)


def _of_arithmetic(
    protocol: Protocol, recommendation: Recommendation, dose: Dose, path: tuple[str | int, ...]
) -> Iterator[Fault | str]:
    """Prove that a dose keeps its limits and grows with the number that it goes by, over all plausible numbers."""
    reach = range_of(protocol, dose, shown_when(recommendation, dose))
    text, said, held = f"{dose.drug} {rule_text(dose)}", dict[str, None](), True
    for end in range(1 if dose.to is None else 2):
        term = DoseTerm(dose, z3.Real("number"), end)
        _held_against_the_engine(protocol, dose, reach, term)
        for claim, known, formula in _claims(dose, term, reach, Labels(protocol)):
            solver = z3.Solver()
            solver.add(*known)
            if possible(solver, z3.Not(formula)):
                held = False
                yield Fault(path, f"not so for every patient: {text} {claim}")
            said[claim] = None
    if held:
        yield f"{text} {', '.join(said)}"


def _claims(
    dose: Dose, term: DoseTerm, reach: SourceRange, words: Labels
) -> Iterator[tuple[str, list[Proposition], Proposition]]:
    """Yield what is claimed of one end of a dose: in words, what is known, and what is to hold then."""
    factors, per = dose.factors, dose.per
    assert factors is not None
    assert per is not None  # else nothing is multiplied
    number, larger = term.number, DoseTerm(dose, z3.Real("larger number"), term.end)
    possible_ = [number >= real(reach.low), number <= real(reach.high), *term.defining]
    yield "is above nothing", possible_, term.result > 0
    if factors.largest is not None:
        yield "is never above its largest dose", possible_, term.result <= real(factors.largest)
    if factors.smallest is not None:
        yield "is never below its smallest dose", possible_, term.result >= real(factors.smallest)
    grows = f"never falls while {measure_by(per, words)} rises"
    if factors.step is None:
        yield grows, [number <= larger.number], term.result <= larger.result
        return
    apart, step = term.result - term.held, real(factors.step)
    yield "is rounded by less than one step", possible_, z3.And(apart < step, -apart < step)
    # In parts, since solvers are slow where whole and other numbers meet: the number to be rounded never falls; then it
    # has as many whole steps and no less beside them, or more whole steps; and in both cases the result does not fall.
    yield grows, [number <= larger.number], term.held <= larger.held
    whole, more, rest, larger_rest = term.whole_steps, larger.whole_steps, term.rest, larger.rest
    same, above = z3.And(whole == more, rest <= larger_rest), whole + 1 <= more
    steps = [*term.apart, *larger.apart]
    no_less = z3.ToReal(whole) + rest <= z3.ToReal(more) + larger_rest
    yield grows, [*steps, no_less], z3.Or(same, above)
    yield grows, [*steps, rest <= larger_rest], term.result <= z3.substitute(larger.result, (more, whole))
    yield grows, [*steps, above], term.result <= larger.result


def _held_against_the_engine(protocol: Protocol, dose: Dose, reach: SourceRange, term: DoseTerm) -> None:
    """Compare the formula of a dose with what the checker works out, at limits, half-way points and beside them.

    Raises:
        EngineDisagreement: when the two differ.
    """
    for tried in _tried(dose, reach.low, reach.high, term.end):
        said = term.result_at(Fraction(*tried.as_integer_ratio()))
        worked = worked_at(dose, tried).ends[term.end].result
        if said != Fraction(*worked):
            raise EngineDisagreement(
                f"'{protocol.id}', {dose.drug} {rule_text(dose)}, at {tried}: "
                f"the solver has {said}, the checker {worked[0]}/{worked[1]}"
            )


def _tried(dose: Dose, low: Number, high: Number, end: int) -> list[Number]:
    """Return numbers at which a dose is compared: the ends, the limits, some steps and half steps, and beside these."""
    factors = dose.factors
    assert factors is not None
    amount = Fraction(dose.amount if end == 0 or dose.to is None else dose.to) * Fraction(
        *factors.per.as_integer_ratio()
    )
    results = [Fraction(*each.as_integer_ratio()) for each in (factors.largest, factors.smallest) if each is not None]
    if factors.step is not None:
        step = Fraction(*factors.step.as_integer_ratio())
        first = Fraction(*low.as_integer_ratio()) * amount // step
        results += [(first + Fraction(halves, 2)) * step for halves in range(8)]
    tiny = Fraction(1, 1_000_000)
    found = {Fraction(*each.as_integer_ratio()) for each in (low, high)}
    found |= {result / amount + beside for result in results for beside in (-tiny, Fraction(0), tiny)}
    numbers = (ratio(each.numerator, each.denominator) for each in sorted(found))
    return [each for each in numbers if low <= each <= high]


def _one_at_a_time(
    formulas: Formulas, index: int, may_be: Callable[..., bool], example: Example
) -> Iterator[Fault | str]:
    """Prove that of the doses of one drug that are for different patients, everybody is shown exactly one."""
    recommendation, words = formulas.protocol.recommendations[index], Labels(formulas.protocol)
    named = named_rules(formulas.protocol)
    drugs: dict[tuple[str, str | None], list[int]] = {}
    for place, dose in enumerate(recommendation.doses):
        drugs.setdefault((dose.drug, dose.route), []).append(place)
    for (drug, _route), places in drugs.items():
        doses = {place: recommendation.doses[place] for place in places}
        conditional = [place for place, dose in doses.items() if dose.when is not None]
        together = [
            (one, other)
            for one, other in combinations(conditional, 2)
            if doses[one].when != doses[other].when
            and may_be(dose_verdict(formulas, index, one).true, dose_verdict(formulas, index, other).true)
        ]
        for one, other in together:
            wanted = z3.And(dose_verdict(formulas, index, one).true, dose_verdict(formulas, index, other).true)
            said = " and ".join(f"'{dose_text(unconditional(doses[each]), words)}'" for each in (one, other))
            case = example(wanted, f"{recommendation.id}: two doses", "Two doses of one drug cannot both be right.", {})
            yield Fault(("recommendations", index, "doses", other, "when"), f"{said} can be shown together", case)
        if len(conditional) > 1 and not together:
            yield f"Never two of the doses of {drug} that are for different patients: {recommendation.label}"
        if not conditional or len(conditional) < len(places):
            continue
        read = {name for place in conditional for name in findings_read(named, doses[place].when)}
        silent = [formulas.silence(index, n).true for n in range(len(recommendation.no_rule))]
        none = z3.And(
            formulas.recommendation(index).true,
            *(formulas.patient.known[name] for name in read),
            *(z3.Not(dose_verdict(formulas, index, place).true) for place in conditional),
            z3.Not(z3.Or(*silent)),
        )
        if may_be(none):
            case = example(none, f"{recommendation.id}: no dose", "No dose of the drug is shown to this patient.", {})
            told = f"'{recommendation.id}' can be indicated where none of its doses of {drug} holds"
            way = "widen a condition, or say under 'no-rule' that the source has no dose for such patients"
            yield Fault(("recommendations", index, "doses", conditional[-1], "when"), f"{told}; {way}", case)
        else:
            yield f"Whoever is to have {drug} is shown a dose of it, or that there is none: {recommendation.label}"
