"""At the ends: each quantity at its lowest and highest plausible value, in all states to which the protocol applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from build_scripts.evidence.reviews.answers import Answer, value_text
from build_scripts.evidence.reviews.bench import Bench, Findings, Outcome, literals
from checker.language.findings import IntegerFinding, QuantityFinding
from checker.language.keys import YamlPath
from checker.protocol.model import Recommendation
from checker.words.messages import in_sentence

TOGETHER = 4
"""Largest number of quantities of one group that are combined with each other; of more, each is tried on its own."""

End = Literal["lowest", "highest"]

WORDS: dict[str, tuple[str, End]] = {"raises": ("raise", "highest"), "lowers": ("lower", "lowest")}
"""Field of a recommendation → its verb, and the end of a quantity at which that correction makes no sense."""


@dataclass(frozen=True, slots=True)
class Against:
    """A correction indicated although its quantity is at the wrong end, or one that names no quantity."""

    recommendation: str
    finding: str | None
    """Id of the quantity that it raises or lowers; None where it names none."""
    field: str = ""
    """`raises` or `lowers`."""


@dataclass(frozen=True, slots=True)
class EndRow:
    """Quantities at their ends in one state, and the results that only these values cause."""

    ends: Mapping[str, End]
    """Finding → the end at which it stands; quantities that are left out are unknown."""
    values: Findings
    indicated: tuple[str, ...]
    """Ids of the recommendations that these values make indicated."""
    warnings: tuple[int, ...]
    """Places of the warnings that these values raise."""
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The quantities of one group of the form, in the states that give the same rows."""

    group: str
    quantities: tuple[str, ...]
    states: tuple[Findings, ...]
    rows: tuple[EndRow, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A correction at the wrong end."""

    recommendation: str
    finding: str
    path: YamlPath
    message: str


def try_ends(
    bench: Bench, answers: Mapping[str, Sequence[Answer]], states: Sequence[Findings]
) -> tuple[tuple[Table, ...], tuple[Clash, ...]]:
    """Try every quantity at its ends.

    Args:
        bench: The protocol.
        answers: The answers that can be given, by finding.
        states: Patients to whom the protocol applies.

    Returns:
        The tables: in each group with quantities one for all states with the same rows, left out where no row changes
        anything. The corrections at the wrong end, once for each recommendation and quantity.
    """
    tables: list[Table] = []
    clashes: dict[tuple[str, str], Clash] = {}
    for group in bench.protocol.groups:
        names = tuple(f.id for f in bench.protocol.findings if f.group == group.id and _limits(bench, f.id))
        combinations = list(_combinations(names)) if names else []
        found: list[tuple[tuple[EndRow, ...], list[Findings]]] = []
        for state in states:
            alone = bench.outcome({name: value for name, value in state.items() if name not in names})
            tried = [_try(bench, state, combination) for combination in combinations]
            for clash in _clashes(bench, names, state, tried):
                clashes.setdefault((clash.recommendation, clash.finding), clash)
            rows = tuple(_row(bench, alone, *one) for one in tried if one[2].refused is None)
            alike = next((them for known, them in found if known == rows), None)
            if alike is None:
                found.append((rows, [state]))
            else:
                alike.append(state)
        decided = [(rows, them) for rows, them in found if any(row.indicated for row in rows)]
        warned = [(rows, them) for rows, them in found if any(row.warnings for row in rows)]
        tables += [Table(group.id, names, tuple(them), rows) for rows, them in decided or warned]
    return tuple(tables), tuple(clashes.values())


Tried = tuple[Mapping[str, End], Findings, Outcome]


def _limits(bench: Bench, name: str) -> tuple[Any, Any] | None:
    """Return the lowest and the highest value of a quantity as a case gives them; None for other findings."""
    match bench.findings[name]:
        case QuantityFinding(plausible=(low, high), unit=unit):
            return {"value": low, "unit": unit}, {"value": high, "unit": unit}
        case IntegerFinding(plausible=(first, last)):
            return first, last
        case _:
            return None


def _combinations(names: Sequence[str]) -> Iterator[dict[str, End]]:
    both: tuple[End, End] = ("lowest", "highest")
    if len(names) > TOGETHER:
        yield from ({name: end} for name in names for end in both)
    else:
        yield from (dict(zip(names, chosen, strict=True)) for chosen in product(both, repeat=len(names)))


def _try(bench: Bench, state: Findings, combination: Mapping[str, End]) -> Tried:
    values = {}
    for name, end in combination.items():
        limits = _limits(bench, name)
        assert limits is not None  # only quantities are combined
        values[name] = limits[end == "highest"]
    return combination, values, bench.outcome({**state, **values})


def _row(bench: Bench, alone: Outcome, combination: Mapping[str, End], values: Findings, outcome: Outcome) -> EndRow:
    indicated = tuple(name for name in outcome.indicated if name not in alone.indicated)
    against = [
        one
        for recommendation in bench.protocol.recommendations
        if recommendation.id in outcome.indicated
        for one in _against(recommendation, combination)
        if one.finding is not None or recommendation.id in indicated
    ]
    warnings = tuple(place for place in outcome.warnings if place not in alone.warnings)
    shown = dict.fromkeys((*indicated, *(one.recommendation for one in against)))
    return EndRow(combination, values, tuple(shown), warnings, tuple(against))


def _against(recommendation: Recommendation, combination: Mapping[str, End]) -> Iterator[Against]:
    if silent(recommendation):
        yield Against(recommendation.id, None)
    for field, (_, wrong) in WORDS.items():
        names: tuple[str, ...] = getattr(recommendation, field)
        yield from (Against(recommendation.id, name, field) for name in names if combination.get(name) == wrong)


def silent(recommendation: Recommendation) -> bool:
    """Return whether a recommendation corrects something without naming the quantity."""
    return recommendation.action == "correct" and not recommendation.raises and not recommendation.lowers


def _clashes(bench: Bench, names: Sequence[str], state: Findings, tried: Sequence[Tried]) -> Iterator[Clash]:
    for combination, values, outcome in tried:
        for name in outcome.indicated:
            yield from _wrong_end(bench, name, state, combination, values, outcome)
    for recommendation in bench.protocol.recommendations:
        if silent(recommendation) and any(name in names for name in _read(bench, recommendation)):
            yield from _either_way(bench, recommendation, names, tried)


def _wrong_end(
    bench: Bench, name: str, state: Findings, combination: Mapping[str, End], values: Findings, outcome: Outcome
) -> Iterator[Clash]:
    """Find quantities that a recommendation raises at their highest value or lowers at their lowest.

    Of several quantities to raise, one at its lowest value is a reason for the recommendation. Where all of them are at
    their highest, no warning makes it right.
    """
    place = bench.places[name]
    recommendation = bench.protocol.recommendations[place]
    for field, (verb, wrong) in WORDS.items():
        concerned: tuple[str, ...] = getattr(recommendation, field)
        there = [quantity for quantity in concerned if combination.get(quantity) == wrong]
        if any(quantity in combination and quantity not in there for quantity in concerned):
            continue
        for quantity in there:
            if len(there) < len(concerned) and _warned(bench, outcome, quantity, name):
                continue
            known = {**state, **{other: value for other, value in values.items() if other != quantity}}
            beside = ", ".join(f"{bench.words.finding(n)} {_said(bench, n, v)}" for n, v in known.items())
            message = (
                f"'{name}' asks to {verb} '{quantity}', and is indicated while it stands at its {wrong}, "
                f"{_said(bench, quantity, values[quantity])}{f' (with {beside})' if beside else ''}"
            )
            yield Clash(name, quantity, ("recommendations", place, "when"), message)


def _warned(bench: Bench, outcome: Outcome, quantity: str, recommendation: str) -> bool:
    raised = [bench.protocol.warnings[place] for place in outcome.warnings]
    return any(warning.finding == quantity or recommendation in warning.concerns for warning in raised)


def _either_way(
    bench: Bench, recommendation: Recommendation, names: Sequence[str], tried: Sequence[Tried]
) -> Iterator[Clash]:
    """Find quantities at both ends of which a correction that names no quantity is indicated with the same warnings."""
    for quantity in names:
        for combination, values, outcome in tried:
            if combination.get(quantity) != "highest" or recommendation.id not in outcome.indicated:
                continue
            other = next((one for one in tried if one[0] == {**combination, quantity: "lowest"}), None)
            if other is None or recommendation.id not in other[2].indicated or other[2].warnings != outcome.warnings:
                continue
            number, _, unit = _said(bench, quantity, values[quantity]).partition(" ")
            low = _said(bench, quantity, other[1][quantity]).partition(" ")[0]
            message = (
                f"'{recommendation.id}' does not say what it raises or lowers, and is indicated at "
                f"{bench.words.finding(quantity)} {number} as at {low} {unit}".rstrip()
            )
            path: YamlPath = ("recommendations", bench.places[recommendation.id], "action")
            yield Clash(recommendation.id, quantity, path, message)
            break


def _read(bench: Bench, recommendation: Recommendation) -> set[str]:
    return {name for literal in literals(recommendation.when, bench.criteria) for name in bench.read(literal)}


def _said(bench: Bench, name: str, value: Any) -> str:
    return in_sentence(value_text(bench.findings[name], value))
