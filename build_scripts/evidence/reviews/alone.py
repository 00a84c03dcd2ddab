"""One finding alone: the result of each answer to each finding when only the applicability of the protocol is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.evidence.reviews.answers import Answer
from build_scripts.evidence.reviews.bench import Bench, Outcome, SignedLeaf, literals, read_positively
from checker.language.expressions import Expression
from checker.language.findings import DateFinding
from checker.language.keys import YamlPath
from checker.language.truth import UNKNOWN


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on an answer: the answer is a reason for a rule, and yet the rule and an immediate action stay open."""

    criterion: str | None
    """Id of the criterion; None where the rule of the action itself names the answer."""
    open: tuple[str, ...]
    """Ids of the immediate recommendations that stay open because the same findings are missing."""
    path: YamlPath
    """The rule, in the protocol's YAML."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, and the outcome when nothing else is known."""

    answer: Answer
    outcome: Outcome
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """The whole review."""

    base: Mapping[str, Any]
    """The findings that make the protocol apply; a tried answer to one of them replaces it."""
    nothing_else: Outcome
    """The outcome of the base alone."""
    rows: tuple[AnswerRow, ...]
    """Rows in the order of the findings. Answers to one finding with the same outcome share a row."""
    dates: tuple[str, ...]
    """Ids of the findings that are not varied."""


def try_alone(bench: Bench, answers: Mapping[str, Sequence[Answer]], base: Mapping[str, Any]) -> Alone:
    """Try each answer to each finding.

    Args:
        bench: The protocol.
        answers: The answers to try, by finding.
        base: The findings of the patient to whom the protocol applies.
    """
    rows: list[AnswerRow] = []
    gates = {name for literal in _of(bench, bench.protocol.applicable) for name in bench.read(literal)}
    for tried in answers.values():
        found: list[AnswerRow] = []
        for answer in tried:
            findings = {**base, answer.finding: answer.value}
            outcome = bench.outcome(findings)
            judged = outcome.refused is None and answer.finding not in gates
            marks = tuple(_marks(bench, answer, findings, outcome)) if judged else ()
            _add(found, AnswerRow(answer, outcome, marks))
        rows += found
    dates = tuple(finding.id for finding in bench.protocol.findings if isinstance(finding, DateFinding))
    return Alone(base, bench.outcome(base), tuple(rows), dates)


def _add(rows: list[AnswerRow], row: AnswerRow) -> None:
    """Add a row, or join its answer to an equal row; numbers join the last row only, so that they stay in order."""
    if row.answer.choices or row.answer.span is not None:
        for place in range(len(rows) - 1, -1 if row.answer.choices else len(rows) - 2, -1):
            if place >= 0 and (rows[place].outcome, rows[place].marks) == (row.outcome, row.marks):
                rows[place] = replace(rows[place], answer=rows[place].answer.joined(row.answer))
                return
    rows.append(row)


def _of(bench: Bench, criterion: str) -> Iterator[SignedLeaf]:
    return literals(bench.criteria[criterion], bench.criteria)


def _marks(bench: Bench, answer: Answer, findings: Mapping[str, Any], outcome: Outcome) -> Iterator[Mark]:
    """Find the rules for which an answer is a direct reason and which stay open all the same.

    A reason is direct where the rule itself names the answer, not a criterion that the rule reads. The criterion that
    makes the protocol apply is left out, since it is no reason for a particular action.
    """
    protocol, state = bench.protocol, bench.state(findings)
    open_ = {name for name in outcome.undetermined if _recommendation(bench, name).urgency == "immediate"}

    def named(expression: Expression) -> bool:
        own = literals(expression, bench.criteria, closed=bench.criteria)
        return any(
            literal.positive
            and literal.present
            and answer.finding in bench.read(literal)
            and bench.holds(literal, state)
            for literal in own
        )

    for index, criterion in enumerate(protocol.criteria):
        if criterion.id == protocol.applicable or not named(criterion.when):
            continue
        readers = {
            name for name in open_ if criterion.id in read_positively(_recommendation(bench, name).when, bench.criteria)
        }
        if readers and bench.truth(criterion.when, state) is UNKNOWN:
            yield Mark(criterion.id, _together(bench, readers, open_, findings), ("criteria", index, "when"))
    for name in sorted(open_, key=bench.places.__getitem__):
        if named(_recommendation(bench, name).when):
            path: YamlPath = ("recommendations", bench.places[name], "when")
            yield Mark(None, _together(bench, {name}, open_, findings), path)


def _recommendation(bench: Bench, name: str) -> Any:
    return bench.protocol.recommendations[bench.places[name]]


def _together(bench: Bench, readers: set[str], open_: set[str], findings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the open actions that lack a finding which one of the given actions lacks as well."""
    answer = bench.checker.assess({"protocol": bench.protocol.id, "findings": dict(findings)})
    missing = {r.id: set(r.missing) for r in answer.recommendations if r.id in open_}
    wanted = set().union(*(missing[name] for name in readers))
    return tuple(name for name, names in missing.items() if names & wanted)
