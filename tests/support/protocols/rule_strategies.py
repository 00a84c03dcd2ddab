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


LEAVES = st.one_of(
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
