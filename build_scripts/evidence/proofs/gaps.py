"""Gaps of strong Kleene logic: rules that are unknown although every completion of the missing findings agrees.

A search for them needs a 'for every' inside a 'there is', which solvers are slow at. The completions are spelled out
instead: a finding that speaks only for a rule, or only against it, gets its most favourable value; a finding that does
both is tried with each of its answers. Rules that read computed values are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import z3

from build_scripts.evidence.proofs.counterexamples import NoPatient, first_case
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition, real
from build_scripts.evidence.proofs.solving import holding, possible
from build_scripts.evidence.proofs.tried.written import term_of
from checker.engine.constraints import Clause
from checker.language.conditions import CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import EXPRESSIONS, Expression, Not
from checker.language.findings import BooleanFinding, ChoiceFinding, QuantityFinding
from checker.language.keys import YamlPath
from checker.protocol.thresholds import thresholds
from checker.protocol.traversal import findings_read, named_rules, walk
from checker.protocol.traversal import rules as rules_of
from checker.words.rationals import Number

MOST_WAYS = 4096
"""Largest number of completions that are spelled out for a rule. A rule with more is passed over, since a note is only
a courtesy."""


def gaps(formulas: Formulas) -> Iterator[tuple[YamlPath, str, str, Proposition]]:
    """Yield each criterion and recommendation with a gap.

    Yields:
        The path of the rule, its id, the truth on which all completions agree, and the formula of such patients.
    """
    protocol = formulas.protocol
    rules: list[tuple[YamlPath, str, Expression]] = [
        *((("criteria", index, "when"), c.id, c.when) for index, c in enumerate(protocol.criteria)),
        *(
            (("recommendations", index, "when"), r.id, expression)
            for index, (r, expression) in enumerate(
                zip(protocol.recommendations, formulas.program.indications, strict=True)
            )
            if not r.assume  # what it leaves open is no limit of the logic alone
        ),
    ]
    bound, named = _bound(formulas), named_rules(protocol)
    for path, name, expression in rules:
        if _reads_a_value(named, expression):
            continue  # a value has no most favourable answers that could be spelled out
        read = Counter(findings_read(named, expression))
        # Kleene logic is exact where a rule reads each finding once and no constraint binds two of them.
        if max(read.values(), default=0) < 2 and all(len(group & set(read)) < 2 for group in bound):
            continue
        concerned = set(read).union(*(group for group in bound if group & set(read)))
        for truth in ("true", "false"):
            patient = _patient(formulas, expression, truth, concerned)
            if patient is not None:
                yield path, name, truth, patient
                break


def _reads_a_value(named: Mapping[tuple[str, str], Any], element: Any) -> bool:
    """Return whether a rule reads a computed value, directly or through what it refers to."""
    parts = list(walk(element)) if isinstance(element, EXPRESSIONS) else []
    inside = [rule.expression for rule in rules_of(element)] if not parts else []
    referred = [part.refers_to for part in parts if part.refers_to is not None]
    return any(name[0] == "value" or _reads_a_value(named, named[name]) for name in referred) or any(
        _reads_a_value(named, expression) for expression in inside
    )


def _bound(formulas: Formulas) -> list[set[str]]:
    """Return the groups of findings that constraints bind to each other."""
    groups: list[set[str]] = []
    for _, clause in formulas.program.propagator.clauses:
        group = {name for index, _ in clause for name in _read_at(formulas, index)}
        for other in [other for other in groups if other & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    return groups


def _read_at(formulas: Formulas, index: int) -> list[str]:
    """Return the ids of the findings that a part of a clause reads, by its position."""
    propagator, findings = formulas.program.propagator, formulas.protocol.findings
    return [findings[place].id for place in propagator.findings_at(index)]


def _patient(formulas: Formulas, expression: Expression, truth: str, concerned: set[str]) -> Proposition | None:
    """Return the formula of a patient in whom an expression is unknown although each completion gives it one truth."""
    here = formulas.patient
    otherwise = _can_be(formulas, expression, "false" if truth == "true" else "true", concerned)
    if otherwise is None:
        return None
    others = [z3.Not(known) for name, known in here.known.items() if name not in concerned]
    solver = holding([*formulas.accepted, *others, formulas.verdict(expression).unknown, z3.Not(otherwise)])
    try:
        case = first_case(formulas, solver)
    except NoPatient:
        return None
    fixed = {name: term_of(here, name, answer) for name, answer in case.items()}
    return _fewer(formulas, expression, truth, fixed)


def _can_be(formulas: Formulas, expression: Expression, truth: str, concerned: set[str]) -> Proposition | None:
    """Return when a completion of missing findings gives an expression a truth; None where that is too intricate."""
    protocol, here = formulas.protocol, formulas.patient
    filled = Formulas(protocol, Patient(protocol.findings, "filled in "), formulas.program)
    everything = [(known, z3.BoolVal(True)) for known in filled.patient.known.values()]
    signs = _signs(formulas, expression, truth == "true")
    clauses = _binding(formulas, {name for name in concerned if signs[name]})
    kept = []
    for clause in clauses:
        for index, value in clause:
            if formulas.program.propagator.test(index) is None:
                signs[protocol.findings[index].id].add(value)
        kept.append(z3.substitute(z3.Or(*(filled.part(index, value) for index, value in clause)), *everything))
    wanted = z3.simplify(z3.And(*kept, z3.substitute(getattr(filled.verdict(expression), truth), *everything)))
    limits: dict[str, set[Number]] = {}
    for threshold in thresholds(protocol):
        limits.setdefault(threshold.finding, set()).add(threshold.limit)
    best: list[tuple[Any, Any]] = []
    tried: list[list[tuple[Any, Any, Proposition]]] = []
    ways = 1
    for name in sorted(concerned):
        finding, known, value = here.findings[name], here.known[name], here.values[name]
        variable = filled.patient.values[name]
        match finding:
            case BooleanFinding() if len(signs[name]) < 2:  # also a finding that no part reads
                best.append((variable, z3.If(known, value, z3.BoolVal(True in signs[name]))))
                continue
            case BooleanFinding():
                answers = [(z3.BoolVal(answer), value == answer) for answer in (True, False)]
            case ChoiceFinding():
                answers = [(z3.IntVal(place), value == place) for place in here.places[name].values()]
            case QuantityFinding() if name not in formulas.compared_together:
                answers = list(_regions(value, sorted(limits.get(name, ())), *finding.plausible))
            case _:
                return None
        ways *= len(answers)
        tried.append([(variable, answer, z3.Implies(known, same)) for answer, same in answers])
    if ways > MOST_WAYS:
        return None
    outcomes = []
    for way in product(*tried):
        chosen = [(variable, answer) for variable, answer, _ in way]
        outcome = z3.simplify(z3.substitute(wanted, *chosen))
        if not z3.is_false(outcome):
            outcomes.append(z3.And(*(same for _, _, same in way), z3.substitute(outcome, *best)))
    return z3.Or(*outcomes)


def _regions(value: Any, limits: list[Number], low: Decimal, high: Decimal) -> Iterator[tuple[Any, Proposition]]:
    """Yield a number from each stretch between the limits of a range, and when a value lies in the same stretch."""
    inside = [limit for limit in limits if low < limit < high]
    for limit in {low, high, *inside} & {*limits, *inside}:
        yield real(limit), value == real(limit)
    for below, above in pairwise([low, *inside, high]):
        # The ends of the range belong to the stretch beside them, unless they are limits themselves.
        from_, to = (value > real(below)), (value < real(above))
        if below == low and low not in limits:
            from_ = value >= real(low)
        if above == high and high not in limits:
            to = value <= real(high)
        middle = (Fraction(*below.as_integer_ratio()) + Fraction(*above.as_integer_ratio())) / 2
        yield real(middle), z3.And(from_, to)


def _signs(formulas: Formulas, expression: Expression, speaks_for: bool) -> Mapping[str, set[bool]]:
    """Return the signs of each finding's truth: True where it speaks for the expression, False where against it."""
    signs: dict[str, set[bool]] = {finding.id: set() for finding in formulas.protocol.findings}
    criteria = {criterion.id: criterion.when for criterion in formulas.protocol.criteria}
    named = named_rules(formulas.protocol)

    def read(part: Expression, sign: bool) -> None:
        match part:
            case FindingHolds(finding=name):
                signs[name].add(sign)
            case Not(not_=inner):
                read(inner, not sign)
            case CriterionHolds(criterion=name):
                read(criteria[name], sign)
            case ScoreIs() | GradeIs():
                for name in findings_read(named, part):
                    signs[name] |= {True, False}
            case _:
                for inner in part.parts:
                    read(inner, sign)

    read(expression, speaks_for)
    return signs


def _binding(formulas: Formulas, read: set[str]) -> list[Clause]:
    """Return the clauses of the constraints that limit the values of the findings that a rule reads.

    The clauses of a finding are left out if the rule does not read it, it has the same sign in all of them and each has
    two parts: while the finding is unknown, one value keeps them all; where it is known and keeps none, the other part
    of each is implied and known as well.
    """
    findings = formulas.protocol.findings
    clauses = [clause for _, clause in formulas.program.propagator.clauses]
    while True:
        signs: dict[int, set[bool]] = {}
        longest: dict[int, int] = {}
        for clause in clauses:
            for index, value in clause:
                signs.setdefault(index, set()).add(value)
                longest[index] = max(longest.get(index, 0), len(clause))
        inferable = [index for index in signs if index < len(findings)]
        free = {i for i in inferable if findings[i].id not in read and len(signs[i]) == 1 and longest[i] == 2}
        if not free:
            return [clause for clause in clauses if any(read & set(_read_at(formulas, index)) for index, _ in clause)]
        clauses = [clause for clause in clauses if not any(index in free for index, _ in clause)]


def _fewer(formulas: Formulas, expression: Expression, truth: str, fixed: dict[str, Proposition]) -> Proposition:
    """Return the formula of the patient without the known findings that the gap does not need."""
    verdict = formulas.verdict(expression)
    accepted = holding(formulas.accepted)

    def still(known: dict[str, Proposition]) -> Proposition | None:
        patient = z3.And(
            *(f if name in known else z3.Not(f) for name, f in formulas.patient.known.items()), *known.values()
        )
        completions = z3.And(formulas.patient.complete, *known.values(), z3.Not(getattr(verdict, truth)))
        return patient if possible(accepted, patient, verdict.unknown) and not possible(accepted, completions) else None

    patient = still(fixed)
    assert patient is not None
    for name in list(fixed):
        fewer = {other: formula for other, formula in fixed.items() if other != name}
        found = still(fewer)
        if found is not None:
            fixed, patient = fewer, found
    return patient
