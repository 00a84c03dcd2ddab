"""The spelling of a text: what may change in it without touching what was approved.

White space and marks between words are spelling; everything else is what the text says. A word that is spelled in
another way is a change: nobody can tell by rule that 'hypokalaemia' was a slip for 'hyperkalaemia'.
"""

from __future__ import annotations

import unicodedata

MARKS = frozenset(".,;:!…()[]\"'-–—\u2018\u2019\u201c\u201d\u2010\u2011")
"""Marks between words. A question mark, a sign of comparison or of arithmetic, a slash and a unit are never folded."""


def folded_spelling(text: str) -> str:
    """Return a text without what is only spelling in it: texts that say the same have the same result.

    A mark counts as a space unless it may belong to a number: one before a digit is kept (`-5`, `0.5`, `(3`), and so is
    one directly behind a digit that does not end the word (`5-fold`, `1:1000`).
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join("".join(_folded(text, place) for place in range(len(text))).split())


def _folded(text: str, place: int) -> str:
    mark = text[place]
    if mark not in MARKS:
        return mark
    behind = text[place + 1 :].lstrip()
    before_number = behind[:1].isdigit() or (behind[:1] in (".", ",") and behind[1:2].isdigit())
    if before_number and (mark not in ".,;:!…" or text[place + 1 : place + 2] != " "):
        return mark
    within_word = text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isalnum()
    return mark if within_word else " "
