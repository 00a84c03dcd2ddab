"""The engine and an oracle that shares nothing with it agree on generated protocols and cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import Checker, RefusedCase, dump, load
from tests.crosscheck.oracle import Contradiction, Oracle
from tests.support.protocols.rules import REST, recommendation

BOOLEANS = ("a", "b", "c", "d")
CHOICES = ("x", "y", "z")
RELATIONS = ("above", "at-least", "below", "at-most", "equals")
FINDINGS = [
    *({"id": name, "type": "boolean", "label": name, "group": "g"} for name in BOOLEANS),
    {"id": "choice", "type": "choice", "label": "c", "group": "g", "choices": [{"id": c, "label": c} for c in CHOICES]},
    *(
        {"id": name, "type": "quantity", "label": name, "group": "g", "unit": "mg", "plausible": ["1", "4"],
         "also": [{"unit": "g", "times": "1000"}]}
        for name in ("level", "before")
    ),
    {"id": "count", "type": "integer", "label": "count", "group": "g", "plausible": [0, 2]},
]  # fmt: skip
MILLIGRAMS = st.sampled_from([Decimal(number) for number in ("1", "1.5", "2", "3", "4")])
AMOUNTS = st.one_of(
    MILLIGRAMS.map(lambda value: {"value": value, "unit": "mg"}),
    st.sampled_from([1, 2, 3]).map(lambda value: {"value": Decimal(value) / 1000, "unit": "g"}),
)
ANSWERS = {
    **dict.fromkeys(BOOLEANS, st.one_of(st.none(), st.booleans())),
    "choice": st.sampled_from(CHOICES),
    "level": AMOUNTS,
    "before": AMOUNTS,
    "count": st.integers(0, 2),
}
CASES = st.fixed_dictionaries({}, optional=ANSWERS)
HOLDS = st.sampled_from(BOOLEANS).map(lambda name: {"finding": name})
IN_CONSTRAINTS = st.one_of(
    HOLDS,
    HOLDS,
    st.sampled_from(CHOICES).map(lambda choice: {"finding": "choice", "is": [choice]}),
    st.sampled_from(["1", "2"]).map(lambda value: {"finding": "level", "above": {"value": value, "unit": "mg"}}),
    st.just({"finding": "level", "at-most": {"finding": "before", "times": "2"}}),
)
OPERANDS = st.one_of(
    AMOUNTS,
    st.sampled_from(["0.5", "1", "2"]).map(lambda times: {"finding": "before", "times": times}),
)


def combined(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=3).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda count: {"at-least": count, "of": parts})
        ),
    )


def rules(*more):
    leaves = st.one_of(
        HOLDS,
        st.lists(st.sampled_from(CHOICES), min_size=1, max_size=2, unique=True).map(
            lambda chosen: {"finding": "choice", "is": chosen}
        ),
        st.builds(lambda relation, right: {"finding": "level", relation: right}, st.sampled_from(RELATIONS), OPERANDS),
        st.builds(
            lambda relation, value: {"finding": "count", relation: {"value": str(value), "unit": "1"}},
            st.sampled_from(RELATIONS),
            st.integers(0, 2),
        ),
        st.builds(
            lambda relation, per_cent: {
                "quantity": {"percent-change": "level", "from": "before"},
                relation: {"value": str(per_cent), "unit": "%"},
            },
            st.sampled_from(RELATIONS),
            st.sampled_from([-50, 0, 50, 100]),
        ),
        st.builds(
            lambda relation, right: {
                "quantity": {"sum": [{"finding": "level"}, {"finding": "before", "times": "-0.5"}], "unit": "mg"},
                relation: right,
            },
            st.sampled_from(RELATIONS),
            MILLIGRAMS.map(lambda value: {"value": value, "unit": "mg"}),
        ),
        *more,
    )
    return st.recursive(leaves, combined, max_leaves=5)


@st.composite
def protocols(draw) -> dict[str, Any]:
    """A protocol of criteria that build on each other, a score, a grade, constraints and recommendations."""
    plain = rules()
    items = [
        *({"points": draw(st.integers(0, 2)), "when": draw(plain)} for _ in range(2)),
        {"finding": "choice", "choices": {name: draw(st.integers(0, 2)) for name in CHOICES}},
        {"finding": "count"},
    ]
    cut = draw(st.integers(0, 7))
    bands = [
        {"id": "low", "label": "l", "from": 0, "to": cut},
        {"id": "high", "label": "h", "from": cut + 1, "to": 8, **draw(st.sampled_from([{}, {"when": draw(plain)}]))},
    ]
    scale = [{"id": name, "label": name} for name in ("none", "one", "two")]
    level = st.builds(lambda grade, when: {"grade": grade, "when": when}, st.sampled_from(["one", "two"]), plain)
    domain = st.lists(level, min_size=1, max_size=2).map(lambda levels: {"label": "d", "levels": levels})
    grade = {"id": "g", "label": "g", "scale": scale, "domains": draw(st.lists(domain, min_size=1, max_size=2))}
    if draw(st.booleans()):
        grade["when"] = draw(plain)
    read = st.sampled_from(
        [
            {"score": "s", "is": ["high"]},
            {"score": "s", "at-least": 2, "at-most": 4},
            {"grade": "g", "at-least": "one"},
            {"grade": "g", "is": ["none", "two"]},
        ]
    )
    first = draw(rules(read))
    second = draw(rules(read, st.just({"criterion": "first"})))
    side = st.recursive(IN_CONSTRAINTS, combined_of_constraints, max_leaves=3)
    constraints = draw(st.lists(st.tuples(side | st.none(), side), max_size=2))
    top = rules(st.sampled_from([{"criterion": "first"}, {"criterion": "second"}]), read)
    return {
        **REST,
        "findings": FINDINGS,
        "applicable": "first",
        "criteria": [
            {"id": "second", "label": "s", "when": second},
            {"id": "first", "label": "f", "when": first},
        ],
        "scores": [{"id": "s", "label": "s", "items": items, "bands": bands}],
        "grades": [grade],
        "constraints": [
            {"id": f"c{number}", "then": other, "message": "m"} | ({"if": one} if one is not None else {})
            for number, (one, other) in enumerate(constraints)
        ],
        "recommendations": [recommendation(name, draw(top)) for name in ("r", "t")],
    }


def combined_of_constraints(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    )


STATUS = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}


def engine(protocol, case):
    """What the engine says, in the form of the oracle; None for a contradiction."""
    try:
        answer = Checker(protocol).assess({"protocol": protocol.id, "findings": case})
    except RefusedCase:
        return None
    return {
        "criteria": {name: truth.value for name, truth in answer.criteria.items()},
        "recommendations": {r.id: STATUS[r.status.value] for r in answer.recommendations},
        "scores": {name: (score.low, score.high, score.bands) for name, score in answer.scores.items()},
        "grades": dict(answer.grades),
        "inferred": dict(answer.inferred),
    }


def oracle(protocol, case):
    try:
        return Oracle(dump(protocol)).assess(case)
    except Contradiction:
        return None


def agree(data, case):
    protocol = load(data)
    assert engine(protocol, case) == oracle(protocol, case)


@given(protocols(), CASES)
def test_engine_and_oracle_agree_on_generated_protocols(data, case):
    agree(data, case)


@pytest.mark.soak
def test_engine_and_oracle_agree_on_many_more():
    settings(deadline=None, max_examples=20_000, derandomize=False)(given(protocols(), CASES)(agree))()
