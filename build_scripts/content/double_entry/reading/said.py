"""What a text says of a dose beside its numbers: the route, and whether it is a single dose."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "intravenous": ("intravenous", "intravenously", "into a vein"),
    "oral": ("oral", "orally", "by mouth", "per os"),
    "subcutaneous": ("subcutaneous", "subcutaneously", "under the skin"),
    "intramuscular": ("intramuscular", "intramuscularly", "into a muscle"),
    "inhaled": ("inhaled", "inhalation", "inhalations", "nebulised", "nebulized"),
    "intrathecal": ("intrathecal", "intrathecally"),
    "rectal": ("rectal", "rectally"),
    "topical": ("topical", "topically", "on the skin", "onto the skin"),
    "sublingual": ("sublingual", "sublingually", "under the tongue"),
    "buccal": ("buccal", "buccally"),
    "intranasal": ("intranasal", "intranasally", "into the nose"),
    "intraosseous": ("intraosseous", "intraosseously"),
    "transdermal": ("transdermal", "transdermally"),
    "intraperitoneal": ("intraperitoneal", "intraperitoneally"),
}
"""Route as data → how a text says it."""

_SHORT = {
    "intravenous": ("IV", "i.v."),
    "oral": ("PO", "p.o."),
    "subcutaneous": ("SC", "s.c."),
    "intramuscular": ("IM", "i.m."),
}
"""Route as data → its abbreviations, which count as they are written."""

_FORBIDDEN = re.compile(r"(?i)\b(?:not|never|nor)(?: \w+){0,2} $")

_PATTERNS = {
    route: re.compile(rf"(?<!\w)(?:(?i:{'|'.join(words)})|{'|'.join(map(re.escape, _SHORT.get(route, words)))})(?!\w)")
    for route, words in _WORDS.items()
}

ONCE = re.compile(
    r"(?i)\b(?:single dose|one dose|one single dose|single|once)\b(?! (?:daily|weekly|a |per |every|each))"
)
"""Words of a single dose."""

SINGLE = re.compile(r"(?i)\bsingle dose\b|\bas a single\b|\bone dose only\b")
"""Words of a dose that is given once and not again."""

PEOPLE = {"adult": re.compile(r"(?i)\badults?\b"), "child": re.compile(r"(?i)\b(?:child(?:ren)?|infants?|neonates?)\b")}
"""Patients as data → how a text says them."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"“(]|$)")


@lru_cache(maxsize=20_000)
def routes_said(text: str) -> frozenset[str]:
    """Return the routes that a text names, other than those that it forbids."""
    return frozenset(route for route in _PATTERNS if says_route(text, route))


def says_route(text: str, route: str) -> bool:
    """Return whether a text names a route; one that has no pattern here is looked for as it is written."""
    known = _PATTERNS.get(route)
    if known is None:
        return route.casefold() in text.casefold()
    return any(not _FORBIDDEN.search(text[: match.start()]) for match in known.finditer(text))


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a text begins and ends."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    starts = [0, *ends[:-1]]
    return tuple(zip(starts, ends, strict=True))
