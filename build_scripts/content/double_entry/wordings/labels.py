"""Labels and plain words against data: they contradict neither urgency, action, strength nor drugs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.reading.said import sentences
from build_scripts.content.double_entry.wordings import verbs
from build_scripts.content.labels import folded
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.keys import YamlPath
from checker.protocol.model import GIVES, Recommendation
from checker.protocol.traversal import elements

_FIRST = re.compile(r"(?P<not>Do not |Never )?(?P<verb>[A-Za-z]+)")
_BETWEEN = r"(?:\s+(?!and\b|or\b|until\b|in\b)[\w/-]+){0,3}?\s+"


def label_objections(it: Recommendation, cited: dict[str, str], names: DrugNames) -> Iterator[tuple[str, str]]:
    """Yield the field, and what is wrong with it, of each part of a recommendation that its words contradict.

    Args:
        it: The recommendation.
        cited: Statement that it cites → its text.
        names: The names of drugs.
    """
    yield from _urgency(it, cited)
    yield from _action(it, cited, names)
    yield from _strength(it)
    yield from _drugs(it, names)
    yield from _plain(it, names)


def under_way_objections(it: Recommendation, names: DrugNames) -> Iterator[tuple[YamlPath, str]]:
    """Yield the same for the wording of what is under way: what was started is continued, what is withheld stays so."""
    if it.under_way is not None:
        action = "continue" if it.action in GIVES else it.action
        again = replace(it, action=action, label=it.under_way.label, plain=it.under_way.plain)
        for check in (_action(again, {}, names), _drugs(again, names), _plain(again, names)):
            for field, message in check:
                yield ("under-way", "plain" if field == "plain" else "label"), message


def _urgency(it: Recommendation, cited: dict[str, str]) -> Iterator[tuple[str, str]]:
    told = [it.label, *(s for s in _sentences(it.plain) if s.startswith("The team"))]
    told += [cited[name] for dose in it.doses for name in dose.statements]
    for text in told:
        now, today = verbs.NOW.search(text), verbs.TODAY.search(text)
        if now and it.urgency != "immediate":
            yield "urgency", f"the urgency is '{it.urgency}', and the words say '{now.group()}'"
            return
        later = verbs.LATER.search(text)
        if later and not now and it.urgency == "immediate":
            yield "urgency", f"the urgency is 'immediate', and the words say '{later.group()}'"
            return
        if today and not now and it.urgency != "today":
            yield "urgency", f"the urgency is '{it.urgency}', and the words say '{today.group()}'"
            return
    if it.urgency == "ongoing" and it.action in verbs.MOMENTS:
        yield "urgency", f"the urgency is 'ongoing', and '{it.action}' is done at a moment: expected immediate or today"
    if it.urgency == "immediate" and it.action == "continue":
        yield "urgency", "the urgency is 'immediate', and to continue changes nothing: expected today or ongoing"


def _action(it: Recommendation, cited: dict[str, str], names: DrugNames) -> Iterator[tuple[str, str]]:
    first = _FIRST.match(it.label)
    verb = first["verb"].casefold() if first else ""
    known: Collection[str] | None = next(
        (allowed for words, allowed in verbs.ACTIONS.items() if verb in words.split("|")), None
    )
    if first and first["not"]:
        known = verbs.FORBIDDING
    passive = re.search(rf"\b(?:can|may|could) be (?P<verb>{verbs.GIVING}|{verbs.HOLDING})\b", it.label)
    if known is None and passive:
        known = GIVES if re.fullmatch(verbs.GIVING, passive["verb"]) else verbs.OFF
    if known is not None and it.action not in known:
        words = it.label if len(it.label) < 60 else f"{it.label[:57]}…"
        yield (
            "action",
            f"the action is '{it.action}', and the label says '{words}': expected {', '.join(sorted(known))}",
        )
    for drug in it.drugs:
        said = _said_of(drug, cited, names)
        wanted = "on" if it.action in GIVES | {"consider"} else "off" if it.action in verbs.OFF else ""
        if wanted and said and wanted not in said.values():
            found = "; ".join(f"{name} says so" for name in said)
            other = "to hold it" if wanted == "on" else "to give it"
            yield "action", f"the action is '{it.action}', and the statements on {drug} say {other} ({found})"


def _said_of(drug: str, cited: dict[str, str], names: DrugNames) -> dict[str, str]:
    """Return which statements say to give a drug ('on') or not to give it ('off'); most say neither."""
    found: dict[str, str] = {}
    for name, text in cited.items():
        for start, end, key in names.mentions(text):
            if key != names.key(drug):
                continue
            before, behind = _clause(text[:start]), text[end:]
            active = re.search(
                rf"(?i)\b(?P<verb>{verbs.GIVING}|{verbs.HOLDING})(?:{_BETWEEN}|\s+)(?:\w+[/ ])*$", before
            )
            passive = re.match(
                r"[/\w ]*? (?:can|may|is|are|was|that was) (?:then )?(?:be )?"
                rf"(?P<verb>{verbs.GIVING}|{verbs.HOLDING})\b",
                behind,
            )
            match = active or passive
            if match:
                giving = bool(re.fullmatch(verbs.GIVING, match["verb"].casefold()))
                if re.search(r"(?i)\b(?:not|never|no)\s+(?:\w+\s+)?$", before[: match.start()] if active else ""):
                    giving = not giving
                found.setdefault(name, "on" if giving else "off")
    return found


def _clause(before: str) -> str:
    return re.split(r"[.;:,]\s", before)[-1]


def _strength(it: Recommendation) -> Iterator[tuple[str, str]]:
    if it.strength == "do" and (it.action == "consider" or verbs.HEDGED_AT_HEAD.search(it.label)):
        yield "strength", f"the strength is 'do', and the words only consider it: '{it.label}'"
    elif it.strength == "consider" and not verbs.HEDGED.search(it.label):
        yield "strength", f"the strength is 'consider', and the label is an instruction: '{it.label}'"


def _drugs(it: Recommendation, names: DrugNames) -> Iterator[tuple[str, str]]:
    named = [key for _, _, key in names.mentions(it.label)]
    own = {names.key(drug) for drug in it.drugs}
    for drug in it.drugs:
        if names.key(drug) not in named and not set(drug.casefold().split()) <= set(it.label.casefold().split()):
            yield "drugs", f"the drug is '{drug}', and the label does not name it: '{it.label}'"
            return
    if named and named[0] not in own and (own or it.action in GIVES | verbs.OFF):
        yield "label", f"the label is on '{named[0]}', and the drugs are {', '.join(it.drugs) or 'none'}"
    elif it.action == "consider" and set(named) - own:
        yield "drugs", f"the label names '{sorted(set(named) - own)[0]}', and the drugs do not"


def _plain(it: Recommendation, names: DrugNames) -> Iterator[tuple[str, str]]:
    if not it.drugs or it.action not in GIVES | verbs.OFF:
        return
    first = _sentences(it.plain)[0]
    own = {names.key(drug) for drug in it.drugs}
    named = [key for _, _, key in names.mentions(first)]
    if named and named[0] not in own and len(own) == 1 and not _kinds(named[0], own):
        yield "plain", f"the text is on '{named[0]}', and the drug is {', '.join(it.drugs)}"
        return
    on, off = verbs.PLAIN_ON.search(first), verbs.PLAIN_OFF.search(first)
    if it.action in verbs.OFF and on and not off:
        yield "plain", f"the action is '{it.action}', and the text says '{on.group()}'"
    if it.action in GIVES and off and not on:
        yield "plain", f"the action is '{it.action}', and the text says '{off.group()}'"


def _kinds(named: str, own: set[str]) -> bool:
    """Return whether a drug is named by its kind: a corticosteroid for dexamethasone."""
    return any(named.endswith(ending) and ending not in each for each in own for ending in ("steroid", "drug", "agent"))


def _sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences(text)]


def exchanged_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each label that is the very name of another element of its list: two were exchanged."""
    for path, element in elements(protocol):
        for field in ("findings", "criteria", "choices", "bands", "scale", "recommendations"):
            yield from _labels_of((*path, field), getattr(element, field, None) or ())


def _labels_of(path: YamlPath, items: tuple[Any, ...]) -> Iterator[Objection]:
    ids = {getattr(item, "id", None) for item in items}
    for index, item in enumerate(items):
        label = getattr(item, "label", None)
        if isinstance(label, str):
            name = re.sub(r"[^a-z0-9]+", "-", folded(label)).strip("-")
            if name in ids and name != item.id:
                yield (*path, index, "label"), f"the label '{label}' of '{item.id}' is the name of another, '{name}'"
