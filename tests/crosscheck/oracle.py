"""The meaning of the rule language, written a second time and as differently as possible.

Nothing is propagated and nothing is three-valued here. Every place in a rule at which something unknown is read is
filled in with each thing that it could be, independently of the other places; a rule is unknown when that makes a
difference. That is what Kleene's strong logic says. It works on plain data (a compiled protocol), with fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

COMPARE = {
    "above": lambda one, other: one > other,
    "at-least": lambda one, other: one >= other,
    "below": lambda one, other: one < other,
    "at-most": lambda one, other: one <= other,
    "equals": lambda one, other: one == other,
}


class Contradiction(Exception):
    """The case breaks a constraint."""


class Oracle:
    """A protocol, judged by trying everything."""

    def __init__(self, protocol: Mapping[str, Any]) -> None:
        self.protocol = protocol
        self.findings = {finding["id"]: finding for finding in protocol["findings"]}
        self.rules = {criterion["id"]: criterion["when"] for criterion in protocol["criteria"]}
        self.scores = {score["id"]: score for score in protocol.get("scores", ())}
        self.grades = {grade["id"]: grade for grade in protocol.get("grades", ())}

    def assess(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return criteria, statuses, scores, grades and inferred findings of a case, or raise Contradiction."""
        case = {name: self.value(name, value) for name, value in given.items() if value is not None}
        inferred = self.forced(case)
        case |= inferred
        applicable = {"criterion": self.protocol["applicable"]}
        return {
            "criteria": {name: self.truth(rule, case) for name, rule in self.rules.items()},
            "recommendations": {
                r["id"]: self.truth({"all": [applicable, r["when"]]}, case) for r in self.protocol["recommendations"]
            },
            "scores": {name: (min(p), max(p), self.bands(score, case)) for name, score in self.scores.items()
                       for p in [self.points(score, case)]},
            "grades": {name: self.steps(grade, case) for name, grade in self.grades.items()},
            "inferred": inferred,
        }  # fmt: skip

    def value(self, name: str, value: Any) -> Any:
        """Return a finding's value, a quantity in its own unit."""
        finding = self.findings[name]
        if finding["type"] != "quantity":
            return value
        factors = {finding["unit"]: 1} | {other["unit"]: Fraction(other["times"]) for other in finding.get("also", ())}
        return Fraction(str(value["value"])) * factors[value["unit"]]

    # Constraints: a finding is forced when the other answer would break one of them, whatever else is filled in.

    def forced(self, case: Mapping[str, Any]) -> dict[str, bool]:
        """Return what the constraints force, one finding after the other."""
        known, found = dict(case), {}
        booleans = [name for name, finding in self.findings.items() if finding["type"] == "boolean"]
        changed = True
        while changed:
            changed = False
            for constraint in self.protocol.get("constraints", ()):
                premises = [{"not": constraint["if"]}] if "if" in constraint else []
                implication = {"any": [*premises, constraint["then"]]}
                if self.truth(implication, known) == "false":
                    raise Contradiction(constraint["id"])
                for name in booleans:
                    if name in known:
                        continue
                    bad = [v for v in (True, False) if self.truth(implication, {**known, name: v}) == "false"]
                    if len(bad) == 1:
                        known[name] = found[name] = not bad[0]
                        changed = True
        return {name: found[name] for name in self.findings if name in found}

    # Rules

    def truth(self, rule: Any, case: Mapping[str, Any]) -> str:
        """Return `true`, `false` or `unknown`."""
        results = self.results(rule, case)
        return "unknown" if len(results) == 2 else str(results.pop()).lower()

    def results(self, rule: Any, case: Mapping[str, Any]) -> set[bool]:
        """Return what a rule can come to, each place in it filled in on its own."""
        match rule:
            case {"all": parts}:
                return {all(way) for way in product(*(self.results(part, case) for part in parts))}
            case {"any": parts}:
                return {any(way) for way in product(*(self.results(part, case) for part in parts))}
            case {"at-least": count, "of": parts}:
                return {sum(way) >= count for way in product(*(self.results(part, case) for part in parts))}
            case {"not": part}:
                return {not result for result in self.results(part, case)}
            case {"criterion": name}:
                return self.results(self.rules[name], case)
            case {"score": name, "is": bands}:
                return {band in bands for band in self.bands(self.scores[name], case)} or {False}
            case {"score": name}:
                low, high = rule.get("at-least", -(10**9)), rule.get("at-most", 10**9)
                return {low <= points <= high for points in self.points(self.scores[name], case)}
            case {"grade": name, "is": steps}:
                return {step in steps for step in self.steps(self.grades[name], case)}
            case {"grade": name, "at-least": lowest}:
                order = [step["id"] for step in self.grades[name]["scale"]]
                return {order.index(s) >= order.index(lowest) for s in self.steps(self.grades[name], case)}
            case {"finding": name, "assessed": wanted}:
                return {(name in case) is wanted}
            case {"finding": name, "is": choices}:
                return {case[name] in choices} if name in case else {True, False}
            case {"finding": name} if self.findings[name]["type"] == "boolean":
                return {case[name]} if name in case else {True, False}
        return self.compared(rule, case)

    def compared(self, rule: Any, case: Mapping[str, Any]) -> set[bool]:
        """Return what a comparison can come to."""
        relation = next(name for name in COMPARE if name in rule)
        left = rule.get("quantity") or {"finding": rule["finding"]}
        limits = [rule[name] for name in (relation, "or") if name in rule]
        try:
            sides = [(self.number(left, limit, case), self.number(limit, left, case)) for limit in limits]
        except KeyError:
            return {True, False}
        return {any(COMPARE[relation](one, other) for one, other in sides)}

    def number(self, operand: Any, beside: Any, case: Mapping[str, Any]) -> Fraction:
        """Return an operand's value in the unit of the finding that it is compared with; KeyError when unknown."""
        match operand:
            case {"finding": name}:
                return Fraction(case[name]) * Fraction(operand.get("times", 1))
            case {"percent-change": now, "from": then}:
                return (case[now] - case[then]) / case[then] * 100
            case {"sum": parts}:
                return sum((self.number(part, {}, case) for part in parts), Fraction(0))
        finding = self.findings.get(beside.get("finding", ""), {})
        factors = {other["unit"]: Fraction(other["times"]) for other in finding.get("also", ())}
        return Fraction(operand["value"]) * factors.get(operand["unit"], 1)

    # Scores and grades

    def points(self, score: Any, case: Mapping[str, Any]) -> set[int]:
        """Return every number of points that is still possible."""
        return {sum(way) for way in product(*(set(self.given(item, case)) for item in score["items"]))}

    def given(self, item: Any, case: Mapping[str, Any]) -> Iterator[int]:
        """Yield what an item can give."""
        if "when" in item:
            yield from (item["points"] if holds else 0 for holds in self.results(item["when"], case))
            return
        name, choices = item["finding"], item.get("choices")
        if choices is not None:
            yield from [choices[case[name]]] if name in case else choices.values()
        else:
            low, high = self.findings[name]["plausible"]
            yield from [int(case[name])] if name in case else range(int(low), int(high) + 1)

    def bands(self, score: Any, case: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the bands in which some possible number of points lies."""
        points = self.points(score, case)
        found = (
            band["id"]
            for band in score["bands"]
            if any(band["from"] <= total <= band["to"] for total in points)
            and ("when" not in band or True in self.results(band["when"], case))
        )
        return tuple(dict.fromkeys(found))

    def steps(self, grade: Any, case: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the steps that are still possible: the worst of one outcome for each domain."""
        order = [step["id"] for step in grade["scale"]]
        outcomes = []
        for domain in grade["domains"]:
            levels = [(order.index(level["grade"]), self.results(level["when"], case)) for level in domain["levels"]]
            ways = product(*([(place, result) for result in results] for place, results in levels))
            outcomes.append({max((place for place, holds in way if holds), default=0) for way in ways})
        worst = {max((0, *way)) for way in product(*outcomes)}
        if "when" in grade:
            worst = {place if holds else 0 for holds in self.results(grade["when"], case) for place in worst}
        return tuple(step for place, step in enumerate(order) if place in worst)
