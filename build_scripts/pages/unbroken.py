"""Line breaks: none between a number and its unit, and no empty lines in HTML."""

from __future__ import annotations

import re

from markupsafe import Markup

_TEXT = re.compile(r"<(?P<raw>script|style)\b.*?</(?P=raw)(?=>)|(?P<text>>[^<]+)", re.DOTALL)
"""The text between two tags. Scripts and styles are passed over: what they hold is no text."""

_JOINED = re.compile(r"(?<=\d) (?=[^\W\d_]|[×%°])|(?<=×) (?=\d)")
"""The space between a number and its unit, and within '10 × 10⁹/L'."""


def joined(text: str) -> str:
    """Return a text without line breaks between a number and its unit: '7' above 'mg' is read as another dose."""
    return _JOINED.sub("\u00a0", text)


def unbroken(html: str) -> Markup:
    """Return HTML in which no text breaks between a number and its unit."""
    # Only spaces are exchanged, and only between tags.
    return Markup(_TEXT.sub(lambda part: joined(part[0]) if part["text"] else part[0], html))  # noqa: S704


def no_blank_lines(text: str) -> Markup:
    """Return HTML without empty lines, since Markdown ends a block of HTML at an empty line."""
    return Markup(re.sub(r"\n\s*\n+", "\n", text))  # noqa: S704 - written by a template
