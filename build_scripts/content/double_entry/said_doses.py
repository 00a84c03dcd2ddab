"""Doses in words: each dose's amount, unit, drug, route, frequency and the rest are what its statements say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.holdings import HeldNumber, amounts_of, fits, per_day
from build_scripts.content.double_entry.reading.figures import WrittenFigure, figures_in
from build_scripts.content.double_entry.reading.rhythms import rhythms
from build_scripts.content.double_entry.reading.said import ONCE, PEOPLE, SINGLE, routes_said, says_route, sentences
from build_scripts.content.double_entry.reading.written_units import is_amount
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.keys import YamlPath
from checker.protocol.doses import Dose, Frequency, Measure
from checker.words.numbers import plain_number
from checker.words.units import sign

_DOSES = re.compile(r"\s?(?:doses?|times)\b")
_ABOUT = re.compile(r"(?i)(?:\b(?:about|approximately|around|roughly|circa|nearly|almost|some)|[~≈]|\bca\.)\s?$")
_WHEN_NEEDED = re.compile(r"(?i)\b(?:(?:as|if|when) (?:needed|required|necessary)|prn|p\.r\.n\.)(?!\w)")
_MAXIMUM = re.compile(r"(?i)\b(?:max(?:imum|imal)?|largest|highest|most|exceed|up to|ceiling|cap(?:ped)?)\b")
_MINIMUM = re.compile(r"(?i)\b(?:min(?:imum|imal)?|smallest|lowest|least|not less than|no less than)\b")
_APART = re.compile(r"(?i)\s?(?:apart\b|(?:between|separate|before the next)\b)")


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of the statements that a dose cites."""

    texts: dict[str, str]
    """Statement → its text."""
    segments: dict[str, str]
    """Statement → the words around the amount, up to the next drug's."""

    def names(self) -> str:
        return ", ".join(self.texts)


def objections_to_doses(protocol: Protocol, names: DrugNames) -> Iterator[Objection]:
    """Yield an objection to each part of a dose that its statements do not say, or say otherwise."""
    texts = {statement.id: statement.text for statement in protocol.statements}
    for index, recommendation in enumerate(protocol.recommendations):
        for number, dose in enumerate(recommendation.doses):
            path: YamlPath = ("recommendations", index, "doses", number)
            cited = {name: texts[name] for name in dose.statements}
            routes = {
                each.route
                for other in protocol.recommendations
                for each in other.doses
                if set(each.statements) & set(dose.statements) and names.key(each.drug) == names.key(dose.drug)
            }
            yield from _of_dose(path, dose, cited, names, routes)
            yield from _people(path, dose, protocol)
            drugs = {names.key(drug) for drug in recommendation.drugs}
            if drugs and names.key(dose.drug) not in drugs:
                found = ", ".join(recommendation.drugs)
                yield (*path, "drug"), f"the dose is of '{dose.drug}', and the recommendation is on {found}"


def _of_dose(
    path: YamlPath, dose: Dose, cited: dict[str, str], names: DrugNames, routes: set[str | None]
) -> Iterator[Objection]:
    drug = names.key(dose.drug)
    if not any(mention[2] == drug for text in cited.values() for mention in names.mentions(text)):
        yield (*path, "drug"), f"no statement of this dose names '{dose.drug}' ({', '.join(cited)})"
        return
    amounts = list(amounts_of(dose, drug))
    segments: dict[str, str] = {}
    for name, text in cited.items():
        for figure in figures_in(text):
            of = names.of_figure(text, figure)
            if of in (drug, None) and any(fits(figure, held, of) for held in amounts) and _exactly(text, figure, names):
                segments.setdefault(name, _segment(text, figure, names))
    if not segments:
        yield (*path, "amount"), _amount_message(dose, drug, cited, names)
        return
    said = _Said(cited, segments)
    yield from _route(path, dose, said, routes)
    yield from _frequency(path, dose, said)
    yield from _once(path, dose, said)
    yield from _measures(path, dose, said)


def _exactly(text: str, figure: WrittenFigure, names: DrugNames) -> bool:
    """Return whether an amount is not 'about' so much, and not 'of one drug or another'."""
    before = text[: figure.start]
    drug_ends = [mention[1] for mention in names.mentions(text) if mention[1] <= figure.start]
    between = before[drug_ends[-1] :] if drug_ends else ""
    return not _ABOUT.search(before) and not re.match(r"(?i)[ ,/]*(?:or|and)\s+[a-z]{4,}", between)


def _amount_message(dose: Dose, drug: str, cited: dict[str, str], names: DrugNames) -> str:
    said = [
        f"{name} says '{' '.join(text[figure.start : figure.end].split())}'"
        for name, text in cited.items()
        for figure in figures_in(text)
        if figure.unit is not None and is_amount(figure.unit) and names.of_figure(text, figure) in (drug, None)
    ]
    upper = f" to {plain_number(dose.to)}" if dose.to is not None else ""
    amount = f"{plain_number(dose.amount)}{upper} {sign(dose.unit)}"
    found = "; ".join(said) or f"{', '.join(cited)} gives no amount of it"
    return f"the dose is {amount} of {dose.drug}, and no statement of it says so ({found}): words and data must agree"


def _segment(text: str, figure: WrittenFigure, names: DrugNames) -> str:
    """Return the words that belong to one amount: its sentence, cut where another drug with an amount begins."""
    start, end = next(span for span in sentences(text) if span[0] <= figure.start < span[1])
    amounts = [
        each
        for each in figures_in(text)
        if start <= each.start < end and each.unit is not None and is_amount(each.unit) and each != figure
    ]
    mentions = [mention for mention in names.mentions(text) if start <= mention[0] < end]
    for other in amounts:
        own = names.of_figure(text, other)
        between = [m for m in mentions if m[2] == own]
        if other.start > figure.end:
            begins = [m[0] for m in between if figure.end <= m[0] <= other.start]
            if begins:
                end = min(end, begins[-1])
        elif own != names.of_figure(text, figure):
            mine = [m[0] for m in mentions if other.end <= m[0] <= figure.start]
            if mine:
                start = max(start, mine[-1])
    return text[start:end]


def _route(path: YamlPath, dose: Dose, said: _Said, routes: set[str | None]) -> Iterator[Objection]:
    """Check a dose's route. Every route that is said near its amount has to be that of a dose of the drug."""
    near = frozenset(route for text in said.segments.values() for route in routes_said(text))
    if dose.route is None:
        if near:
            yield path, f"{said.names()} says '{', '.join(sorted(near))}', and the dose has no route"
    elif near and dose.route not in near and not any(says_route(t, dose.route) for t in said.segments.values()):
        yield (*path, "route"), f"the route is '{dose.route}', and {said.names()} says '{', '.join(sorted(near))}'"
    elif not any(says_route(text, dose.route) for text in said.texts.values()):
        yield (*path, "route"), f"the route is '{dose.route}', and {said.names()} does not say so"
    elif near - routes:
        yield (*path, "route"), f"the route is '{dose.route}', and {said.names()} says '{', '.join(sorted(near))}'"


def _frequency(path: YamlPath, dose: Dose, said: _Said) -> Iterator[Objection]:
    near = {
        rhythm.per_day: text[rhythm.start : rhythm.end] for text in said.segments.values() for rhythm in rhythms(text)
    }
    if dose.frequency is None:
        per_time = dose.unit.rpartition("/")[2] in ("h", "d", "wk", "min")
        if near and not per_time and not dose.once:
            yield path, f"{said.names()} says '{', '.join(near.values())}', and the dose has no frequency"
        return
    if dose.frequency.at_least:
        yield from _interval(path, dose.frequency, said)
        return
    wanted = per_day(dose.frequency)
    for text in said.segments.values():
        for figure in figures_in(text):
            if figure.rhythm == wanted and figure.relation:
                words = " ".join(text[max(0, figure.start - 12) : figure.end].split()[-4:])
                yield (*path, "frequency"), f"the frequency is exact, and {said.names()} says '{words}'"
        needed = _WHEN_NEEDED.search(text)
        if needed and not _WHEN_NEEDED.search(dose.note or ""):
            message = f"{said.names()} says '{needed.group()}', and the dose has a frequency without such a note"
            yield (*path, "frequency"), message
    everywhere = {rhythm.per_day for text in said.texts.values() for rhythm in rhythms(text)}
    amount_in_a_day = wanted == 1 and any("/d" in str(f.unit) for t in said.segments.values() for f in figures_in(t))
    if wanted not in (near or everywhere) and not amount_in_a_day:
        found = f"says '{', '.join(near.values())}'" if near else "does not say so"
        every = f"every {plain_number(dose.frequency.every)} {dose.frequency.unit}"
        yield (*path, "frequency"), f"the frequency is {every}, and {said.names()} {found}"


def _interval(path: YamlPath, frequency: Frequency, said: _Said) -> Iterator[Objection]:
    """Check that the shortest time between two doses is said as such: 'at least 8 hours apart'."""
    held = HeldNumber(frequency.every, unit=frequency.unit)
    rhythm = HeldNumber(frequency.every, rhythm=per_day(frequency))
    for text in said.texts.values():
        for figure in figures_in(text):
            said_so = figure.relation == "at_least" and (_APART.match(text, figure.end) or figure.rhythm is not None)
            if said_so and (fits(figure, held) or fits(figure, rhythm)):
                return
    time = f"{plain_number(frequency.every)} {frequency.unit}"
    yield (*path, "frequency"), f"doses are at least {time} apart, and {said.names()} does not say so"


def _once(path: YamlPath, dose: Dose, said: _Said) -> Iterator[Objection]:
    if dose.once and not any(ONCE.search(text) for text in said.texts.values()):
        yield (*path, "once"), f"the dose is a single one, and {said.names()} does not say so"
    if not dose.once and dose.frequency is not None and any(SINGLE.search(t) for t in said.segments.values()):
        yield (*path, "frequency"), f"{said.names()} says that it is a single dose, and the dose has a frequency"


def _measures(path: YamlPath, dose: Dose, said: _Said) -> Iterator[Objection]:
    if dose.number is not None:
        count = HeldNumber(Decimal(dose.number))
        if not any(
            fits(figure, count) and _DOSES.match(text, figure.end)
            for text in said.texts.values()
            for figure in figures_in(text)
        ):
            yield (*path, "number"), f"the number of doses is {dose.number}, and {said.names()} does not say so"
    if dose.at_most is not None:
        most = HeldNumber(Decimal(dose.at_most))
        if not any(
            fits(figure, most) and _at_most(text, figure) and _DOSES.match(text, figure.end)
            for text in said.texts.values()
            for figure in figures_in(text)
        ):
            yield (*path, "at-most"), f"there are at most {dose.at_most} doses, and {said.names()} does not say so"
    for field in _IN_WORDS:
        measure = getattr(dose, field)
        if isinstance(measure, Measure) and not any(
            _is_measure(field, measure, figure, text) for text in said.texts.values() for figure in figures_in(text)
        ):
            upper = f" to {plain_number(measure.to)}" if measure.to is not None else ""
            number = f"{plain_number(measure.amount)}{upper} {sign(measure.unit)}"
            yield (*path, field), f"{_IN_WORDS[field]} {number}, and {said.names()} does not say so"


_IN_WORDS = {
    "over": "one dose is given over",
    "rate": "the rate is",
    "duration": "the drug is given for",
    "largest": "the largest dose is",
    "smallest": "the smallest dose is",
    "concentration": "what is given holds",
}


def _is_measure(field: str, measure: Measure, figure: WrittenFigure, text: str) -> bool:
    if not fits(figure, HeldNumber(measure.amount, measure.to, measure.unit)):
        return False
    before = text[max(0, figure.start - 30) : figure.start]
    if field == "largest":
        return _at_most(text, figure)
    if field == "smallest":
        return figure.relation == "at_least" or bool(_MINIMUM.search(before))
    if field == "over":
        return bool(re.search(r"(?i)\b(?:over|in|within|during)\s+(?:\w+\s+)?$", before))
    if field == "duration":
        return not re.search(r"(?i)\b(?:over|every|each)\s+$", before)
    return True


def _at_most(text: str, figure: WrittenFigure) -> bool:
    before = text[max(0, figure.start - 30) : figure.start]
    return figure.relation == "at_most" or bool(_MAXIMUM.search(before))


def _people(path: YamlPath, dose: Dose, protocol: Protocol) -> Iterator[Objection]:
    """Check whom a dose is for against the statements, and the disagreements on them."""
    texts = {statement.id: statement.text for statement in protocol.statements if statement.id in dose.statements}
    for disagreement in protocol.disagreements:
        if set(disagreement.statements) & set(dose.statements):
            texts[disagreement.id] = disagreement.text
    said = {people: name for people, pattern in PEOPLE.items() for name, text in texts.items() if pattern.search(text)}
    if dose.for_ in PEOPLE and dose.for_ not in said:
        found = ", ".join(f"{name} says '{people}'" for people, name in said.items()) or "no text on it says whom"
        yield (*path, "for"), f"the dose is for '{dose.for_}', and {found}"
    elif dose.for_ is None and said:
        people, name = next(iter(said.items()))
        yield path, f"{name} says '{people}', and the dose does not say whom it is for"
