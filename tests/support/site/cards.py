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

    def of(self, protocol: Protocol) -> Printed:
        """The card of one protocol, and what was said of it."""
        name = f"{protocol.id}-{protocol.version}.pdf"
        files = [file for file in self.files if file.name == name]
        return Printed(files, [line for line in self.said if line.startswith(f"The card of {protocol.id} ")])

    @cached_property
    def reader(self) -> PdfReader:
        """The only card."""
        (file,) = self.files
        return PdfReader(file)

    @cached_property
    def sides(self) -> list[str]:
        """The text of each side of the only card."""
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
