"""Proofs find what is wrong, name the rule, and show the smallest patient; and what is right they prove."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from pathlib import Path

import pytest
import z3

from build_scripts.content.yaml_source import yaml_from
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.claims import KINDS
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, real
from checker import Checker, RefusedCase
from checker.language.conditions import CriterionHolds, FindingHolds
from checker.language.expressions import All
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, IntegerFinding, QuantityFinding
from tests.support.protocols.next_protocols import protocols
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, high, part, rule, toy


def test_a_sound_protocol_is_proved():
    invariants = [{"never": ["keep", "hold"], "why": "w"}, {"implies": ["hold", "suspected"], "why": "w"}]
    proofs = prove(toy(invariants=invariants, pathway=[_step(["keep"], ["watch"])]))
    assert proofs.faults == ()
    assert {statement.kind for statement in proofs.proved} == {*KINDS} - {"opposing", "doses"}


def _step(yes, no):
    return {"title": "First", "criterion": "suspected", "yes": yes, "no": no, "page": "p"}


def test_what_the_pathway_shows_under_the_wrong_answer_is_a_fault():
    faults = prove(toy(pathway=[_step(["watch", "hold"], ["watch", "keep"])]), notes=False).faults
    assert [(fault.path, fault.message) for fault in faults] == [
        (("pathway", 0, "no", 1), "'keep' stands under 'no' of 'First', and is indicated for nobody there")
    ]


GRAVE = All((CriterionHolds("on"), FindingHolds("grave")))


def test_what_follows_from_a_rule_is_proved_or_refuted():
    """`whenever` names patients that no criterion names: here what is grave without being suspected."""
    sound = toy(invariants=[{"whenever": All((CriterionHolds("suspected"), GRAVE)), "then": ["hold"], "why": "w"}])
    assert "hold, whenever" in next(s.text for s in prove(sound).proved if s.kind == "invariants")

    (fault,) = prove(toy(invariants=[{"whenever": GRAVE, "then": ["hold"], "why": "w"}])).faults
    assert fault.path == ("invariants", 0, "then")
    assert "'hold' does not follow from" in fault.message
    assert fault.case is not None
    (case,) = data_from("cases:\n" + fault.case)["cases"]
    assert case["findings"] == {"drug": "given", "grave": True}
    assert case["expect"]["recommendations"] == {"hold": "undetermined"}


ALWAYS_GONE = data_from("{id: d, if: {finding: sign}, then: {finding: gone}, message: m}")
FAULTS = {
    "a rule that can never be true": (
        part("criteria", 1, when=data_from("{all: [{criterion: on}, {finding: sign}, {not: {finding: sign}}]}")),
        ("criteria", 1, "when"),
        "criterion 'suspected' can never be true",
        None,
    ),
    "a rule that can never be false": (
        rule("watch", "monitor", "{any: [{finding: sign}, {not: {criterion: on}}]}")
        | part("criteria", 0, when=data_from("{any: [{finding: sign}, {not: {finding: sign}}]}")),
        ("criteria", 0, "when"),
        "criterion 'on' can never be false",
        None,
    ),
    "a threshold outside the plausible range": (
        high("{above: {value: 2, unit: g/L}}"),
        ("criteria", 2, "when", "all", 1, "above"),
        "the threshold 200 of 'level' is outside its plausible range 1 to 100",
        None,
    ),
    "a threshold that divides nothing": (
        high("{above: {value: 100, unit: mg/dL}}"),
        ("criteria", 2, "when", "all", 1, "above"),
        "can never be true within the plausible range",
        None,
    ),
    "a gap between bands": (
        part("scores", 0, bands=data_from("[{id: low, label: L, from: 0, to: 1}, {id: b, label: B, from: 3, to: 3}]")),
        ("scores", 0, "bands"),
        "the bands of score 's' leave a gap",
        {"sign": False, "grave": True},
    ),
    "bands that overlap under their conditions": (
        part(
            "scores",
            0,
            bands=data_from(
                "[{id: low, label: L, from: 0, to: 2}, {id: big, label: B, from: 2, to: 3, when: {finding: gone}},"
                " {id: big, label: B, from: 3, to: 3, when: {not: {finding: gone}}}]"
            ),
        ),
        ("scores", 0, "bands"),
        "the bands 'low' and 'big' of score 's' overlap",
        {"grave": True, "gone": True},
    ),
    "an invariant that does not hold": (
        {"invariants": [{"never": ["keep", "watch"], "why": "w"}]},
        ("invariants", 0, "never"),
        "'keep' and 'watch' can hold together",
        {"sign": True, "grave": False, "level": Decimal("11")},
    ),
    "an implication that does not hold": (
        {"invariants": [{"implies": ["suspected", "keep"], "why": "w"}]},
        ("invariants", 0, "implies"),
        "'suspected' does not imply 'keep'",
        {"sign": True},
    ),
    "an opposing pair that nobody declared": (
        rule("hold", "withhold", "{criterion: suspected}"),
        ("recommendations", 1, "action"),
        "'keep' and 'hold' can hold together",
        {"sign": True, "grave": False},
    ),
    "constraints that leave a finding no choice": (
        {"constraints": [*SOUND["constraints"], ALWAYS_GONE]},
        ("findings", 1),
        "the constraints leave no patient in whom 'sign' is yes",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "message", "findings"), FAULTS.values(), ids=FAULTS)
def test_what_does_not_hold_is_found_with_the_smallest_patient(changes, path, message, findings):
    faults = [fault for fault in prove(toy(**changes)).faults if fault.path == path]

    (fault,) = [fault for fault in faults if message in fault.message]
    if findings is None:
        assert fault.case is None
        return
    # As pasted into a cases.yml, it is a case of the protocol, and shows what was found.
    (case,) = yaml_from("cases:\n" + str(fault.case), Path("cases.yml")).data["cases"]
    found = {name: value["value"] if isinstance(value, dict) else value for name, value in case["findings"].items()}
    assert found.items() >= findings.items()
    assert len(found) <= len(findings) + 1
    Checker(toy(**changes)).assess({"protocol": "toy", "findings": case["findings"]})


def test_a_rule_that_asks_whether_something_was_assessed_can_flip():
    flips = rule("watch", "monitor", "{all: [{criterion: on}, {finding: level, assessed: false}]}")
    messages = [fault.message for fault in prove(toy(**flips)).faults]
    assert "recommendation 'watch' can flip when a further finding becomes known" in messages


def test_where_three_valued_logic_does_not_see_it_is_noted():
    twice = "{all: [{criterion: suspected}, {not: {all: [{criterion: suspected}, {finding: grave}]}}]}"
    proofs = prove(toy(**rule("keep", "continue", twice)))

    (note,) = [note for note in proofs.notes if note.name == "keep"]
    assert (note.truth, note.findings) == ("false", {"grave": True})
    assert "undetermined" in note.case
    assert proofs.faults == ()


def test_every_protocol_of_the_site_is_proved(each, quality):
    proofs = quality[each.protocol.id].proofs
    assert proofs.faults == ()
    declared = len(each.protocol.invariants)
    assert declared > 0
    # What multiplies numbers of a patient, or takes a power, is tried on patients instead, and its page says so.
    settled = [statement.kind for statement in proofs.proved]
    if each.protocol.values:
        settled += [statement.kind for statement in proofs.tried]
    assert settled.count("invariants") >= declared


# The formulas restate the language. Here they are held against the engine, finding by finding.


def some_value(dice, finding):
    match finding:
        case BooleanFinding():
            value = dice.random() < 0.5
            return value, z3.BoolVal(value)
        case ChoiceFinding():
            place = dice.randrange(len(finding.choices))
            return finding.choices[place].id, z3.IntVal(place)
        case QuantityFinding(plausible=(low, high)):
            number = min(high, max(low, Decimal(round(dice.uniform(float(low), float(high)) ** dice.random(), 1))))
            return {"value": number, "unit": finding.unit}, real(number)
        case IntegerFinding(plausible=(first, last)):
            number = dice.randint(first, last)
            return number, z3.IntVal(number)
        case DateFinding(precision=precision):
            days, minutes = dice.randrange(20000, 20020), dice.randrange(1440)
            moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=days, minutes=minutes)
            if precision == "day":
                return moment.date().isoformat(), z3.IntVal(days)
            return moment.isoformat(timespec="minutes"), z3.IntVal(days * 1440 + minutes)


PROTOCOLS = dict(protocols())


@pytest.mark.parametrize("name", PROTOCOLS)
def test_the_formulas_say_what_the_engine_says(name):
    protocol = PROTOCOLS[name]
    checker, dice = Checker(protocol), random.Random(name)  # noqa: S311 - no secret
    formulas = Formulas(protocol, Patient(protocol.findings))
    patient = formulas.patient
    tried = 0
    while tried < 60:
        given = {f.id: some_value(dice, f) for f in protocol.findings if dice.random() < dice.choice((0.3, 0.7, 1))}
        case = {"protocol": protocol.id, "findings": {finding: value for finding, (value, _) in given.items()}}
        try:
            values, inferred = checker.values(case)
        except RefusedCase:
            continue
        tried += 1
        given |= {finding: (value, z3.BoolVal(value)) for finding, value in inferred.items()}
        fixed = [(known, z3.BoolVal(finding in given)) for finding, known in patient.known.items()]
        fixed += [(patient.values[finding], term) for finding, (_, term) in given.items()]
        answer = checker.assess(case)

        def truth(verdict, fixed=fixed):
            true, false = (z3.simplify(z3.substitute(f, *fixed)) for f in (verdict.true, verdict.false))
            return "true" if z3.is_true(true) else "false" if z3.is_true(false) else "unknown"

        statuses = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}
        for index, recommendation in enumerate(answer.recommendations):
            assert truth(formulas.recommendation(index)) == statuses[recommendation.status.value], case
        for criterion, found in answer.criteria.items():
            assert truth(formulas.criterion(criterion)) == found.value, case
        for score in protocol.scores:
            for band in score.bands:
                possible = not z3.is_false(z3.simplify(z3.substitute(formulas.scores.band(score, band.id), *fixed)))
                assert possible == (band.id in answer.scores[score.id].bands), case
        for grade in protocol.grades:
            for step, formula in zip(grade.scale, formulas.scores.steps(grade), strict=True):
                possible = not z3.is_false(z3.simplify(z3.substitute(formula, *fixed)))
                assert possible == (step.id in answer.grades[grade.id]), case
        assert values
