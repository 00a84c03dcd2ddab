"""The answer to a case: what is indicated, what it rests on, and what is still missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.answers.cases import Case, CaseError, CaseReader, RefusedCase, case_from, parse_case
from checker.answers.doses.answers import DoseAnswer, bind_doses
from checker.answers.echo import unknown
from checker.answers.parts import STATUS, RecommendationAnswer, ScoreAnswer, WarningAnswer
from checker.answers.told import answer_text
from checker.answers.value_answers import ValueAnswer, ValueAnswers
from checker.engine.constraints import Contradiction
from checker.engine.program import Program
from checker.language.evaluation import State, Values
from checker.language.truth import TRUE, UNKNOWN, Truth
from checker.protocol.model import OnAnswer, Protocol, Warning
from checker.words.exact import number_of
from checker.words.messages import _, in_sentence
from checker.words.numbers import plain_number, quantity_text


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer to one case."""

    protocol: str
    version: str
    review: str
    criteria: Mapping[str, Truth]
    scores: Mapping[str, ScoreAnswer]
    values: Mapping[str, ValueAnswer]
    grades: Mapping[str, tuple[str, ...]]
    """Id of a grade → ids of its steps still possible."""
    inferred: Mapping[str, bool]
    """Findings that were not assessed and whose value the constraints force."""
    recommendations: tuple[RecommendationAnswer, ...]
    warnings: tuple[WarningAnswer, ...]
    changed: str | None = None
    """Day of the approval since which the content was changed, as YYYY-MM-DD; None where nothing approved was."""

    def to_data(self) -> dict[str, object]:
        """Return the assessment as the machine interface writes it."""
        data: dict[str, object] = {
            "protocol": self.protocol,
            "version": self.version,
            "review": self.review,
            **({"changed": self.changed} if self.changed is not None else {}),
            "criteria": {name: truth.value for name, truth in self.criteria.items()},
            "scores": {name: score.to_data() for name, score in self.scores.items()},
        }
        if self.values:
            data["values"] = {name: value.to_data() for name, value in self.values.items()}
        if self.grades:
            data["grades"] = dict(self.grades)
        data["inferred"] = dict(self.inferred)
        data["recommendations"] = [answer.to_data() for answer in self.recommendations]
        data["warnings"] = [
            {"code": warning.code, "finding": warning.finding, "message": warning.message} for warning in self.warnings
        ]
        return data


class Checker:
    """A protocol ready to answer cases."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.program = Program(protocol)
        self.value_answers = ValueAnswers(self.program)
        self._reader = CaseReader(protocol.findings)
        self._doses = tuple(bind_doses(self.program, recommendation) for recommendation in protocol.recommendations)
        self._criteria = tuple(criterion.id for criterion in protocol.criteria)
        self._recommend = lru_cache(maxsize=8192)(self._recommendation)  # few answers differ from one case to the next

    def assess(self, case: Case | Mapping[str, object]) -> Assessment:
        """Evaluate a case.

        Args:
            case: A case, or a mapping of the form `{"protocol": …, "findings": …}`.

        Raises:
            RefusedCase: with every reason why the case cannot be evaluated.
        """
        return self._answer(*self.state(case))

    def _implausible(self, case: Case, state: State) -> Iterator[CaseError]:
        for index in self.program.implausible(state):
            value, result = self.protocol.values[index], state.computed[index]
            names = self.program.names(result.known)
            labels = {finding.id: finding.label for finding in self.protocol.findings}
            assert result.interval is not None  # what nothing bounds is not implausible
            message = _(
                "{name} would be {number}, expected {low} to {high}: check {findings}",
                name=in_sentence(value.label),
                number=quantity_text(number_of(result.interval[0]), value.unit),
                low=plain_number(value.plausible[0]),
                high=quantity_text(value.plausible[1], value.unit),
                findings=_(" and ").join(in_sentence(labels[name]) for name in names),
            )
            yield CaseError(names[-1], case.findings.get(names[-1]), message)

    def values(self, case: Case | Mapping[str, object]) -> tuple[Values, dict[str, bool]]:
        """Return the values of a case by position, with those that the constraints force, and the inferred ones by id.

        Raises:
            RefusedCase: as `assess` does.
        """
        state, inferred = self.state(case)
        return state.values, inferred

    def state(self, case: Case | Mapping[str, object]) -> tuple[State, dict[str, bool]]:
        """Return the state of a case, with all that is worked out, and the inferred findings by id.

        Raises:
            RefusedCase: as `assess` does.
        """
        if not isinstance(case, Case):
            case = case_from(case)
        if case.protocol != self.protocol.id:
            raise RefusedCase([CaseError(None, case.protocol, unknown("protocol", case.protocol, (self.protocol.id,)))])
        values = self._reader.read(case.findings)
        inferred, contradictions = self.program.propagator.propagate(values)
        if contradictions:
            raise RefusedCase([self._contradiction(case, contradiction) for contradiction in contradictions])
        state = self.program.run(values)
        if implausible := [*self._implausible(case, state)]:
            raise RefusedCase(implausible)
        findings = self.protocol.findings
        return state, {findings[index].id: values[index] is True for index in sorted(inferred)}

    def _contradiction(self, case: Case, contradiction: Contradiction) -> CaseError:
        given = [self.protocol.findings[index] for index in contradiction.findings]
        given = [finding for finding in given if case.findings.get(finding.id) is not None]
        if not given:  # the constraints contradict each other, which a build would have found
            return CaseError(None, None, _("no case can be accepted: {why}", why=contradiction.constraint.message))
        answers = ", ".join(f"{each.label}: {answer_text(each, case.findings[each.id])}" for each in given)
        message = _("contradicts other answers ({given}): {why}", given=answers, why=contradiction.constraint.message)
        return CaseError(given[-1].id, case.findings[given[-1].id], message)

    def _answer(self, state: State, inferred: Mapping[str, bool]) -> Assessment:
        protocol = self.protocol
        return Assessment(
            protocol.id,
            protocol.version,
            protocol.review.state,
            {name: state.criteria[index][0] for index, name in enumerate(self._criteria)},
            {score.id: ScoreAnswer.of(state.scores[index]) for index, score in enumerate(protocol.scores)},
            {value.id: self.value_answers.of(index, state) for index, value in enumerate(protocol.values)},
            {grade.id: state.grades[index].steps for index, grade in enumerate(protocol.grades)},
            inferred,
            tuple(
                self._recommend(
                    index,
                    *result,
                    self._silent(index, state),
                    self._under_way(index, state),
                    self.program.assumed_by(index, state) & result[1] if result[0] is not UNKNOWN else 0,
                    doses(state) if doses is not None and result[0] is TRUE else None,
                )
                for index, (rule, doses) in enumerate(zip(self.program.recommendations, self._doses, strict=True))
                for result in (rule(state),)
            ),
            tuple(
                WarningAnswer(warning.code, warning.finding, self._message(warning, state), warning.concerns)
                for warning, rule in zip(protocol.warnings, self.program.warnings, strict=True)
                if rule(state)[0] is TRUE
            ),
            str(protocol.review.changed) if protocol.review.changed is not None else None,
        )

    def _silent(self, index: int, state: State) -> tuple[int, ...]:
        rules = self.program.no_rules[index]  # most recommendations have none
        return tuple(place for place, rule in enumerate(rules) if rule(state)[0] is TRUE) if rules else ()

    def _under_way(self, index: int, state: State) -> bool:
        return self._applies(self.protocol.recommendations[index].under_way, state)

    def _message(self, warning: Warning, state: State) -> str:
        other = warning.answered
        return other.message if other is not None and self._applies(other, state) else warning.message

    def _applies(self, said: OnAnswer | None, state: State) -> bool:
        return said is not None and said.applies(state.values[self.program.scope.index(said.finding)])

    def _recommendation(
        self,
        index: int,
        truth: Truth,
        findings: int,
        silent: tuple[int, ...],
        under_way: bool,
        assumed: int,
        doses: tuple[DoseAnswer, ...] | None,
    ) -> RecommendationAnswer:
        recommendation, names = self.protocol.recommendations[index], self.program.names(findings & ~assumed)
        because, missing = ((), names) if truth is UNKNOWN else (names, ())
        no_rule = tuple(recommendation.no_rule[place].says for place in silent)
        return RecommendationAnswer(
            recommendation.id,
            STATUS[truth],
            because,
            missing,
            recommendation.statements,
            no_rule,
            under_way and truth is Truth.TRUE,
            doses,
            {
                each.finding: each.answer
                for each in recommendation.assume
                if each.finding in self.program.names(assumed)
            },
        )


def to_json(data: object) -> str:
    """Return data as the machine interface writes it: one line, UTF-8, no superfluous spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def assess_json(checkers: Mapping[str, Checker], text: str) -> tuple[str, bool]:
    """Answer one case, JSON to JSON. The command, the API and the page all answer through this function.

    Args:
        checkers: The protocols that can answer, by id.
        text: The case.

    Returns:
        The assessment, or the errors of a refused case, as one line of JSON; and whether the case was accepted.
    """
    try:
        case = parse_case(text)
        checker = checkers.get(case.protocol)
        if checker is None:
            raise RefusedCase([CaseError(None, case.protocol, unknown("protocol", case.protocol, checkers))])
        return to_json(checker.assess(case).to_data()), True
    except RefusedCase as refused:
        return to_json(refused.to_data()), False
