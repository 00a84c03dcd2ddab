"""What another answer would change: each finding of a case answered otherwise, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checker.assessment import STATUS, Checker, Status
from checker.cases import Case
from checker.conditions import Comparison
from checker.findings import BooleanFinding, ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.operands import FindingValue, Quantity
from checker.program import walk
from checker.protocol import Protocol
from checker.truth import FALSE, UNKNOWN, Truth


@dataclass(frozen=True, slots=True)
class Alternative:
    """One finding with another answer, and what follows."""

    finding: str
    answer: bool | str | Decimal
    """What would be answered: yes or no, a choice, or a number in the finding's own unit that stands for its side of
    the limits."""
    beside: tuple[str, Decimal] | None
    """For a number: `above`, `below` or `at`, and the limit that it lies beside."""
    changes: Mapping[str, Status]
    """Recommendations that would come out otherwise, and how."""

    def to_data(self) -> dict[str, object]:
        """Return the alternative as the page gets it."""
        data: dict[str, object] = {"finding": self.finding}
        if self.beside is None:
            data["answer"] = str(self.answer) if isinstance(self.answer, Decimal) else self.answer
        else:
            data |= {"side": self.beside[0], "limit": str(self.beside[1])}
        return data | {"changes": {name: status.value for name, status in self.changes.items()}}


def alternatives(checker: Checker, case: Case | Mapping[str, object]) -> list[Alternative]:
    """Return every other answer to one finding that would change a recommendation, in the order of the findings.

    Answers that the constraints exclude beside the others are left out. Dates are not tried: which other day to try
    nobody can say.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    values, inferred = checker.values(case)
    now = _statuses(checker, values)
    names = [finding.id for finding in checker.protocol.findings]
    given = [None if name in inferred else value for name, value in zip(names, values, strict=True)]
    limits = _limits(checker.protocol)
    found = []
    for index, finding in enumerate(checker.protocol.findings):
        for answer, beside in _answers(finding, limits.get(finding.id, ())):
            if answer == values[index]:
                continue
            other = [*given[:index], answer, *given[index + 1 :]]
            _, contradictions = checker.program.propagator.propagate(other)
            if contradictions:
                continue
            then = _statuses(checker, other)
            changes = {
                recommendation.id: STATUS[after]
                for recommendation, before, after in zip(checker.protocol.recommendations, now, then, strict=True)
                if before is not after
            }
            if changes:
                found.append(Alternative(finding.id, answer, beside, changes))
    return found


def pending(checker: Checker, case: Case | Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the findings that can still make a difference to what a case leaves open.

    What is decided stays decided whatever else becomes known, so that a finding which nothing open waits for, and which
    no constraint ties to one that something waits for, changes no recommendation, criterion, score or grade any more.
    Warnings are remarks on what was entered and are not waited for, save those that concern a recommendation which is
    not ruled out: whether a dose is for this patient has to be asked before it is read.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    values, _ = checker.values(case)
    program = checker.program
    state = program.run(values)
    waited = 0
    results = [rule(state) for rule in program.recommendations]
    for truth, findings in (*state.criteria.values(), *results):
        if truth is UNKNOWN:
            waited |= findings
    left = {r.id for r, (truth, _) in zip(checker.protocol.recommendations, results, strict=True) if truth is not FALSE}
    for warning, rule in zip(checker.protocol.warnings, program.warnings, strict=True):
        truth, findings = rule(state)
        if truth is UNKNOWN and left.intersection(warning.concerns):
            waited |= findings
    for score in state.scores.values():
        waited |= score.missing | score.missing_bands
    for grade in state.grades.values():
        waited |= grade.missing
    tied = [sum({1 << index for index, _ in clause}) for _, clause in program.propagator.clauses]
    before = -1
    while before != waited:
        before = waited
        for findings in tied:
            if findings & waited:
                waited |= findings
    return tuple(name for name in program.names(waited) if values[program.scope.index(name)] is None)


def _statuses(checker: Checker, values: list[object]) -> list[Truth]:
    state = checker.program.run(values)
    return [rule(state)[0] for rule in checker.program.recommendations]


def _limits(protocol: Protocol) -> dict[str, tuple[Decimal, ...]]:
    """Return the numbers that criteria and recommendations compare each finding with, in its own unit, ascending."""
    found: dict[str, set[Decimal]] = {}
    findings = {finding.id: finding for finding in protocol.findings}
    for rule in [c.when for c in protocol.criteria] + [r.when for r in protocol.recommendations]:
        for part in walk(rule):
            if not isinstance(part, Comparison):
                continue
            left, right = part.left, part.right
            if isinstance(left, FindingValue) and isinstance(right, Quantity) and left.times == 1:
                finding = findings[left.finding]
                factor = finding.factor(right.unit) if isinstance(finding, QuantityFinding) else Decimal(1)
                if factor is not None:
                    found.setdefault(left.finding, set()).add(right.value * factor)
    return {name: tuple(sorted(limits)) for name, limits in found.items()}


def _answers(
    finding: Finding, limits: Iterable[Decimal]
) -> Iterator[tuple[bool | str | Decimal, tuple[str, Decimal] | None]]:
    match finding:
        case BooleanFinding():
            yield True, None
            yield False, None
        case ChoiceFinding(choices=choices):
            yield from ((choice.id, None) for choice in choices)
        case QuantityFinding(plausible=(low, high)) | IntegerFinding(plausible=(low, high)):
            for limit in limits:
                step = Decimal(1).scaleb(-3) if isinstance(finding, QuantityFinding) else Decimal(1)
                for side, number in (("below", limit - step), ("at", limit), ("above", limit + step)):
                    if low <= number <= high:
                        yield number, (side, limit)
