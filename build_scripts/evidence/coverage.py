"""Coverage: whether every rule of a protocol is tested by its worked cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from build_scripts.content.expected.acts import ACTS, Act
from build_scripts.content.worked_cases import WorkedCase
from build_scripts.evidence.dose_coverage import amounts_to_show, doses_to_show, shown_amounts
from build_scripts.words.doses import dose_text
from checker import Checker, Protocol, RefusedCase, Truth
from checker.engine.scope_of_rules import within_scope
from checker.language.evaluation import Rule, State
from checker.language.keys import YamlPath
from checker.protocol.labels import Labels
from checker.protocol.model import Recommendation, UnderWay
from checker.protocol.quantities import values_read
from checker.protocol.thresholds import Threshold, thresholds, value_thresholds
from checker.protocol.traversal import findings_read, named_rules
from checker.values.value import Value
from checker.words.messages import marked

Kind = Literal[
    "recommendation",
    "criterion",
    "threshold",
    "band",
    "value",
    "warning",
    "silence",
    "under-way",
    "action",
    "strength",
    "urgency",
    "doses",
    "amounts",
]

WHATS: dict[Kind, str] = {
    "recommendation": marked("each recommendation indicated, not called for and undetermined, expected by a case"),
    "criterion": marked("each criterion true, false and unknown"),
    "threshold": marked("each threshold with a value on either side"),
    "band": marked("each band of a score"),
    "value": marked("each computed value that rules read, with its number expected by a case"),
    "warning": marked("each warning, expected by a case"),
    "silence": marked("each patient for whom the source has no rule, expected by a case"),
    "under-way": marked("each wording for what is under way already, expected by a case"),
    "action": marked("the action of each recommendation, expected by a case in which it is indicated"),
    "strength": marked("the strength of each recommendation, expected by a case in which it is indicated"),
    "urgency": marked("the urgency of each recommendation, expected by a case in which it is indicated"),
    "doses": marked("each dose, expected by a case in which its recommendation is indicated"),
    "amounts": marked(
        "each dose that is worked out, expected by cases: within its limits, at each limit, and while it is still open"
    ),
}
"""Kind of situation → what of it the worked cases must cover, in words."""

ACT_WORDS: dict[Kind, str] = {"action": "action", "strength": "strength", "urgency": "urgency", "doses": "dose"}
"""What a recommendation says → its name in a sentence."""

TRUTHS = ("true", "false", "unknown")
STATUSES = ("indicated", "not-indicated", "undetermined")


@dataclass(frozen=True, slots=True)
class Situation:
    """One thing that some worked case must show."""

    kind: Kind
    path: YamlPath
    """The rule, in the protocol's YAML."""
    name: str
    """Id of the recommendation, criterion, score or warning; words of a threshold."""
    outcome: str
    """Status, truth or band of the element; its action, strength or urgency, a dose in words; for a silence of the
    source, the sentence that says so; for what is under way, its wording; for a value, 'worked out'."""

    def __str__(self) -> str:
        return lack(self.kind, self.name, [self.outcome])


def lack(kind: Kind, name: str, outcomes: Sequence[str]) -> str:
    """Return in words that no worked case shows some outcomes of one thing."""
    listed = " or ".join(outcomes)
    match kind:
        case "threshold":
            return f"no worked case in which '{name}' is {listed}"
        case "band":
            return f"no worked case in which score '{name}' lies in band {' or '.join(map(repr, outcomes))}"
        case "value":
            return f"no worked case expects a number of '{name}'"
        case "warning":
            return f"no worked case expects the warning '{name}'"
        case "silence":
            return f"no worked case expects '{name}' to say that the source has no rule ({listed})"
        case "under-way":
            return f"no worked case expects '{name}' to be under way already ({listed})"
        case "amounts":
            return f"no worked case expects a dose of '{name}' that is {listed}"
        case "criterion":
            return f"no worked case in which criterion '{name}' is {listed}"
        case "action" | "strength" | "urgency" | "doses":
            return f"no worked case expects the {ACT_WORDS[kind]} ({listed}) of '{name}'"
        case _:
            return f"no worked case expects '{name}' to be {listed}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The situations to be covered, and the cases that cover them."""

    covered: dict[Situation, tuple[str, ...]]
    """Situation → names of the cases that show it; none where it is not covered."""

    @property
    def missing(self) -> list[Situation]:
        """The situations that no case shows."""
        return [situation for situation, cases in self.covered.items() if not cases]

    def counts(self) -> dict[Kind, tuple[int, int]]:
        """Return for each kind how many situations are covered, of how many."""
        found: dict[Kind, tuple[int, int]] = {}
        for situation, cases in self.covered.items():
            done, all_ = found.get(situation.kind, (0, 0))
            found[situation.kind] = (done + bool(cases), all_ + 1)
        return found


Shown = tuple["Kind", YamlPath, str, str]
"""What a case shows: kind, place, name and outcome of a situation."""

LimitRules = Sequence[tuple[Threshold, Rule]]
"""Thresholds, each with its comparison made ready to run."""


def situations(protocol: Protocol) -> Iterator[Situation]:
    """Yield everything that the worked cases of a protocol must show."""
    words = Labels(protocol)
    for index, recommendation in enumerate(protocol.recommendations):
        for status in _statuses(protocol, recommendation):
            yield Situation("recommendation", ("recommendations", index, "when"), recommendation.id, status)
        yield from (Situation(*shown) for act in ACTS for shown in _acts(protocol, index, recommendation, act))
        for path, outcome in amounts_to_show(index, recommendation):
            yield Situation("amounts", path, recommendation.id, outcome)
        for n, silence in enumerate(recommendation.no_rule):
            yield Situation("silence", ("recommendations", index, "no-rule", n), recommendation.id, silence.says)
        if recommendation.under_way is not None:
            yield Situation(*_under_way(index, recommendation.id, recommendation.under_way))
    for index, criterion in enumerate(protocol.criteria):
        for truth in TRUTHS:
            yield Situation("criterion", ("criteria", index, "when"), criterion.id, truth)
    for threshold in _limits(protocol):
        for truth in ("true", "false"):
            yield Situation("threshold", threshold.path, threshold.comparison.describe(words), truth)
    for index, score in enumerate(protocol.scores):
        for n, band in enumerate(score.bands):
            yield Situation("band", ("scores", index, "bands", n), score.id, band.id)
    read = values_read(protocol)
    for index, value in enumerate(protocol.values):
        if value.id in read:
            yield Situation(*_worked_out(index, value))
    seen = set()
    for index, warning in enumerate(protocol.warnings):
        if warning.code not in seen:
            seen.add(warning.code)
            yield Situation("warning", ("warnings", index, "when"), warning.code, "raised")


def _worked_out(index: int, value: Value) -> Shown:
    return "value", ("values", index, "formula"), value.id, "worked out"


def _statuses(protocol: Protocol, recommendation: Recommendation) -> tuple[str, ...]:
    """Return the statuses that a recommendation can have: one that may assume all that it asks for is never open."""
    assumed = {assumption.finding for assumption in recommendation.assume}
    if assumed and assumed >= set(findings_read(named_rules(protocol), within_scope(protocol, recommendation.when))):
        return STATUSES[:2]
    return STATUSES


def _limits(protocol: Protocol) -> list[Threshold]:
    """Return the thresholds of which cases show both sides: those of constraints are held by cases that are refused."""
    limits = (*thresholds(protocol), *value_thresholds(protocol))
    return [threshold for threshold in limits if threshold.path[0] != "constraints"]


def _under_way(index: int, name: str, wording: UnderWay) -> Shown:
    return "under-way", ("recommendations", index, "under-way"), name, wording.label


def _acts(protocol: Protocol, index: int, recommendation: Recommendation, act: Act) -> Iterator[Shown]:
    """Yield what a case shows that expects an act of a recommendation: each dose, or the one word."""
    if act == "doses":
        yield from ((act, path, recommendation.id, text) for path, text in doses_to_show(protocol, index))
    else:
        yield act, ("recommendations", index, act), recommendation.id, getattr(recommendation, act)


def coverage(checker: Checker, cases: Sequence[WorkedCase]) -> Coverage:
    """Return which situations the worked cases of a protocol show.

    The status of a recommendation, what it says, and a warning that is raised count only where the case expects them:
    an answer that nobody compares with an expectation tests no rule.
    """
    protocol = checker.protocol
    covered: dict[Situation, list[str]] = {situation: [] for situation in situations(protocol)}
    by_key = {(s.kind, s.path, s.name, s.outcome): s for s in covered}
    limits = [(threshold, checker.program.scope.bind(threshold.comparison)) for threshold in _limits(protocol)]
    for case in cases:
        for key in _shown(checker, limits, case):
            situation = by_key.get(key)
            if situation is not None and case.name not in covered[situation]:
                covered[situation].append(case.name)
    return Coverage({situation: tuple(names) for situation, names in covered.items()})


def _shown(checker: Checker, limits: LimitRules, case: WorkedCase) -> Iterator[Shown]:
    protocol, expect = checker.protocol, case.expect
    if expect is None:
        return
    try:
        values, _ = checker.values({"protocol": protocol.id, "findings": case.findings})
    except RefusedCase:
        return  # reported elsewhere: its answer differs from the expected one
    state, words = checker.program.run(values), Labels(protocol)
    for index, recommendation in enumerate(protocol.recommendations):
        status = (expect.recommendations or {}).get(recommendation.id)
        if status is not None:
            yield "recommendation", ("recommendations", index, "when"), recommendation.id, status
        for act in ACTS:
            if recommendation.id in (getattr(expect, act) or ()) and act != "doses":
                yield from _acts(protocol, index, recommendation, act)
        for path, dose, outcome in (
            shown_amounts(checker, state, index) if recommendation.id in (expect.doses or ()) else ()
        ):
            yield "doses", path, recommendation.id, dose_text(dose, words)
            if outcome is not None:
                yield "amounts", path, recommendation.id, outcome
        if recommendation.under_way is not None and recommendation.id in (expect.under_way or ()):
            yield _under_way(index, recommendation.id, recommendation.under_way)
        for n, rule in enumerate(
            checker.program.no_rules[index] if recommendation.id in (expect.no_rule or ()) else ()
        ):
            if rule(state)[0] is Truth.TRUE:
                says = recommendation.no_rule[n].says
                yield "silence", ("recommendations", index, "no-rule", n), recommendation.id, says
    for index, criterion in enumerate(protocol.criteria):
        yield "criterion", ("criteria", index, "when"), criterion.id, state.criteria[index][0].value
    yield from _sides(checker, limits, state)
    for index, score in enumerate(protocol.scores):
        result = state.scores[index]
        for n, band in enumerate(score.bands):
            if result.bands == (band.id,):
                yield "band", ("scores", index, "bands", n), score.id, band.id
    for index, value in enumerate(protocol.values):
        if value.id in (expect.values or ()) and state.computed[index].settled and not state.computed[index].measured:
            yield _worked_out(index, value)
    for code in expect.warnings or ():
        index = next((i for i, warning in enumerate(protocol.warnings) if warning.code == code), 0)
        yield "warning", ("warnings", index, "when"), code, "raised"


def _sides(checker: Checker, limits: LimitRules, state: State) -> Iterator[Shown]:
    words = Labels(checker.protocol)
    for threshold, rule in limits:
        truth, _ = rule(state)
        yield "threshold", threshold.path, threshold.comparison.describe(words), truth.value


def lacks(missing: Sequence[Situation]) -> list[str]:
    """Return in words what no worked case shows, each thing once with all its outcomes."""
    found: dict[tuple[Kind, str], list[str]] = {}
    said: dict[str, list[str]] = {}
    for situation in missing:
        if situation.kind in ACTS:
            said.setdefault(situation.name, []).append(f"{ACT_WORDS[situation.kind]} ({situation.outcome})")
            continue
        outcomes = found.setdefault((situation.kind, situation.name), [])
        outcomes += [situation.outcome] if situation.outcome not in outcomes else []
    lines = [lack(kind, name, outcomes) for (kind, name), outcomes in found.items()]
    return lines + [f"no worked case expects the {', '.join(acts)} of '{name}'" for name, acts in said.items()]
