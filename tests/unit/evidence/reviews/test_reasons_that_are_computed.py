"""Reviews of a protocol whose reasons are computed values, of which a solver knows too little."""

from build_scripts.evidence.reviews.alone import try_alone
from build_scripts.evidence.reviews.answers import answers_to, base_of
from build_scripts.evidence.reviews.bench import Bench, SignedLeaf, literals
from build_scripts.evidence.reviews.crossed import try_between, try_crossed
from checker import load
from tests.support.protocols.rules import REST, data_from, recommendation

DATA = data_from("""
findings:
  - {id: on, type: boolean, label: On it, group: g}
  - {id: pain, type: boolean, label: Pain, group: g}
  - {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [30, 200]}
  - {id: height, type: quantity, label: Height, group: g, unit: cm, plausible: [130, 220]}
values:
  - id: surface
    label: Surface
    unit: m2
    empirical: true
    plausible: [0.9, 3.4]
    formula: {power: {product: [{finding: weight, in: kg}, {finding: height, in: cm},
      {value: 0.0003, unit: '1'}]}, exponent: 1/2}
    rounded: {to: 0.01, half: even}
criteria:
  - {id: applies, label: Applies, when: {finding: on}}
  - {id: large, label: Large, when: {value-of: surface, above: {value: 2, unit: m2}}}
  - {id: hurts, label: Hurts, when: {finding: pain}}
applicable: applies
""")


def bench(name, when, action, urgency="today", data=DATA):
    rules = [{**recommendation(name, when), "action": action, "urgency": urgency, "drugs": ["x"]}]
    return Bench(load({**REST, **data, "id": f"of-{name}", "recommendations": rules}))


def both(data=DATA):
    rules = [
        {**recommendation("go-on", {"criterion": "hurts"}), "action": "continue", "drugs": ["x"]},
        {**recommendation("wait", {"criterion": "large"}), "action": "withhold", "drugs": ["x"]},
    ]
    return Bench(load({**REST, **data, "recommendations": rules}))


def test_a_value_names_the_findings_that_it_reads():
    here = both()
    (leaf,) = [leaf for leaf in literals(here.criteria["large"], here.criteria) if isinstance(leaf, SignedLeaf)]
    assert leaf.names == ("surface",)
    assert here.read(leaf) == ("weight", "height")


def test_a_crossing_is_shown_by_a_real_patient():
    (pair,) = [pair for pair in try_crossed(both()) if pair.crossings]
    (crossing,) = pair.crossings
    assert pair.named == ("go-on", "wait")
    assert crossing.finding == "surface"
    assert set(crossing.findings) == {"on", "pain", "weight", "height"}


def test_a_crossing_between_protocols_has_the_same_patient_in_both():
    bold, cautious = (
        bench("go-on", {"criterion": "hurts"}, "continue"),
        bench("wait", {"criterion": "large"}, "withhold"),
    )
    (pair,) = [pair for pair in try_between(bold, cautious) if pair.crossings]
    (crossing,) = pair.crossings
    assert crossing.elsewhere == crossing.findings


def test_a_result_that_cannot_be_is_no_reason():
    large = data_from("{id: large, label: Large, when: {value-of: surface, above: {value: 3.4, unit: m2}}}")
    never = {**DATA, "criteria": [DATA["criteria"][0], large, DATA["criteria"][2]]}
    assert [pair.crossings for pair in try_crossed(both(never))] == [()]


def test_answers_to_what_a_value_reads_are_tried_alone():
    here = both()
    answers = answers_to(here)
    alone = try_alone(here, answers, base_of(here, answers))
    assert {row.answer.finding for row in alone.rows} == {"on", "pain", "weight", "height"}
