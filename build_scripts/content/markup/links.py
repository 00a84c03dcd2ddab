"""Links of section texts: where each leads within the site, and what is wrong with one that leads nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.content.page_names import GENERATED_PAGES
from checker import Protocol
from checker.answers.echo import cut, unknown
from checker.protocol.traversal import COLLECTIONS, anchor_of, named_rules

OVERVIEW = "index"

_ADDRESS = re.compile(
    r"(?P<elsewhere>\.\./(?:\.\./(?:[\w-]+/)*|[\w-]+/))?(?P<page>[\w-]+)?(?P<ending>\.\w+)?(?:#(?P<anchor>[\w.-]+))?",
    re.ASCII,
)

EXPECTED = "expected '#S08' (an element of this protocol), 'treat.md' (one of its pages) or '../other/index.md'"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    address: str
    """The address, relative to any page of the protocol."""
    elsewhere: str | None = None
    """The address as it was written, where it leads out of the protocol: only the whole content can tell whether it
    exists."""


class DeadLink(ValueError):
    """A link that leads nowhere, or out of the site; the message says which and what was expected."""


def homes(protocol: Protocol) -> dict[str, str]:
    """Return the page on which each anchor of a protocol stands: ids of elements, `criterion-ID`, `grade-ID` and so on.

    What a rule refers to by name and no section explains has no home here; see `anchors`.
    """
    found = {reference.id: "sources" for reference in protocol.references}
    for page in protocol.pages:
        for section in page.sections:
            for name in (*section.statements, *section.recommendations, *section.disagreements):
                found[name] = page.id
            for kind, collection in COLLECTIONS.items():
                for name in getattr(section, collection):
                    found.setdefault(anchor_of(kind, name), page.id)
    return found


def page_names(protocol: Protocol) -> list[str]:
    """Return the names of all pages of a protocol."""
    names = [page.name for page in GENERATED_PAGES]
    return [*names, *(page.id for page in protocol.pages if page.id not in names)]


def target(href: str, protocol: Protocol) -> Target:
    """Return where a link leads.

    Args:
        href: The address as the author wrote it.
        protocol: The protocol in whose text it stands.

    Raises:
        DeadLink: when it leads out of the site, or to something that the protocol does not have.
    """
    if re.match(r"[\s\x00-\x1f]*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|www\.)", href):
        raise DeadLink(
            f"the link to '{cut(href)}' leads out of the site; name literature by its id among the references instead, "
            "such as '#author-2000'"
        )
    match = _ADDRESS.fullmatch(href)
    if match is None or not (match["page"] or match["anchor"]):
        raise _nowhere(href, EXPECTED)
    page, anchor, elsewhere = match["page"], match["anchor"], match["elsewhere"]
    if match["ending"] not in (".md", None) or (elsewhere and match["ending"] is None):
        raise _nowhere(href, EXPECTED)
    if elsewhere:
        return Target(f"{elsewhere}{page}.html" + (f"#{anchor}" if anchor else ""), href)
    names, places = page_names(protocol), anchors(protocol)
    if page is not None and page not in names:
        raise _nowhere(href, unknown("page", page, names))
    if anchor is None:
        return Target(f"{page}.html")
    if anchor not in places:
        raise _nowhere(href, unknown("element", anchor, places))
    if page is not None and places[anchor] != page:
        raise _nowhere(href, f"{anchor} stands on the page '{places[anchor]}'")
    return Target(f"{places[anchor]}.html#{anchor}")


def _nowhere(href: str, why: str) -> DeadLink:
    return DeadLink(f"the link to '{cut(href)}' leads nowhere: {why}")


def anchors(protocol: Protocol) -> dict[str, str]:
    """Return the page on which each anchor of a protocol stands, those of the overview included."""
    # Criteria, scores and grades that no section shows are explained on the overview.
    return {anchor_of(*named): OVERVIEW for named in named_rules(protocol)} | homes(protocol)
