"""Rules and cases made at random: every construct of the language, over findings of every type."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.support.protocols.rules import data_from

FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: drug, type: choice, label: Drug, group: g,
   choices: [{id: given, label: Given}, {id: held, label: Held}, {id: not-given, label: Not given}]}
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [0, 3],
   also: [{unit: g, times: 1000}]}
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [1, 3]}
- {id: start, type: date, label: Start, group: g, precision: day}
- {id: now, type: date, label: Now, group: g, precision: day}
""")


ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "drug": ("given", "held", "not-given"),
    "level": tuple({"value": value, "unit": "mg"} for value in range(4)),
    "limit": tuple({"value": value, "unit": "mg"} for value in range(1, 4)),
    "start": ("2026-01-01", "2026-01-08"),
    "now": ("2026-01-03", "2026-01-08"),
}


ORDER = ("none", "one", "two")


RELATIONS = ("above", "at-least", "below", "at-most", "equals")


NUMBERS = st.sampled_from(("-1", "0.5", "1", "2", "3")).map(lambda value: {"value": value, "unit": "1"})

READ = st.sampled_from(
    (
        {"finding": "level", "in": "mg"},
        {"finding": "level", "in": "g", "times": 500},
        {"finding": "limit", "in": "mg", "times": "-0.5"},
        {"since": "start", "until": "now", "in": "d"},
        {"by": "drug", "choices": {"given": "0.5", "held": 2, "not-given": "0.5"}},
    )
)


def joined(inner):
    """Formulas made of some: every construct, with divisors and what a root or logarithm is taken of above zero."""
    two = st.lists(inner, min_size=2, max_size=2)
    some = st.lists(inner, min_size=2, max_size=3)
    above_zero = inner.map(lambda part: {"largest": [part, {"value": "0.5", "unit": "1"}]})
    small = inner.map(
        lambda part: {"smallest": [{"largest": [part, {"value": -3, "unit": "1"}]}, {"value": 3, "unit": "1"}]}
    )
    return st.one_of(
        st.builds(lambda key, parts: {key: parts}, st.sampled_from(("plus", "product", "smallest", "largest")), some),
        two.map(lambda parts: {"minus": parts}),
        st.tuples(inner, above_zero).map(lambda parts: {"quotient": list(parts)}),
        inner.map(lambda part: {"absolute": part}),
        st.builds(lambda base, exponent: {"power": base, "exponent": exponent}, small, st.sampled_from(("2", "3"))),
        st.builds(
            lambda base, exponent: {"power": base, "exponent": exponent},
            above_zero,
            st.sampled_from(("1/2", "-1/3", "0.4")),
        ),
        small.map(lambda part: {"exp": part}),
        st.builds(lambda key, part: {key: part}, st.sampled_from(("ln", "log10")), above_zero),
        st.builds(
            lambda when, then, otherwise: {"cases": [{"when": when, "then": then}], "otherwise": otherwise},
            st.sampled_from(
                (
                    {"finding": "a"},
                    {"finding": "drug", "is": ["given"]},
                    {"finding": "level", "above": {"value": 1, "unit": "mg"}},
                )
            ),
            inner,
            inner,
        ),
    )


FORMULAS = st.recursive(NUMBERS | READ, joined, max_leaves=5)


def value_of(formula, rounding, relation, limit):
    """A comparison with a value whose definition stands in the place of its id, until `with_values` gives it one."""
    value = {"label": "V", "unit": "1", "plausible": ["-1e9", "1e9"], "empirical": True, "formula": formula, **rounding}
    return {"value-of": value, relation: limit}


VALUE_LEAVES = st.builds(
    value_of,
    FORMULAS,
    st.sampled_from((("0.1", "even"), ("0.25", "up"), ("1", "even"), ("1", "up"))).map(
        lambda rounding: {"rounded": dict(zip(("to", "half"), rounding, strict=True))}
    ),
    st.sampled_from(RELATIONS),
    st.sampled_from((0, 1, 2, 5)).map(lambda value: {"value": value, "unit": "1"}),
)


def with_values(rule):
    """Return a rule in which values are named, and the values."""
    values: list[dict[str, Any]] = []

    def named(part):
        if isinstance(part, list):
            return [named(item) for item in part]
        if not isinstance(part, dict):
            return part
        if isinstance(part.get("value-of"), dict):
            definition = {"id": f"v{len(values)}", **part["value-of"]}
            # Every second value is read through another one.
            values.append(definition)
            if len(values) % 2 == 0:
                outer = {**definition, "id": f"v{len(values)}", "formula": {"value-of": definition["id"]}}
                values.append(outer)
                definition = outer
            return {**part, "value-of": definition["id"]}
        return {key: named(item) for key, item in part.items()}

    return named(rule), values


LEAVES = st.one_of(
    VALUE_LEAVES,
    st.sampled_from([{"finding": "a"}, {"finding": "b"}, {"criterion": "named"}]),
    st.lists(st.sampled_from(ANSWERS["drug"]), min_size=1, max_size=2, unique=True).map(
        lambda choices: {"finding": "drug", "is": choices}
    ),
    st.builds(
        lambda relation, value: {"finding": "level", relation: {"value": value, "unit": "mg"}},
        st.sampled_from(RELATIONS),
        st.integers(0, 3),
    ),
    st.builds(
        lambda relation, one, other: {
            "finding": "level",
            relation: {"value": one, "unit": "mg"},
            "or": {"value": f"0.00{other}", "unit": "g"},
        },
        st.sampled_from(RELATIONS),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    st.builds(
        lambda relation, times: {"finding": "level", relation: {"finding": "limit", "times": times}},
        st.sampled_from(RELATIONS),
        st.integers(1, 2),
    ),
    st.builds(
        lambda quantity, relation, limit: {"quantity": quantity, relation: limit},
        st.just({"percent-change": "level", "from": "limit"}),
        st.sampled_from(RELATIONS),
        st.sampled_from((-50, 0, 100)).map(lambda value: {"value": value, "unit": "%"}),
    ),
    st.builds(
        lambda quantity, relation, limit: {"quantity": quantity, relation: limit},
        st.just({"since": "start", "until": "now"}),
        st.sampled_from(RELATIONS),
        st.sampled_from((-5, 0, 2, 7)).map(lambda value: {"value": value, "unit": "d"}),
    ),
    st.builds(
        lambda times, more, relation, limit: {
            "quantity": {
                "sum": [{"finding": "level", "times": times}, {"finding": "limit"}, {"value": more, "unit": "mg"}],
                "unit": "mg",
            },
            relation: {"value": limit, "unit": "mg"},
        },
        st.integers(-1, 2),
        st.integers(0, 1),
        st.sampled_from(RELATIONS),
        st.integers(0, 5),
    ),
    st.builds(
        lambda low, width: {"score": "s", "at-least": low, "at-most": low + width},
        st.integers(-1, 6),
        st.integers(0, 3),
    ),
    st.sampled_from([{"score": "s", "is": ["low"]}, {"score": "s", "is": ["low", "high"]}]),
    st.sampled_from([{"grade": "g", "at-least": "one"}, {"grade": "g", "is": ["none", "two"]}]),
)


def connected(inner):
    """Expressions made of some by a connective."""
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=4).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda count: {"at-least": count, "of": parts})
        ),
    )


RULES = st.recursive(LEAVES, connected, max_leaves=6)


ASSESSED = st.builds(
    lambda name, wanted: {"finding": name, "assessed": wanted}, st.sampled_from(list(ANSWERS)), st.booleans()
)


REMARKS = st.recursive(ASSESSED, connected, max_leaves=4)
"""What only warnings may ask: whether something was assessed at all."""


CASES = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in ANSWERS.items()})


PARTS = data_from("""
criteria: [{id: named, label: Named, when: {all: [{finding: b}, {finding: drug, is: [given]}]}}]
scores:
  - id: s
    label: S
    items:
      - {points: 2, when: {finding: a}}
      - {finding: drug, choices: {given: 3, held: 1, not-given: 0}}
    bands:
      - {id: low, label: Low, from: 0, to: 1}
      - {id: middle, label: Middle, from: 2, to: 3}
      - {id: high, label: High, from: 4, to: 5}
grades:
  - id: g
    label: G
    scale: [{id: none, label: None}, {id: one, label: One}, {id: two, label: Two}]
    when: {any: [{finding: a}, {finding: b}]}
    domains:
      - {label: First, levels: [{grade: one, when: {finding: level, above: {value: 1, unit: mg}}}]}
      - {label: Second, levels: [{grade: two, when: {finding: drug, is: [held]}}]}
""")
