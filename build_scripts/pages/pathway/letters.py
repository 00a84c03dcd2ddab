"""How wide a text is in the typeface of the site. The build has no font to measure, so widths of letters stand here.

They were measured in a browser, in fractions of the size of the text, and are rounded up; what is not listed counts as
wide. A box whose text was estimated too wide only has some room to spare.
"""

from __future__ import annotations

import re

_WIDTHS = (
    (0.26, "'.,:;ijl|"),
    (0.31, " \u00a0()f"),
    (0.36, "tr-"),
    (0.41, 'I/1“”"²'),
    (0.48, "yvzscx•"),
    (0.53, "k–7JaäàLj×"),
    (0.56, "euüéè2hnoöFdgT<>"),
    (0.60, "bpqEY3ß59PSV6"),
    (0.64, "48BRZXAKÄC"),
    (0.69, "0DwGHNUÜ"),
    (0.73, "OQÖ"),
    (0.86, "mMW≥≤"),
)
_OF = {letter: width for width, letters in _WIDTHS for letter in letters}
_OTHER = 0.92
_BOLD = 0.05
"""By how much a letter is wider where it is bold."""

_PIECE = re.compile(r"[^ ]+?(?:(?<=\w)-(?=\w\w)|(?= |$)) *")
"""A word, or its part up to a hyphen, with the spaces behind it; never-breaking spaces stay inside."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text.

    Args:
        text: The text, of one line.
        size: Its font size; the width is in the same unit.
        bold: Whether it is set bold.
    """
    return size * sum(_OF.get(letter, _OTHER) + (_BOLD if bold else 0) for letter in text)


def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text that fits into some room; a word that is wider than that has its own line."""
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if line and width_of((line + piece).rstrip(" "), size, bold=bold) > room:
            lines.append(line.rstrip(" "))
            line = ""
        line += piece
    return [*lines, line.rstrip(" ")] if line else lines
