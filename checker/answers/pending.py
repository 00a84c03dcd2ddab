"""Pending findings: those worth asking for, because they can still change what a case leaves open."""

from __future__ import annotations

from collections.abc import Mapping

from checker.answers.assessment import Checker
from checker.answers.cases import Case
from checker.answers.doses.answers import missing_for_doses
from checker.language.evaluation import State
from checker.language.truth import FALSE, UNKNOWN
from checker.protocol.quantities import values_read


def pending(checker: Checker, case: Case | Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the findings that can still make a difference to what a case leaves open.

    A finding is pending when an open recommendation, criterion, score or grade lacks it, when a value lacks it that is
    shown for itself, or when a constraint ties it to a finding that is pending. So is one that, measured, would stand
    in the place of a computed value, since it alone can change what is decided. The others change none of these any
    more: what is decided stays decided whatever else becomes known. Warnings are remarks on what was entered, so the
    findings that they lack are not pending. The exception is a warning on a recommendation that is not ruled out:
    whether a dose is for this patient has to be asked before the dose is read. For the same reason what the doses of
    such a recommendation lack is pending.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    state, _ = checker.state(case)
    values, program = state.values, checker.program
    waited = 0
    results = [rule(state) for rule in program.recommendations]
    for truth, findings in (*state.criteria.values(), *results):
        if truth is UNKNOWN:
            waited |= findings
    for index, rule in enumerate(program.plain):
        assumed = program.assumed_by(index, state)
        if assumed:  # whoever reads an answer that rests on an assumption has to be able to correct it
            truth, findings = rule(state)
            waited |= findings & assumed if truth is UNKNOWN else 0
    left = {r.id for r, (truth, _) in zip(checker.protocol.recommendations, results, strict=True) if truth is not FALSE}
    for warning, rule in zip(checker.protocol.warnings, program.warnings, strict=True):
        truth, findings = rule(state)
        if truth is UNKNOWN and left.intersection(warning.concerns):
            waited |= findings
    for recommendation in checker.protocol.recommendations:
        if recommendation.id in left:
            waited |= missing_for_doses(program, state, recommendation)
    for score in state.scores.values():
        waited |= score.missing
    for grade in state.grades.values():
        waited |= grade.missing
    waited |= _for_values(checker, state)
    propagator = program.propagator
    tied = [
        sum({1 << index for part, _ in clause for index in propagator.findings_at(part)})
        for _, clause in propagator.clauses
        if any(propagator.test(part) is None for part, _ in clause)  # of tests alone nothing can be inferred
    ]
    before = -1
    while before != waited:
        before = waited
        for findings in tied:
            if findings & waited:
                waited |= findings
    return tuple(name for name in program.names(waited) if values[program.scope.index(name)] is None)


def _for_values(checker: Checker, state: State) -> int:
    """Return the findings (as bits) that values lack which are shown for themselves: at the top, or read by nothing."""
    protocol, scope = checker.protocol, checker.program.scope
    if not protocol.values:
        return 0
    waited, read = 0, values_read(protocol)
    for index, value in enumerate(protocol.values):
        if value.headline or value.id not in read:
            result = state.computed[index]
            waited |= 0 if result.settled else result.missing
        if value.measured is not None:
            waited |= 1 << scope.index(value.measured)
    return waited
