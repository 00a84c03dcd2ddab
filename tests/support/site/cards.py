"""Cards as tests print them, on a site or alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pypdf import PdfReader

from build_scripts.pages.protocol_pages import card_context
from build_scripts.pages.templates import environment
from build_scripts.pages.view import ProtocolView
from build_scripts.project.paths import Project
from build_scripts.words.site_language import ENGLISH
from checker import Protocol

ADDRESS = "https://wards.example.org/wardbook/"


@dataclass
class Printed:
    """The cards of a site, printed, and what was said meanwhile."""

    files: list[Path]
    said: list[str]

    @cached_property
    def reader(self) -> PdfReader:
        """The first card."""
        return PdfReader(self.files[0])

    @cached_property
    def sides(self) -> list[str]:
        """The text of each side of the first card."""
        return [page.extract_text() for page in self.reader.pages]


def sheet(
    project: Project,
    protocol: Protocol,
    site: str | None = None,
    built: datetime.date | None = None,
    others: Mapping[str, Protocol] | None = None,
) -> str:
    """Return the HTML of a card, without the page around it."""
    view = ProtocolView(protocol, built, others=others)
    template = environment(project.templates, ENGLISH).get_template("card-sheet.html.j2")
    return template.render(view=view, protocol=protocol, **card_context(view, site))
