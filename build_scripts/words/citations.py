"""Literature entries put into words."""

from __future__ import annotations

from checker.protocol.sources import Reference
from checker.words.messages import _


def short_citation(reference: Reference) -> str:
    """Return the name by which a text refers to an entry: 'Sanz et al. 2019'; without a year the names alone."""
    return f"{_authors(reference)} {reference.year or ''}".strip()


def where(reference: Reference) -> str:
    """Return year, volume and pages as a bibliography prints them: '2019;133:1630–1643', or that there is no date."""
    volume = f";{reference.volume}" if reference.volume else ""
    page = f":{reference.page}" if reference.page else ""
    return f"{reference.year or _('no date')}{volume}{page}"


def author_list(reference: Reference) -> str:
    """Return the authors as a bibliography prints them: 'Sanz et al.', 'Sanz, Montesinos'."""
    names = [" ".join(filter(None, (author.family, author.given))) for author in reference.authors]
    return ", ".join(names) + (" et al." if reference.et_al else "")


def _authors(reference: Reference) -> str:
    families = [author.family for author in reference.authors]
    if reference.et_al or len(families) > 2:
        return f"{families[0]} et al."
    return _(" and ").join(families)
