"""No construct of the rule language is forgotten: each is generated, mutated, said to the solver, and documented.

Whoever adds a class of node is told here what is missing. (The idea is that of ehrQL's tests of its query model.)
"""

from dataclasses import fields
from fractions import Fraction
from functools import cache
from pathlib import Path

import hypothesis
import pytest
import z3
from hypothesis import HealthCheck, settings

from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.terms.ranges import rounded_term
from build_scripts.evidence.proofs.tried.known import known_of
from build_scripts.evidence.proofs.tried.patients import RandomPatients
from build_scripts.evidence.proofs.tried.trials import Trials
from checker import Checker, Truth, load
from checker.language.expressions import EXPRESSIONS
from checker.protocol.traversal import elements, evaluated_rules
from checker.values.formulas import FORMULAS
from checker.values.value import Value
from tests.support.protocols.rule_strategies import FINDINGS as GENERATED_FINDINGS
from tests.support.protocols.rule_strategies import PARTS, REMARKS, RULES, with_values
from tests.support.protocols.rules import REST, data_from, protocol_from

CONSTRUCTS = [pytest.param(cls, id=cls.__name__) for cls in (*EXPRESSIONS, *FORMULAS)]
FOLDER = Path(__file__).parent / "language"


def documented():
    """The protocol of each rule of the tables that the page on the language is made from, with the rows below it."""
    chapters = [data_from(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yml"))]
    findings = data_from(chapters[0]["findings"])
    for chapter in chapters:
        for section in chapter.get("sections", ()):
            if "dose" in section:
                yield protocol_from(findings, {"criterion": "always"}, {"doses": [data_from(section["dose"])]})
                continue
            for rule in section.get("rules", {"result": section.get("when")}).values():
                yield protocol_from(findings, data_from(rule), data_from(section.get("with", "{}")))


PROTOCOLS = list(documented())


def nodes(value, cls):
    """The parts of a rule, or of anything else in the model, that are of a class."""
    return {repr(element) for _, element in elements(value) if type(element) is cls}


def own_rules(protocol):
    """The rules of a protocol that its example is about: all but that of the tests' own criterion 'always'."""
    return [rule for rule in evaluated_rules(protocol) if rule.path[:2] != ("criteria", 0)]


@pytest.mark.parametrize("cls", CONSTRUCTS)
def test_it_is_generated_where_laws_are_tried(cls):
    def has_it(rule):
        named, values = with_values(rule)
        warning = {"code": "w", "finding": "a", "when": named, "message": "m"}
        more = {**PARTS, "values": values, "recommendations": [], "warnings": [warning]}
        protocol = load({**REST, "findings": GENERATED_FINDINGS, **more})
        return bool(nodes((protocol.warnings, protocol.values), cls))

    quick = settings(max_examples=1000, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    hypothesis.find(RULES | REMARKS, has_it, settings=quick)


@pytest.mark.parametrize("cls", CONSTRUCTS)
def test_it_is_documented_by_a_table(cls):
    assert any(
        nodes(part, cls)
        for protocol in PROTOCOLS
        for part in (*(rule.expression for rule in own_rules(protocol)), protocol.values)
    )


@pytest.mark.parametrize("cls", CONSTRUCTS)
def test_it_is_mutated(cls):
    """Some mutant changes it: not by leaving out or negating what it stands in."""
    for protocol in PROTOCOLS:
        before = placed_parts(protocol)
        for mutant in mutants(protocol):
            if mutant.change == "negated" or "left out" in mutant.change:
                continue
            after = placed_parts(mutant.protocol)
            if any(nodes(part, cls) - nodes(after[path], cls) for path, part in before.items()):
                return
    pytest.fail(f"no mutant changes a {cls.__name__}: build_scripts/mutation")


def placed_parts(protocol):
    """The rules that an example is about and the formulas of its values, by their place."""
    formulas = {("values", index, "formula"): value.formula for index, value in enumerate(protocol.values)}
    return {rule.path: rule.expression for rule in own_rules(protocol)} | formulas


FIELDS = [field.name for field in fields(Value) if field.name in ("rounded", "plausible", "measured")]


@pytest.mark.parametrize("field", FIELDS)
def test_what_else_a_value_says_is_documented_and_mutated(field):
    protocols = [protocol for protocol in PROTOCOLS if any(getattr(value, field) for value in protocol.values)]
    assert protocols
    assert any(
        getattr(one, field) != getattr(other, field)
        for protocol in protocols
        for mutant in mutants(protocol)
        for one, other in zip(protocol.values, mutant.protocol.values, strict=True)
    )


@pytest.mark.parametrize("cls", CONSTRUCTS)
def test_the_solver_and_the_engine_read_it_alike(cls):
    """For a case of every truth value that the rule can have, made by the solver or, for what is irrational, tried."""
    tried = 0
    for index, protocol in enumerate(PROTOCOLS):
        for place, rule in enumerate(own_rules(protocol)):
            if nodes((rule.expression, protocol.values), cls):
                tried += agreements(index, place)
    assert tried >= 2


@cache
def agreements(index, place):
    """For how many truth values of a rule of a documented protocol the solver has a patient; the engine agrees."""
    expression = own_rules(PROTOCOLS[index])[place].expression
    return sum(agree(formulas_of(index), expression, truth) for truth in Truth)


@cache
def formulas_of(index):
    return Formulas(PROTOCOLS[index], Patient(PROTOCOLS[index].findings))


def agree(formulas, expression, truth):
    """Whether the solver has a patient for a truth value of a rule; the engine must then say the same of them."""
    try:
        findings = fewest_findings(formulas, getattr(formulas.verdict(expression), truth.value))
    except NoPatient:
        return False
    checker = Checker(formulas.protocol)
    values, _ = checker.values({"protocol": formulas.protocol.id, "findings": findings})
    rule = checker.program.scope.bind(expression)
    assert rule(checker.program.run(values))[0] is truth, (expression, findings)
    return True


WITH_VALUES = [pytest.param(i, id=f"{i}") for i, protocol in enumerate(PROTOCOLS) if protocol.values]


@pytest.mark.parametrize("index", WITH_VALUES)
def test_the_solver_knows_values_as_the_engine_works_them_out(index):
    """Of real patients, of whom many lack something: rational ones to the last digit, and of others what it claims."""
    formulas = formulas_of(index)
    trials = Trials(formulas, known_of(formulas))
    for patient in RandomPatients(trials.checker).make(150):
        model = trials.model(patient)
        for place, terms in enumerate(formulas.values.all):
            result = patient.state.computed[place]
            assert result.interval is not None
            if not terms.exact:
                claims = [fact for fact in terms.facts if "lowest" not in str(fact) and "highest" not in str(fact)]
                assert result.measured or all(z3.is_true(model.eval(fact, model_completion=True)) for fact in claims)
                continue
            if result.measured:
                continue
            (_, lowest), (_, highest) = (fact.children() for fact in (terms.definitions or terms.facts)[:2])
            for term, end in zip((lowest, highest), result.interval, strict=True):
                rounding = terms.value.rounded
                told = model.eval(rounded_term(term, rounding) if rounding else term, model_completion=True)
                assert Fraction(told.numerator_as_long(), told.denominator_as_long()) == Fraction(*end), (
                    patient.findings
                )
