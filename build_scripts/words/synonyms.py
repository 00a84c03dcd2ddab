"""Other names of things: listed once by an author, so that a search for one name finds texts with another."""

from __future__ import annotations

import re
from functools import lru_cache

from checker import Protocol


def other_names(protocol: Protocol, text: str) -> list[str]:
    """Return the synonyms of the names in a text, without those that the text itself uses.

    Args:
        protocol: The protocol whose `synonyms` are used.
        text: The text in which names are looked for.
    """
    found = []
    for group in protocol.synonyms:
        if any(_named(name).search(text) for name in group):
            found += [name for name in group if not _named(name).search(text)]
    return found


@lru_cache(maxsize=4096)
def _named(name: str) -> re.Pattern[str]:
    """Return the pattern of a name as whole words. An abbreviation counts in capitals only: 'DS' is not in 'ds'."""
    short = name.isupper() or len(name) <= 3
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", 0 if short else re.IGNORECASE)
