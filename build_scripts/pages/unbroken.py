"""Line breaks in HTML: none between a number and its unit, and no empty lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    pass


TEXT = re.compile(r">[^<]+")
"""The text between two tags."""


JOINED = re.compile(r"(?<=\d) (?=[^\W\d_]|[×%°])|(?<=×) (?=\d)")
"""The space between a number and its unit, and within '10 × 10⁹/L'."""


def unbroken(html: str) -> Markup:
    """Return HTML without line breaks between a number and its unit: '10' above 'mg' is read as another dose."""
    # Only spaces are exchanged, and only between tags.
    return Markup(TEXT.sub(lambda text: JOINED.sub("\u00a0", text[0]), html))  # noqa: S704


def no_blank_lines(text: str) -> Markup:
    """Return HTML without empty lines, since Markdown ends a block of HTML at an empty line."""
    return Markup(re.sub(r"\n\s*\n+", "\n", text))  # noqa: S704 - written by a template
