"""The reasons for an assessment: the rules as trees, each node with its words and its truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.answers.arithmetic import arithmetic_text
from checker.answers.assessment import Checker
from checker.answers.cases import Case, case_from
from checker.language.evaluation import State
from checker.language.expressions import Expression
from checker.language.scores import Grade
from checker.language.truth import UNKNOWN
from checker.protocol.labels import Labels, formula_text


def explain(checker: Checker, case: Case | Mapping[str, object]) -> dict[str, Any]:
    """Return the evaluated expression trees of a case.

    Returns:
        `{"values": {id: value}, "criteria": {id: node}, "scores": {id: [node]}, "grades": {id: grade},
        "recommendations": {id: node}}`, the values and grades only where the protocol has some. A value has its
        `"formula"` in words, what is known of it as `"text"`, whether it was `"measured"` and, once it is worked out
        from findings that are all known, its `"arithmetic"`: the formula with the numbers of the case. A node has
        `"text"` and `"truth"`, and the findings behind the truth as `"because"` or, when it is unknown, the missing
        ones as `"missing"`. A connective also has `"rule"` (`all`, `any`, `at-least`, `not`) and `"parts"`; a reference
        has the id that it refers to as `"criterion"`, `"score"`, `"grade"` or `"value"`. A grade has `"domains"`, each
        with its `"label"` and `"levels"`, which are nodes with the `"step"` that they lead to, and its condition as
        `"when"` if it has one. Where a recommendation rests on an assumed answer, its node says what follows from that,
        and the references to criteria in it have their rules as `"inner"`.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    state, _ = checker.state(case if isinstance(case, Case) else case_from(case))
    protocol, words = checker.protocol, Labels(checker.protocol)

    def node(expression: Expression) -> dict[str, object]:
        return _node(checker, state, words, expression)

    trees: dict[str, Any] = {}
    if protocol.values:
        trees["values"] = {
            value.id: _value(checker, state, words, index) for index, value in enumerate(protocol.values)
        }
    trees |= {
        "criteria": {criterion.id: node(criterion.when) for criterion in protocol.criteria},
        "scores": {
            score.id: [node(item.when) for item in score.items if item.when is not None] for score in protocol.scores
        },
    }
    if protocol.grades:
        trees["grades"] = {grade.id: _grade(grade, node) for grade in protocol.grades}
    trees["recommendations"] = {
        recommendation.id: _node(checker, seen, words, expression, alone=seen is not state)
        for index, (recommendation, expression) in enumerate(
            zip(protocol.recommendations, checker.program.indications, strict=True)
        )
        for seen in (checker.program.seen_by(index, state),)
    }
    return trees


def _value(checker: Checker, state: State, words: Labels, index: int) -> dict[str, object]:
    value, result = checker.protocol.values[index], state.computed[index]
    answer = checker.value_answers.of(index, state)
    said: dict[str, object] = {"formula": formula_text(value, words)}
    if answer.text is not None:
        said["text"] = answer.text
    if answer.measured:
        said["measured"] = True
    if result.settled and not result.measured and not result.missing:
        said["arithmetic"] = arithmetic_text(value, checker, state)
    return said


def _grade(grade: Grade, node: Callable[[Expression], dict[str, object]]) -> dict[str, object]:
    domains = [
        {"label": domain.label, "levels": [{"step": level.grade, **node(level.when)} for level in domain.levels]}
        for domain in grade.domains
    ]
    return {"when": node(grade.when), "domains": domains} if grade.when is not None else {"domains": domains}


def _node(
    checker: Checker, state: State, words: Labels, expression: Expression, *, alone: bool = False
) -> dict[str, object]:
    truth, findings = checker.program.scope.rules[id(expression)](state)
    result: dict[str, object] = {"text": expression.describe(words), "truth": truth.value}
    key = "missing" if truth is UNKNOWN else "because"
    result[key] = checker.program.names(findings)
    if expression.CONNECTIVE is not None:
        result["rule"] = expression.CONNECTIVE
        result["parts"] = [_node(checker, state, words, part, alone=alone) for part in expression.parts]
    elif expression.refers_to is not None:
        kind, name = expression.refers_to
        result[kind] = name
        if alone and kind == "criterion":
            rule = next(criterion.when for criterion in checker.protocol.criteria if criterion.id == name)
            result["inner"] = _node(checker, state, words, rule, alone=True)
    return result
