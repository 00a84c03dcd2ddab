"""What a mistake would do: the smallest patient who would notice it, and the worked case made of that patient."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.coverage import Situation
from build_scripts.evidence.mutation.mutants import Mutant
from build_scripts.evidence.noticed import Unnoticed, kind_of
from build_scripts.evidence.proofs.claims import VersionDifference
from build_scripts.evidence.proofs.counterexamples import NoPatient
from build_scripts.evidence.proofs.differences import first_difference
from build_scripts.evidence.proofs.suggested_cases import UNREASONED, acts_of, smallest_patient
from build_scripts.evidence.proofs.tried.versions import said_of
from build_scripts.words.digits import last_place
from checker import Assessment, Checker, Protocol, RefusedCase
from checker.language.expressions import EXPRESSIONS
from checker.language.findings import QuantityFinding
from checker.language.keys import YamlPath, field_name
from checker.words.rationals import Rational

DECIMALS = 6
"""Digits behind the point to which a value is cut that cannot be written exactly in another unit."""


def unnoticed_rule(protocol: Protocol, mutant: Mutant) -> Unnoticed:
    """Return the effect of a mistake in a rule, a limit or a unit on the smallest patient who is answered differently.

    Raises:
        NoPatient: when nobody is.
    """
    was, became = _parts(protocol, mutant)
    difference = in_another_unit(protocol, mutant) or first_difference(protocol, mutant.protocol)
    if difference is None:
        raise NoPatient
    findings, kind, name = difference.findings, difference.kind, difference.name
    answers = [_answer(side, findings) for side in (protocol, mutant.protocol)]
    old, new = (_said(answer, kind, name) for answer in answers)
    case = _case(protocol, answers[0], findings, kind, name)
    return Unnoticed(mutant.path, mutant.change, was, became, kind, name, old, new, findings, case)


def unnoticed_act(protocol: Protocol, mutant: Mutant) -> Unnoticed:
    """Return the effect of a mistake in what a recommendation says on the smallest patient who is shown it.

    Raises:
        NoPatient: when nobody is.
    """
    index = int(mutant.path[1])
    name, kind = protocol.recommendations[index].id, kind_of(mutant.path)
    situation = Situation("recommendation", ("recommendations", index, "when"), name, "indicated")
    if kind == "doses":
        situation = Situation("doses", mutant.path[:4], name, "")
    findings = smallest_patient(protocol, situation)
    answer = next(r for r in _assessed(protocol, findings).recommendations if r.id == name)
    expect = {"recommendations": {name: "indicated"}} | acts_of(protocol, answer)
    case = case_text(findings, name=f"{name}: indicated", why=UNREASONED, expect=expect)
    was, became = _parts(protocol, mutant)
    return Unnoticed(mutant.path, mutant.change, was, became, kind, name, None, None, findings, case)


def _assessed(protocol: Protocol, findings: Mapping[str, Any]) -> Assessment:
    return Checker(protocol).assess({"protocol": protocol.id, "findings": findings})


def _answer(protocol: Protocol, findings: Mapping[str, Any]) -> Assessment | RefusedCase:
    try:
        return _assessed(protocol, findings)
    except RefusedCase as refused:
        return refused


def _said(answer: Assessment | RefusedCase, kind: str, name: str) -> Any:
    """Return the answer on one element; of an acceptance what is inferred, None where the case is refused."""
    if isinstance(answer, RefusedCase):
        return None
    return dict(answer.inferred) if kind == "acceptance" else said_of(answer, kind, name)


def _case(
    protocol: Protocol, answer: Assessment | RefusedCase, findings: Mapping[str, Any], kind: str, name: str
) -> str:
    """Return the case that expects what the protocol says today; the author judges whether that is right."""
    if isinstance(answer, RefusedCase):
        refused = [error.finding or "" for error in answer.errors]
        return case_text(findings, name=f"Refused: {', '.join(refused)}", why=UNREASONED, refused=refused)
    said = _said(answer, kind, name)
    expect: dict[str, Any]
    match kind:
        case "acceptance":
            title, expect = "Taken", {"inferred": said}
        case "recommendation":
            title, expect = f"{name}: {said}", {"recommendations": {name: said}}
        case "dose":
            said = next(r for r in answer.recommendations if r.id == name)
            title, expect = f"{name}: doses", {"doses": acts_of(protocol, said)["doses"]}
        case "no rule":
            title, expect = name, {"no-rule": [r.id for r in answer.recommendations if r.no_rule]}
        case "criterion":
            title, expect = f"{name}: {said}", {"criteria": {name: said}}
        case "score":
            title = f"{name}: {said[0]} to {said[1]}"
            expect = {"scores": {name: {"low": said[0], "high": said[1], "bands": list(said[2])}}}
        case "value":
            number = said.nearest if isinstance(said, Rational) else said
            title, expect = f"{name}: {number}", {"values": {name: number}} if number is not None else {}
        case "grade":
            title, expect = f"{name}: {' or '.join(said)}", {"grades": {name: list(said)}}
        case _:
            title, expect = f"{name}: {said}", {"warnings": [warning.code for warning in answer.warnings]}
    return case_text(findings, name=title, why=UNREASONED, expect=expect)


def in_another_unit(protocol: Protocol, mutant: Mutant) -> VersionDifference | None:
    """Return a value in a further unit that only one of the two takes; the solver knows a finding's own unit alone."""
    path = mutant.path
    if path[0] != "findings" or path[2:3] != ("also",):
        return None
    finding = protocol.findings[int(path[1])]
    assert isinstance(finding, QuantityFinding)
    conversion = finding.also[int(path[3])]
    for value in _ends(finding):
        exact = Fraction(*conversion.from_own(value).as_integer_ratio())
        number = Decimal(math.floor(exact * 10**DECIMALS)).scaleb(-DECIMALS).normalize()
        findings = {finding.id: {"value": number, "unit": conversion.unit}}
        old, new = (_said(_answer(side, findings), "acceptance", "") for side in (protocol, mutant.protocol))
        if (old is None) != (new is None):
            return VersionDifference("acceptance", finding.id, "", "", findings)
    return None


def _ends(finding: QuantityFinding) -> Iterator[Decimal]:
    """Yield the plausible ends of a finding, and the values just beyond them."""
    low, high = finding.plausible
    yield from (high, low, high + last_place(high), low - last_place(low))


def _parts(protocol: Protocol, mutant: Mutant) -> tuple[Any, Any]:
    """Return the smallest part in which a protocol and its mutant differ, of both; two Nones where none tells it."""
    path = mutant.path
    if path[:1] == ("recommendations",) and path[2:3] == ("doses",):
        before, after = (side.recommendations[int(path[1])].doses for side in (protocol, mutant.protocol))
        place = int(path[3])
        return before[place], after[place] if len(after) == len(before) else None
    if path[0] in ("findings", "values") and path[2:3] == ("plausible",):
        return tuple(getattr(side, str(path[0]))[int(path[1])] for side in (protocol, mutant.protocol))
    was, became = _at(protocol, path), _at(mutant.protocol, path)
    if isinstance(was, EXPRESSIONS) and isinstance(became, EXPRESSIONS):
        return _smallest(was, became)
    return (was, became) if isinstance(was, str) and kind_of(path) != "rules" else (None, None)


def _at(value: Any, path: YamlPath) -> Any:
    for step in path:
        if isinstance(step, int):
            value = value[step] if step < len(value) else None
        elif is_dataclass(value):
            value = getattr(value, field_name(step), None)
    return value


def _smallest(was: Any, became: Any) -> tuple[Any, Any]:
    """Return the innermost expressions in which two differ."""
    if type(was) is type(became) and len(was.parts) == len(became.parts) and was.parts:
        others = [field.name for field in fields(was) if field.name != was.HELD_IN]
        differing = [pair for pair in zip(was.parts, became.parts, strict=True) if pair[0] != pair[1]]
        if len(differing) == 1 and all(getattr(was, name) == getattr(became, name) for name in others):
            return _smallest(*differing[0])
    return was, became
