"""What is missing: exactly the findings that can still change the answer, found by trying every way to fill them in."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import Checker
from tests.support.protocols.rules import data_from, protocol_from

MOST_PLACES = 9
ORDER = ("none", "one", "two", "three")
CHOICES = ("x", "y", "z")


class Plan:
    """A protocol that reads each of its findings at one place, and what each place is called in the merged one."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}

    def place(self, kind: str = "boolean") -> str:
        """Return the name of a new place."""
        name = f"p{len(self.types)}"
        self.types[name] = kind
        return name

    @property
    def full(self) -> bool:
        """Whether no more places can be tried out."""
        return len(self.types) >= MOST_PLACES


def rules(draw: Any, plan: Plan, read: list[Any], depth: int = 3) -> Any:
    """Draw a rule; `read` are references to a score or a grade, each used once at most."""
    kind = draw(st.sampled_from(["finding", "finding", "read", "all", "any", "not", "of"]))
    if kind == "read" and read:
        return read.pop()
    if depth == 0 or plan.full or kind in ("finding", "read"):
        return {"finding": plan.place()}
    if kind == "not":
        return {"not": rules(draw, plan, read, depth - 1)}
    inner = [rules(draw, plan, read, depth - 1) for _ in range(draw(st.integers(1, 3)))]
    return {"at-least": draw(st.integers(1, len(inner))), "of": inner} if kind == "of" else {kind: inner}


def score_of(draw: Any, plan: Plan) -> tuple[Any, Any]:
    """Draw a score and a reference to it."""
    points = st.integers(-2, 4)
    items = [{"points": draw(points), "when": rules(draw, plan, [], depth=1)} for _ in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        items.append({"finding": plan.place("choice"), "choices": {choice: draw(points) for choice in CHOICES}})
    if draw(st.booleans()):
        items.append({"finding": plan.place("integer")})
    bands = bands_from("", draw(st.integers(-2, 8)), {})
    if draw(st.booleans()):
        adult = {"finding": plan.place()}
        bands = [
            *bands_from("", draw(st.integers(-2, 8)), {"when": adult}),
            *bands_from("-child", draw(st.integers(-2, 8)), {"when": {"not": adult}}),
        ]
    low = draw(st.integers(-2, 8))
    some = st.lists(st.sampled_from([band["id"] for band in bands]), min_size=1, max_size=4, unique=True)
    reference = draw(
        st.one_of(
            st.sampled_from([{"score": "s", "at-least": low}, {"score": "s", "at-least": low, "at-most": low + 1}]),
            some.map(lambda names: {"score": "s", "is": names}),
        )
    )
    return {"id": "s", "label": "S", "items": items, "bands": bands}, reference


def bands_from(end: str, cut: int, when: dict[str, Any]) -> list[dict[str, Any]]:
    """Return three bands that leave out no number of points."""
    limits = {"low": (-99, cut), "middle": (cut + 1, cut + 2), "high": (cut + 3, 99)}
    return [{"id": name + end, "label": name, "from": a, "to": z, **when} for name, (a, z) in limits.items()]


def grade_of(draw: Any, plan: Plan) -> tuple[Any, Any]:
    """Draw a grade and a reference to it."""
    domains = [
        {
            "label": "D",
            "levels": [
                {"grade": draw(st.sampled_from(ORDER)), "when": rules(draw, plan, [], depth=1)}
                for _ in range(draw(st.integers(1, 3)))
            ],
        }
        for _ in range(draw(st.integers(1, 2)))
    ]
    grade: dict[str, Any] = {
        "id": "g",
        "label": "G",
        "scale": [{"id": step, "label": step} for step in ORDER],
        "domains": domains,
    }
    if draw(st.booleans()):
        grade["when"] = {"finding": plan.place()}
    reference = draw(
        st.sampled_from(
            [
                {"grade": "g", "at-least": "one"},
                {"grade": "g", "at-least": "three"},
                {"grade": "g", "is": ["two"]},
                {"grade": "g", "is": ["none", "two"]},
            ]
        )
    )
    return grade, reference


@st.composite
def situations(draw: Any) -> tuple[Plan, Any, Any, dict[str, str], dict[str, Any]]:
    """A rule over places, its score and grade, the name of each place, and a case in those names."""
    plan, parts, read = Plan(), {}, []
    for kind, make in (("scores", score_of), ("grades", grade_of)):
        if draw(st.booleans()):
            part, reference = make(draw, plan)
            parts[kind] = [part]
            read.append(reference)
    rule = rules(draw, plan, read)
    if read:
        rule = {draw(st.sampled_from(["all", "any"])): [rule, *read]}
    apart = draw(st.booleans())
    names = {
        place: draw(st.sampled_from(["a", "b", "c", "d"])) if kind == "boolean" and not apart else place
        for place, kind in plan.types.items()
    }
    case = {
        name: draw(st.sampled_from(values_of(plan.types[place])))
        for place, name in names.items()
        if draw(st.integers(0, 2)) == 0
    }
    return plan, rule, parts, names, case


def values_of(kind: str) -> tuple[Any, ...]:
    return {"boolean": (True, False), "integer": (0, 1, 2), "choice": CHOICES}[kind]


def finding(name: str, kind: str) -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {
        "integer": {"plausible": [0, 2]},
        "choice": {"choices": [{"id": c, "label": c} for c in CHOICES]},
    }
    return {"id": name, "type": kind, "label": name, "group": "g", **more.get(kind, {})}


def renamed(data: Any, names: dict[str, str]) -> Any:
    match data:
        case {"finding": place, **rest}:
            return {"finding": names[place], **rest}
        case dict():
            return {key: renamed(value, names) for key, value in data.items()}
        case list():
            return [renamed(value, names) for value in data]
    return data


def holds(rule: Any, parts: Any, case: dict[str, Any]) -> bool:
    """Return whether a rule holds where everything is known: the language in its plainest reading."""
    match rule:
        case {"finding": name}:
            return bool(case[name])
        case {"not": part}:
            return not holds(part, parts, case)
        case {"all": inner}:
            return all(holds(part, parts, case) for part in inner)
        case {"any": inner}:
            return any(holds(part, parts, case) for part in inner)
        case {"of": inner, "at-least": count}:
            return sum(holds(part, parts, case) for part in inner) >= count
        case {"score": _}:
            return in_score(rule, parts, case)
    (grade,) = parts["grades"]
    step = 0
    if "when" not in grade or holds(grade["when"], parts, case):
        levels = [level for domain in grade["domains"] for level in domain["levels"]]
        step = max((ORDER.index(level["grade"]) for level in levels if holds(level["when"], parts, case)), default=0)
    return step >= ORDER.index(rule["at-least"]) if "at-least" in rule else ORDER[step] in rule["is"]


def in_score(rule: Any, parts: Any, case: dict[str, Any]) -> bool:
    (score,) = parts["scores"]
    points = 0
    for item in score["items"]:
        if "when" in item:
            points += item["points"] if holds(item["when"], parts, case) else 0
        else:
            points += item["choices"][case[item["finding"]]] if "choices" in item else case[item["finding"]]
    if "is" not in rule:
        return rule.get("at-least", -99) <= points <= rule.get("at-most", 99)
    return any(
        band["id"] in rule["is"]
        and band["from"] <= points <= band["to"]
        and ("when" not in band or holds(band["when"], parts, case))
        for band in score["bands"]
    )


def can_change(plan: Plan, rule: Any, parts: Any, case: dict[str, Any]) -> set[str]:
    """Return the open places whose answer changes the result in some completion of the others: by trying them all."""
    open_ = [place for place in plan.types if place not in case]
    results = {}
    for values in product(*(values_of(plan.types[place]) for place in open_)):
        results[values] = holds(rule, parts, {**case, **dict(zip(open_, values, strict=True))})
    found = set()
    for index, place in enumerate(open_):
        others: dict[Any, set[bool]] = {}
        for values, result in results.items():
            others.setdefault(values[:index] + values[index + 1 :], set()).add(result)
        if any(len(each) > 1 for each in others.values()):
            found.add(place)
    return found


@settings(max_examples=1500)
@given(situations())
def test_missing_are_exactly_the_findings_that_can_still_change_the_answer(situation):
    """Where a finding stands at several places, those at one of which its answer can: each place counts by itself."""
    plan, rule, parts, names, case = situation
    at_places = {place: case[name] for place, name in names.items() if name in case}
    expected = {names[place] for place in can_change(plan, rule, parts, at_places)}
    findings = [finding(name, plan.types[place]) for name, place in {name: p for p, name in names.items()}.items()]
    protocol = protocol_from(findings, renamed(rule, names), renamed(parts, names))
    (answer,) = Checker(protocol).assess({"protocol": "toy", "findings": case}).recommendations
    assert set(answer.missing) == expected
    assert (answer.status.value == "undetermined") is bool(expected)


STAGING = data_from("""
grades:
  - id: stage
    label: Stage
    scale: [{id: none, label: 0}, {id: one, label: 1}, {id: two, label: 2}, {id: three, label: 3}]
    domains:
      - label: Creatinine
        levels:
          - {grade: one, when: {finding: creatinine, at-least: {finding: before, times: 1.5}}}
          - {grade: two, when: {finding: creatinine, at-least: {finding: before, times: 2}}}
          - {grade: three, when: {finding: creatinine, at-least: {finding: before, times: 3}}}
      - label: Urine
        levels:
          - {grade: one, when: {finding: six-hours, below: {value: 200, unit: mL}}}
          - {grade: two, when: {finding: twelve-hours, below: {value: 400, unit: mL}}}
          - {grade: three, when: {finding: day, below: {value: 500, unit: mL}}}
""")
MEASURED = [
    {"id": name, "type": "quantity", "label": name, "group": "g", "unit": unit, "plausible": [1, 9000]}
    for name, unit in [
        ("creatinine", "umol/L"),
        ("before", "umol/L"),
        ("six-hours", "mL"),
        ("twelve-hours", "mL"),
        ("day", "mL"),
    ]
]


def test_a_worse_stage_does_not_ask_for_what_only_a_better_one_depends_on():
    for step, asked in {
        "one": {"six-hours", "twelve-hours", "day"},
        "two": {"twelve-hours", "day"},
        "three": {"day"},
    }.items():
        checker = Checker(protocol_from(MEASURED, {"grade": "stage", "at-least": step}, STAGING))
        (answer,) = checker.assess({"protocol": "toy", "findings": {}}).recommendations
        assert set(answer.missing) == {"creatinine", "before", *asked}
