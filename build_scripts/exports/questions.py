"""What the script of the questions knows of a protocol: its statements, the words around them, and its limits.

Nothing here is shown: it chooses and orders statements, which pages quote from the protocol itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from build_scripts.content.lexicon.lexicon import Lexicon
from build_scripts.content.markup.links import homes
from build_scripts.words.doses import dose_line
from checker import Protocol
from checker.language.conditions import CriterionHolds
from checker.language.findings import QuantityFinding
from checker.protocol.labels import Labels
from checker.protocol.model import GIVES, STOPS, Criterion, Recommendation
from checker.protocol.quantities import measurable
from checker.protocol.sources import Statement
from checker.protocol.thresholds import Threshold, thresholds, value_thresholds
from checker.protocol.traversal import named_rules, signed_leaves
from checker.words.rationals import nearby

DOSE_WORDS = ("dose", "dosage", "how much", "how often", "route")
"""Words of questions about the content of a statement with a dose."""

ABOUT_THE_SOURCE = "sources"
"""Id of the page whose statements are about the source, and not about a patient."""


def lexicon_data(lexicon: Lexicon) -> dict[str, Any]:
    """Return the lexicon for the script: lists of names, those that lead to them, and what they ask for."""
    entries = []
    for section in lexicon.sections:
        for entry in section.entries:
            item: dict[str, Any] = {"names": [*entry.names, *entry.german]}
            if entry.found_by:
                item["by"] = list(entry.found_by)
            if entry.role:
                item["role"] = entry.role
            if section.general:
                item["general"] = True
            entries.append(item)
    return {"entries": entries, "idle": " ".join(lexicon.idle)}


def question_data(protocol: Protocol) -> dict[str, Any]:
    """Return what the script knows of one protocol, in the language of the pages.

    Args:
        protocol: The protocol, translated where the site is.
    """
    places = homes(protocol)
    return {
        "statements": [
            {
                "id": statement.id,
                "page": places.get(statement.id, "index"),
                "text": statement.text,
                "plain": statement.plain,
                "around": around(protocol, statement),
                "mind": statement.conflict or "",
                **_marks(protocol, statement, places),
            }
            for statement in protocol.statements
        ],
        "subject": " ".join([protocol.title, protocol.summary, *chain.from_iterable(protocol.terms.items())]),
        "names": [list(group) for group in protocol.synonyms],
        "findings": [
            {"name": finding.label, "statements": list(finding.statements)}
            for finding in measurable(protocol).values()
            if finding.statements
        ],
        "numbers": list(_numbers(protocol)),
        "pairs": list(_pairs(protocol)),
    }


def around(protocol: Protocol, statement: Statement) -> str:
    """Return words that a question about a statement may use and that may be missing from the statement itself.

    They come from the sections that show the statement and from the elements that rest on it.
    """
    words, labels = [statement.topic], Labels(protocol)
    for page in protocol.pages:
        words += [section.title for section in page.sections if statement.id in section.statements]
    for item in protocol.recommendations:
        if statement.id in item.statements:
            words += [item.label, item.plain, *item.drugs]
        for dose in item.doses:
            if statement.id in dose.statements:
                words += [dose_line(dose, labels), *DOSE_WORDS]
    for (kind, name), named in named_rules(protocol).items():
        if statement.id in named.statements and (kind, name) != ("criterion", protocol.applicable):
            words.append(named.label)
    for finding in protocol.findings:
        if statement.id in finding.statements:
            words += [finding.label, finding.plain or ""]
    for disagreement in protocol.disagreements:
        if statement.id in disagreement.statements:
            words += [disagreement.title]
    return " ".join(filter(None, words))


def _marks(protocol: Protocol, statement: Statement, places: Mapping[str, str]) -> dict[str, Any]:
    """Return what else the order of answers depends on: whose dose it states, what kind it is of."""
    people = sorted(
        {dose.for_ or "" for item in protocol.recommendations for dose in item.doses if statement.id in dose.statements}
    )
    marks: dict[str, Any] = {"doses": people} if people else {}
    listed = {item.id: _first(item) for item in protocol.recommendations}
    first = [listed[name] for name in protocol.first_actions]
    if statement.id in first:
        marks["first"] = first.index(statement.id) + 1
    if places.get(statement.id) == ABOUT_THE_SOURCE:
        marks["source"] = True
    return marks


def _numbers(protocol: Protocol) -> Iterator[dict[str, Any]]:
    """Yield each measured finding and computed value: its name, what is plausible in which unit, and its limits."""
    limits: dict[str, list[dict[str, Any]]] = {}
    known: dict[int, list[Threshold]] = {}
    for threshold in (*thresholds(protocol), *value_thresholds(protocol)):
        known.setdefault(id(threshold.within), []).append(threshold)
    used = {criterion.id: _resting_on(protocol, criterion.id) for criterion in protocol.criteria}
    owners: list[tuple[Criterion | Recommendation, list[str]]] = [
        *((criterion, used[criterion.id]) for criterion in protocol.criteria),
        *((item, []) for item in protocol.recommendations),
    ]
    for owner, also in owners:
        for leaf, holds in signed_leaves(owner.when, {}):
            for threshold in known.get(id(leaf), ()):
                relation = threshold.comparison.relation if holds else f"not_{threshold.comparison.relation}"
                limit = {"is": relation, "value": float(nearby(threshold.limit)), "statements": list(owner.statements)}
                if also:
                    limit["also"] = also
                listed = limits.setdefault(threshold.finding, [])
                if limit not in listed:
                    listed.append(limit)
    for finding in measurable(protocol).values():
        if isinstance(finding, QuantityFinding):
            low, high = finding.plausible
            units = {finding.unit: 1.0} | {
                other.unit: float(nearby(other.times))
                for other in finding.also
                if other.times is not None and not other.plus
            }
            yield {
                "name": finding.label,
                "units": units,
                "plausible": [float(low), float(high)],
                "statements": list(finding.statements),
                "limits": limits.get(finding.id, []),
            }


def _resting_on(protocol: Protocol, criterion: str) -> list[str]:
    """Return the statements of the recommendations that want a criterion to hold."""
    return list(
        dict.fromkeys(
            name
            for item in protocol.recommendations
            if (CriterionHolds(criterion), True) in signed_leaves(item.when, {})
            for name in item.statements
        )
    )


def _pairs(protocol: Protocol) -> Iterator[list[str]]:
    """Yield two statements that are two sides of one decision on a drug, which a section shows together."""
    seen = set()
    shown = [set(section.statements) for page in protocol.pages for section in page.sections]
    for one in protocol.recommendations:
        for other in protocol.recommendations:
            if one.action in STOPS and other.action in GIVES and set(one.drugs) & set(other.drugs):
                pair = (_first(one), _first(other))
                if pair[0] != pair[1] and pair not in seen and any(set(pair) <= names for names in shown):
                    seen.add(pair)
                    yield list(pair)


def _first(item: Recommendation) -> str:
    return item.statements[0]
