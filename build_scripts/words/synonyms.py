"""Other names of things: listed once by an author, so that who searches by one finds what is written with another."""

from __future__ import annotations

import re
from functools import lru_cache

from checker import Protocol


def other_names(protocol: Protocol, text: str) -> list[str]:
    """Return the synonyms of what a text names, without those that it uses itself.

    Args:
        protocol: The protocol whose `synonyms` are asked.
        text: What is written.
    """
    found = []
    for group in protocol.synonyms:
        if any(_named(name).search(text) for name in group):
            found += [name for name in group if not _named(name).search(text)]
    return found


@lru_cache(maxsize=4096)
def _named(name: str) -> re.Pattern[str]:
    """Match a name as words of their own. An abbreviation counts only in capitals: 'DS' is not in 'ds'."""
    short = name.isupper() or len(name) <= 3
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", 0 if short else re.IGNORECASE)
