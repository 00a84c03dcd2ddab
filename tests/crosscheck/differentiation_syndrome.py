"""Independent oracle of the differentiation-syndrome checker.

Written from the contract (its section 3, second edition) by somebody who had not seen the
protocol's YAML, nor the checker's code, nor its tests. Nothing of the project is imported: standard library only.

`judge` answers one well-formed, plausible case; it does not refuse wrong types, units or implausible values.
It does refuse (returns a `Contradiction`) a case that breaks a constraint of 3.1. `missing` is left out on purpose.

Where the contract can be read in two ways, the reading taken is marked `READING:` in a comment.
No clinical claim is made here beyond what the contract says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Truth = bool | None

# The seven findings of S10 to S16 ("Sign" in 3.2).
SIGNS: tuple[str, ...] = (
    "dyspnea",
    "unexplained-fever",
    "weight-gain-or-edema",
    "unexplained-hypotension",
    "acute-renal-failure",
    "congestive-heart-failure",
    "infiltrates-or-effusion",
)

# What `symptoms-resolved` excludes: the seven signs and three more ("all ten are false").
EXCLUDED_BY_RESOLUTION: tuple[str, ...] = (
    *SIGNS,
    "icu-for-respiratory-distress",
    "progression-on-dexamethasone",
    "no-response-to-dexamethasone",
)

BOOLEANS: tuple[str, ...] = (
    "induction",
    *SIGNS,
    "icu-for-respiratory-distress",
    "dexamethasone-given",
    "progression-on-dexamethasone",
    "no-response-to-dexamethasone",
    "symptoms-resolved",
    "recurrence-after-resumption",
    "significant-wbc-increase",
    "extreme-hyperleukocytosis",
)


@dataclass(frozen=True)
class Answer:
    """One assessment: the contract's public names, without messages, `because` and `missing`."""

    findings: Mapping[str, Any]
    """What was entered (absent and null left out) together with what was inferred."""
    criteria: Mapping[str, str]
    """`true`, `false` or `unknown`, in the order of 3.2."""
    count_low: int
    count_high: int
    count_grades: tuple[str, ...]
    inferred: Mapping[str, bool]
    recommendations: Mapping[str, str]
    """`indicated`, `not-indicated` or `undetermined`, in the order of 3.3."""
    warnings: tuple[str, ...]
    """Codes, in the order in which the contract lists them; `at-limit` once for every finding concerned."""


@dataclass(frozen=True)
class Contradiction:
    """The case breaks a constraint of 3.1; nothing is evaluated from it."""

    broken: tuple[tuple[str, str], ...]
    """Pairs (the finding that forces, the finding that is forced to what it is not)."""


# ---------------------------------------------------------------- Kleene's strong three-valued logic


def and3(*values: Truth) -> Truth:
    """False as soon as one is false; true when all are true; else unknown."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def or3(*values: Truth) -> Truth:
    """True as soon as one is true; false when all are false; else unknown."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def not3(value: Truth) -> Truth:
    """Unknown stays unknown."""
    return None if value is None else not value


def above(value: Fraction | None, limit: Fraction) -> Truth:
    """Strictly above; unknown where not assessed."""
    return None if value is None else value > limit


def at_most(value: Fraction | None, limit: Fraction) -> Truth:
    """At or below; unknown where not assessed."""
    return None if value is None else value <= limit


def is_one_of(value: str | None, *choices: str) -> Truth:
    """A choice that was not assessed is neither one nor the other: unknown."""
    return None if value is None else value in choices


# ---------------------------------------------------------------- quantities, exact (3.1)


def exact(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """The number as entered, without its unit."""
    return None if quantity is None else Fraction(quantity["value"])


def in_years(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`age`: `a` only."""
    return exact(quantity)


def in_kg(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`weight-gain`: `kg` only."""
    return exact(quantity)


def in_giga_per_litre(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`wbc`, `wbc-at-start`: `10*9/L`; 10000 /uL is 10 x 10^9/L."""
    number = exact(quantity)
    if number is None or quantity is None:
        return None
    if quantity["unit"] == "/uL":
        return number / 1000
    assert quantity["unit"] == "10*9/L"
    return number


def in_mmol_per_litre(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`potassium`: `mmol/L`; `meq/L` is 1:1."""
    number = exact(quantity)
    assert quantity is None or quantity["unit"] in ("mmol/L", "meq/L")
    return number


def in_mg_per_decilitre(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`magnesium`: `mg/dL`; `mmol/L` x 2.4305."""
    number = exact(quantity)
    if number is None or quantity is None:
        return None
    if quantity["unit"] == "mmol/L":
        return number * Fraction(24305, 10000)
    assert quantity["unit"] == "mg/dL"
    return number


def in_milliseconds(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """`qtc`: `ms`; 0.5 s is 500 ms."""
    number = exact(quantity)
    if number is None or quantity is None:
        return None
    if quantity["unit"] == "s":
        return number * 1000
    assert quantity["unit"] == "ms"
    return number


# ---------------------------------------------------------------- constraints (3.1)


def propagate(entered: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bool]] | Contradiction:
    """All that the constraints force, and the findings that were inferred; or what is contradictory."""
    known = dict(entered)
    inferred: dict[str, bool] = {}
    broken: list[tuple[str, str]] = []

    def force(why: str, name: str, value: bool) -> bool:
        """Give `name` its forced value; true when something new was learnt."""
        if known.get(name) is None:
            known[name] = value
            inferred[name] = value
            return True
        if known[name] is not value and (why, name) not in broken:
            broken.append((why, name))
        return False

    learnt = True
    while learnt and not broken:
        learnt = False
        # "progression-on-dexamethasone true, or no-response-to-dexamethasone true => dexamethasone-given true"
        if known.get("progression-on-dexamethasone") is True:
            learnt |= force("progression-on-dexamethasone", "dexamethasone-given", True)
        if known.get("no-response-to-dexamethasone") is True:
            learnt |= force("no-response-to-dexamethasone", "dexamethasone-given", True)
        # "(so dexamethasone-given false => both are false)"
        if known.get("dexamethasone-given") is False:
            learnt |= force("dexamethasone-given", "progression-on-dexamethasone", False)
            learnt |= force("dexamethasone-given", "no-response-to-dexamethasone", False)
        # "icu-for-respiratory-distress true => dyspnea true"
        if known.get("icu-for-respiratory-distress") is True:
            learnt |= force("icu-for-respiratory-distress", "dyspnea", True)
        # "(so dyspnea false => it is false)"
        if known.get("dyspnea") is False:
            learnt |= force("dyspnea", "icu-for-respiratory-distress", False)
        # "any of the seven signs, icu..., progression... or no-response... true => symptoms-resolved false"
        for name in EXCLUDED_BY_RESOLUTION:
            if known.get(name) is True:
                learnt |= force(name, "symptoms-resolved", False)
        # "(so symptoms-resolved true => all ten are false)"
        if known.get("symptoms-resolved") is True:
            for name in EXCLUDED_BY_RESOLUTION:
                learnt |= force("symptoms-resolved", name, False)

    if broken:
        return Contradiction(tuple(broken))
    return known, inferred


# ---------------------------------------------------------------- the answer


def judge(findings: Mapping[str, Any]) -> Answer | Contradiction:
    """Assess one well-formed, plausible case."""
    entered = {name: value for name, value in findings.items() if value is not None}
    propagated = propagate(entered)
    if isinstance(propagated, Contradiction):
        return propagated
    f, inferred = propagated

    atra: str | None = f.get("atra")
    ato: str | None = f.get("ato")
    age = in_years(f.get("age"))
    weight_gain = in_kg(f.get("weight-gain"))
    wbc_at_start = in_giga_per_litre(f.get("wbc-at-start"))
    wbc = in_giga_per_litre(f.get("wbc"))
    potassium = in_mmol_per_litre(f.get("potassium"))
    magnesium = in_mg_per_decilitre(f.get("magnesium"))
    qtc = in_milliseconds(f.get("qtc"))

    dyspnea: Truth = f.get("dyspnea")
    fever: Truth = f.get("unexplained-fever")
    gain_or_edema: Truth = f.get("weight-gain-or-edema")
    hypotension: Truth = f.get("unexplained-hypotension")
    renal: Truth = f.get("acute-renal-failure")
    heart: Truth = f.get("congestive-heart-failure")
    lungs: Truth = f.get("infiltrates-or-effusion")
    icu: Truth = f.get("icu-for-respiratory-distress")
    dexamethasone: Truth = f.get("dexamethasone-given")
    progression: Truth = f.get("progression-on-dexamethasone")
    no_response: Truth = f.get("no-response-to-dexamethasone")
    gone: Truth = f.get("symptoms-resolved")
    induction: Truth = f.get("induction")
    significant: Truth = f.get("significant-wbc-increase")
    extreme: Truth = f.get("extreme-hyperleukocytosis")

    # ---- 3.2, criteria

    # "on-atra stands for atra is given or held; on-ato for ato is given, held or held-for-qtc"
    on_atra = is_one_of(atra, "given", "held")
    on_ato = is_one_of(ato, "given", "held", "held-for-qtc")
    # applicable: "on-atra or on-ato"
    applicable = or3(on_atra, on_ato)
    # suspected: "applicable and (at least one sign, or progression-on-dexamethasone, or no-response-...)"
    a_sign = or3(dyspnea, fever, gain_or_edema, hypotension, renal, heart, lungs)
    suspected = and3(applicable, or3(a_sign, progression, no_response))
    # severe: "suspected and (acute-renal-failure or icu-... or progression-... or no-response-...)"
    severe = and3(suspected, or3(renal, icu, progression, no_response))
    # resolved: "applicable and symptoms-resolved"
    resolved = and3(applicable, gone)
    # wbc-rise: "applicable and wbc-at-start <= 10 and wbc > 10"
    wbc_rise = and3(applicable, at_most(wbc_at_start, Fraction(10)), above(wbc, Fraction(10)))
    # qtc-prolonged: "on-ato and qtc > 500 ms"
    qtc_above = above(qtc, Fraction(500))
    qtc_prolonged = and3(on_ato, qtc_above)
    # potassium-below-target: "on-ato and not (potassium > 4.0 mmol/L)"
    potassium_reached = above(potassium, Fraction(4))
    potassium_below = and3(on_ato, not3(potassium_reached))
    # magnesium-below-target: "on-ato and not (magnesium > 1.8 mg/dL)"
    magnesium_reached = above(magnesium, Fraction(18, 10))
    magnesium_below = and3(on_ato, not3(magnesium_reached))

    # ---- 3.2, count-grade: one point each for six things, "with unknowns it is a range"
    points = (dyspnea, fever, above(weight_gain, Fraction(5)), hypotension, renal, lungs)
    low = sum(point is True for point in points)
    high = sum(point is not False for point in points)
    grades: list[str] = []
    if low <= 1:
        grades.append("none")
    if low <= 3 and high >= 2:
        grades.append("moderate")
    if high >= 4:
        grades.append("severe")

    # ---- 3.3, recommendations
    said: dict[str, Truth] = {}
    # "suspected"
    said["give-dexamethasone"] = suspected
    # "applicable and dexamethasone-given and not symptoms-resolved"
    said["continue-dexamethasone"] = and3(applicable, dexamethasone, not3(gone))
    # "applicable and dexamethasone-given and symptoms-resolved"
    said["complete-dexamethasone"] = and3(applicable, dexamethasone, gone)
    # "suspected"
    said["look-for-other-causes"] = suspected
    # "atra is given and suspected and not severe"
    said["continue-atra"] = and3(is_one_of(atra, "given"), suspected, not3(severe))
    # "ato is given and suspected and not severe and not qtc-prolonged"
    said["continue-ato"] = and3(is_one_of(ato, "given"), suspected, not3(severe), not3(qtc_prolonged))
    # "(atra is given and severe) or (atra is held and not symptoms-resolved)"
    said["withhold-atra"] = or3(and3(is_one_of(atra, "given"), severe), and3(is_one_of(atra, "held"), not3(gone)))
    # "(ato is given or held-for-qtc, and severe) or (ato is held and not symptoms-resolved)"
    said["withhold-ato"] = or3(
        and3(is_one_of(ato, "given", "held-for-qtc"), severe),
        and3(is_one_of(ato, "held"), not3(gone)),
    )
    # "atra is held and symptoms-resolved"
    said["resume-atra"] = and3(is_one_of(atra, "held"), gone)
    # "ato is held and symptoms-resolved and not qtc-prolonged"
    said["resume-ato"] = and3(is_one_of(ato, "held"), gone, not3(qtc_prolonged))
    # "ato is held-for-qtc and not (qtc > 500 ms) and not suspected"
    said["review-ato-after-qtc"] = and3(is_one_of(ato, "held-for-qtc"), not3(qtc_above), not3(suspected))
    # "resolved"
    said["monitor-for-recurrence"] = resolved
    # "wbc-rise"
    said["read-wbc-as-differentiation"] = wbc_rise
    # "wbc-rise, or (applicable and significant-wbc-increase)"
    said["consider-hydroxyurea"] = or3(wbc_rise, and3(applicable, significant))
    # "applicable and extreme-hyperleukocytosis"
    said["consider-cytoreduction"] = and3(applicable, extreme)
    # "applicable and wbc > 10 and not suspected"
    said["consider-steroid-prophylaxis"] = and3(applicable, above(wbc, Fraction(10)), not3(suspected))
    # "applicable and induction and not suspected"
    said["consider-systematic-prophylaxis"] = and3(applicable, induction, not3(suspected))
    # "potassium-below-target"
    said["correct-potassium"] = potassium_below
    # "magnesium-below-target"
    said["correct-magnesium"] = magnesium_below
    # "on-ato"
    said["monitor-qtc"] = on_ato
    # "qtc-prolonged"
    said["withhold-ato-for-qtc"] = qtc_prolonged
    # "qtc-prolonged"
    said["measure-electrolytes"] = qtc_prolonged
    # "qtc-prolonged and not (potassium > 4.0 mmol/L and magnesium > 1.8 mg/dL)"
    said["replete-electrolytes"] = and3(qtc_prolonged, not3(and3(potassium_reached, magnesium_reached)))
    # "qtc-prolonged"
    said["stop-qt-prolonging-drugs"] = qtc_prolonged
    # "applicable and induction"
    said["avoid-invasive-procedures"] = and3(applicable, induction)
    # "When applicable is false ... every recommendation is not-indicated"
    if applicable is False:
        for name in said:
            said[name] = False

    # ---- warnings, in the contract's order; one is given when its condition is certainly true.
    # READING: none is bound to `applicable` unless its own line says so (the scope line of 3.2 speaks of
    # recommendations only).
    warnings: list[str] = []
    # "qtc given with qtc-formula absent, not-known or bazett"
    if qtc is not None and f.get("qtc-formula") in (None, "not-known", "bazett"):
        warnings.append("qtc-formula")
    # "qtc exactly 500 ms, potassium exactly 4.0, magnesium exactly 1.8"
    if qtc == Fraction(500):
        warnings.append("at-limit")
    if potassium == Fraction(4):
        warnings.append("at-limit")
    if magnesium == Fraction(18, 10):
        warnings.append("at-limit")
    # "ATO without ATRA". READING: on-ato, and on-atra known to be false (unknown ATRA is never "no").
    if and3(on_ato, not3(on_atra)) is True:
        warnings.append("ato-only")
    # "both drugs on and severe". READING: "on" is on-atra and on-ato, so a held drug is on.
    if and3(on_atra, on_ato, severe) is True:
        warnings.append("atra-or-ato")
    # "recurrence-after-resumption"
    if f.get("recurrence-after-resumption") is True:
        warnings.append("recurrence")
    # "age below 18 a"
    if age is not None and age < 18:
        warnings.append("child")
    # "on-ato and (potassium >= 5.5 mmol/L or acute-renal-failure)"
    potassium_is_high = None if potassium is None else potassium >= Fraction(55, 10)
    if and3(on_ato, or3(potassium_is_high, renal)) is True:
        warnings.append("potassium-high")
    # "the count grade is certainly severe while severe is not true". READING: not true is false or unknown.
    if grades == ["severe"] and severe is not True:
        warnings.append("count-severe")

    return Answer(
        findings=f,
        criteria={
            "applicable": _criterion(applicable),
            "suspected": _criterion(suspected),
            "severe": _criterion(severe),
            "resolved": _criterion(resolved),
            "wbc-rise": _criterion(wbc_rise),
            "qtc-prolonged": _criterion(qtc_prolonged),
            "potassium-below-target": _criterion(potassium_below),
            "magnesium-below-target": _criterion(magnesium_below),
        },
        count_low=low,
        count_high=high,
        count_grades=tuple(grades),
        inferred=inferred,
        recommendations={name: _status(value) for name, value in said.items()},
        warnings=tuple(warnings),
    )


def _criterion(value: Truth) -> str:
    """The word of 3.2."""
    return "unknown" if value is None else "true" if value else "false"


def _status(value: Truth) -> str:
    """The word of 3.3."""
    return "undetermined" if value is None else "indicated" if value else "not-indicated"


# ---------------------------------------------------------------- invariants (3.3)


def broken_invariants(answer: Answer) -> list[str]:
    """The contract's invariants that one answer breaks, in words; the one on two answers is `flipped`."""
    said = answer.recommendations
    broken: list[str] = []

    def indicated(name: str) -> bool:
        return said[name] == "indicated"

    def never_together(one: str, other: str) -> None:
        if indicated(one) and indicated(other):
            broken.append(f"{one} with {other}")

    # "never continue-x with withhold-x"
    never_together("continue-atra", "withhold-atra")
    never_together("continue-ato", "withhold-ato")
    # "never continue-ato or resume-ato with withhold-ato-for-qtc"
    never_together("continue-ato", "withhold-ato-for-qtc")
    never_together("resume-ato", "withhold-ato-for-qtc")
    # "never resume-x with withhold-x or continue-x"
    never_together("resume-atra", "withhold-atra")
    never_together("resume-atra", "continue-atra")
    never_together("resume-ato", "withhold-ato")
    never_together("resume-ato", "continue-ato")
    # "suspected true implies give-dexamethasone indicated"
    if answer.criteria["suspected"] == "true" and not indicated("give-dexamethasone"):
        broken.append("suspected without give-dexamethasone")
    # "any of S22-S25 in an applicable patient implies give-dexamethasone, and withhold-x for each drug given"
    for name in (
        "acute-renal-failure",
        "icu-for-respiratory-distress",
        "progression-on-dexamethasone",
        "no-response-to-dexamethasone",
    ):
        if answer.findings.get(name) is True and answer.criteria["applicable"] == "true":
            if not indicated("give-dexamethasone"):
                broken.append(f"{name} without give-dexamethasone")
            if answer.findings.get("atra") == "given" and not indicated("withhold-atra"):
                broken.append(f"{name} without withhold-atra")
            if answer.findings.get("ato") == "given" and not indicated("withhold-ato"):
                broken.append(f"{name} without withhold-ato")
    # "never resume-x, review-ato-after-qtc or complete-dexamethasone with give-dexamethasone"
    never_together("resume-atra", "give-dexamethasone")
    never_together("resume-ato", "give-dexamethasone")
    never_together("review-ato-after-qtc", "give-dexamethasone")
    never_together("complete-dexamethasone", "give-dexamethasone")
    # 3.2: "When applicable is false ... every recommendation is not-indicated"
    if answer.criteria["applicable"] == "false":
        broken.extend(f"{name} out of scope" for name, status in said.items() if status != "not-indicated")
    return broken


def flipped(before: Answer, after: Answer) -> list[str]:
    """What changed between two known answers, when `after` knows everything `before` knew, and more.

    The contract: "when a finding goes from unknown to known, nothing flips between indicated and not-indicated".
    """
    return [
        name
        for name, status in before.recommendations.items()
        if status != "undetermined" and after.recommendations[name] != status
    ]
