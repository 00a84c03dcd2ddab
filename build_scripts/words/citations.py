"""Literature put into words, and how a statement is known."""

from __future__ import annotations

from collections.abc import Iterable

from checker.protocol.sources import KNOWN, Reference, Statement
from checker.words.messages import _, marked

KNOWN_WORDS = {
    "source": marked("Read in the source"),
    "restatement": marked("Read in a restatement, to be verified in the source"),
    "general-knowledge": marked("General knowledge, to be verified"),
}
"""How a statement is known → the words for it."""

KIND_WORDS = {
    "guideline": marked("Guideline"),
    "consensus": marked("Consensus of experts"),
    "label": marked("Label of a drug"),
    "trial": marked("Trial"),
    "study": marked("Study"),
    "review": marked("Review article"),
    "textbook": marked("Textbook"),
    "database": marked("Database"),
}
"""Sort of literature → its name."""


def known_words(known: str) -> str:
    """Return how a statement is known, as words."""
    return _(KNOWN_WORDS[known])


def by_known(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """Return statements together that are known in the same way: the way, and the statements; the surest way first."""
    listed = list(statements)
    groups = [(known, [statement for statement in listed if statement.known == known]) for known in KNOWN]
    return [group for group in groups if group[1]]


def kind_words(kind: str) -> str:
    """Return the name of a sort of literature."""
    return _(KIND_WORDS[kind])


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
