"""Statements against recommendations: what they tell to do is not the opposite, as firm, and on the same drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.reading.said import sentences
from build_scripts.content.double_entry.wordings import verbs
from checker.protocol.model import GIVES, Recommendation

_HEAD = re.compile(
    r"(?:(?:When|If|On|In|With|At|During|After|Before|Once)\b[^.;:]*?, )?(?:(?:temporarily|then) )*(?P<rest>.*)", re.S
)
_VERB = re.compile(r"(?P<not>do not |never )?(?P<verb>[a-z]+)", re.IGNORECASE)
_NEUTRAL = {"decide", "taper", "interpret", "investigate", "keep-in"}
_TOLD_OFF = verbs.OFF - {"keep-in"}
_PLAIN_ACTIONS = GIVES | verbs.OFF | {"consider", "correct"}
"""Actions that a statement itself has to tell; others, such as to investigate, may be concluded from it."""

_OFF_VERBS = frozenset(verbs.HOLDING.split("|"))


def objections_to_instructed(it: Recommendation, cited: dict[str, str], names: DrugNames) -> Iterator[tuple[str, str]]:
    """Yield the field, and what is wrong with it, of each part of a recommendation that its statements contradict.

    Args:
        it: The recommendation.
        cited: Statement that it cites → its text.
        names: The names of drugs.
    """
    for name, text in cited.items():
        told = _told(text, it.action)
        if (told == "off" and it.action not in _TOLD_OFF | _NEUTRAL) or (told == "on" and it.action in _TOLD_OFF):
            yield "action", f"the action is '{it.action}', and {name} says '{_short(text)}'"
            return
    if it.action in _PLAIN_ACTIONS:
        known = {name: allowed for name, text in cited.items() if (allowed := _allowed(text))}
        if known and all(it.action not in allowed for allowed in known.values()):
            name = next(iter(known))
            yield "action", f"the action is '{it.action}', and {name} says '{_short(cited[name])}'"
            return
    yield from _strength(it, cited)
    yield from _unnamed(it, cited, names)
    yield from _joined(it, cited, names)


def _first(text: str) -> tuple[str, bool, frozenset[str]] | None:
    """Return the verb with which a statement tells what to do, whether it is forbidden, and the actions it can be."""
    head = _HEAD.match(text)
    first = _VERB.match(head["rest"]) if head else None
    if first is None:
        return None
    verb = first["verb"].casefold()
    if verb in verbs.RESTRICTING:
        return verb, bool(first["not"]), frozenset(verbs.OFF)
    known = next((allowed for words, allowed in verbs.ACTIONS.items() if verb in words.split("|")), None)
    return None if known is None else (verb, bool(first["not"]), frozenset(known))


def _allowed(text: str) -> frozenset[str]:
    """Return the actions that a statement tells; none where it tells none."""
    first = _first(text)
    if first is None or first[1]:
        return frozenset()
    return first[2] | (verbs.OFF if first[0] in _OFF_VERBS else frozenset())


def _told(text: str, action: str) -> str | None:
    """Return whether a statement tells to do ('on') or not to do ('off') something; None where it tells neither."""
    first = _first(text)
    if first is None:
        return None
    verb, forbidden, known = first
    off = verb in _OFF_VERBS or verb in verbs.RESTRICTING
    if off != forbidden:
        return "off" if off or known & GIVES or action in known else None
    return "on" if known & GIVES and verb != "consider" else None


def _strength(it: Recommendation, cited: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Check that the statements which give a dose are as firm as the recommendation of it."""
    for name in dict.fromkeys(name for dose in it.doses for name in dose.statements if name in cited):
        hedged = bool(verbs.HEDGED_IN_STATEMENT.search(cited[name]))
        if hedged and it.strength == "do":
            yield "strength", f"the strength is 'do', and {name} only considers it: '{_short(cited[name])}'"
        elif not hedged and it.strength == "consider":
            yield "strength", f"the strength is 'consider', and {name} is an instruction: '{_short(cited[name])}'"


def _unnamed(it: Recommendation, cited: dict[str, str], names: DrugNames) -> Iterator[tuple[str, str]]:
    """Check that statements which name drugs name one of the recommendation's."""
    named = {mention[2]: name for name, text in cited.items() for mention in names.mentions(text)}
    own = {names.key(drug) for drug in it.drugs}
    if own and named and not own & set(named):
        said = "; ".join(f"{name} names '{drug}'" for drug, name in named.items())
        yield "drugs", f"the drug is '{', '.join(it.drugs)}', and no statement that is cited names it ({said})"


def _joined(it: Recommendation, cited: dict[str, str], names: DrugNames) -> Iterator[tuple[str, str]]:
    """Check that two drugs are joined by the same 'and' or 'or' in the label as in a statement."""
    own = {names.key(drug) for drug in it.drugs}
    if len(own) < 2:
        return
    label = _joints(it.label, own, names)
    for name, text in cited.items():
        for pair, joint in _joints(text, own, names).items():
            if label.get(pair, joint) != joint:
                yield "label", f"the label says '{label[pair]}' between its drugs, and {name} says '{joint}'"


def _joints(text: str, own: set[str], names: DrugNames) -> dict[frozenset[str], str]:
    """Return the 'and' or 'or' between each two drugs that follow each other in a sentence."""
    found: dict[frozenset[str], str] = {}
    for start, end in sentences(text):
        inside = [m for m in names.mentions(text) if start <= m[0] < end and m[2] in own]
        for one, other in pairwise(inside):
            words = re.findall(r"\b(?:and|or)\b", text[one[1] : other[0]])
            if len(words) == 1 and one[2] != other[2]:
                found.setdefault(frozenset((one[2], other[2])), words[0])
    return found


def _short(text: str) -> str:
    return text if len(text) < 60 else f"{text[:57]}…"
