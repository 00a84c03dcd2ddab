"""The pages that every protocol has, besides those that its author describes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.words.messages import marked


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that is made for every protocol, from a template of its name: `NAME.md.j2`."""

    name: str
    """Name of the page in the address, and of its template."""
    title: str
    """Title in the navigation; a message."""
    before_authored: bool = False
    """Whether the page stands before those that the author describes."""
    can_be_described: bool = False
    """Whether an author may describe a page of that name, whose sections then stand on it."""


GENERATED_PAGES = (
    GeneratedPage("index", marked("Overview"), before_authored=True),
    GeneratedPage("checker", marked("Assess a patient"), before_authored=True),
    GeneratedPage("ask", marked("Ask a question"), before_authored=True),
    GeneratedPage("sources", marked("Sources"), can_be_described=True),
    GeneratedPage("quality", marked("How we know")),
    GeneratedPage("verify", marked("To be verified before use")),
    GeneratedPage("history", marked("Change history")),
    GeneratedPage("card", marked("Card for print")),
)
"""The generated pages, in the order of the navigation. A new one takes a row here and a template."""

RESERVED_PAGES = tuple(page.name for page in GENERATED_PAGES if not page.can_be_described)
"""Names that no page of an author may have."""
