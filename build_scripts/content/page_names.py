"""The pages that every protocol has, besides those that its author describes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.words.messages import marked


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that is made for every protocol, from a template of its name: `NAME.md.j2`."""

    name: str
    """Its name in the address, and that of its template."""
    title: str
    """In the navigation; a message."""
    before_authored: bool = False
    """Whether it stands before the pages that the author describes."""
    can_be_described: bool = False
    """Whether an author may describe a page of that name, whose sections then stand on it."""


GENERATED_PAGES = (
    GeneratedPage("index", marked("Overview"), before_authored=True),
    GeneratedPage("checker", marked("Assess a patient"), before_authored=True),
    GeneratedPage("ask", marked("Ask a question"), before_authored=True),
    GeneratedPage("sources", marked("Sources"), can_be_described=True),
    GeneratedPage("quality", marked("How we know")),
    GeneratedPage("history", marked("Change history")),
    GeneratedPage("card", marked("Card for print")),
)
"""In the order of the navigation. Another page for every protocol is a row here and a template."""

RESERVED_PAGES = tuple(page.name for page in GENERATED_PAGES if not page.can_be_described)
"""Names that no page of an author may have."""
