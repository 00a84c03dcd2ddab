"""The language of a site: the words of its interface from one catalogue, dates and numbers as it writes them.

The catalogue of a language is `site_templates/locale/CODE/LC_MESSAGES/wardbook.po`. The words of the content
come from the authors: `build_scripts.content.translation` puts them in.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from build_scripts.project.paths import Project
from build_scripts.project.problems import BuildError
from build_scripts.words.settings import site_config
from checker.words.messages import SpokenLanguage

SOURCE = "en"
"""The language that templates, programs and content are written in."""

SMALL_NOUNS = {"de": False}
"""Languages in which a label keeps its capital inside a sentence."""

WRITTEN_DATES = {"en": "en_GB"}
"""Language → the locale of its long dates, where there is a choice: in English the day stands before the month."""


class LanguageError(BuildError):
    """A language without a usable catalogue; the message says what is there."""


@dataclass(frozen=True)
class SiteLanguage:
    """One language of the interface."""

    code: str
    """Code of the language, as in `theme.language` of mkdocs.yml, for example `de`."""
    catalogue: Catalog | None
    """The language's catalogue; None for the source language."""

    @property
    def is_source(self) -> bool:
        """Whether nothing has to be translated."""
        return self.catalogue is None

    @property
    def locale(self) -> Locale:
        """Babel's locale, for dates."""
        return Locale.parse(WRITTEN_DATES.get(self.code, self.code))

    def engine(self) -> SpokenLanguage:
        """Return the language of the engine and of all other messages in Python."""
        mark = str(self.locale.number_symbols["latn"]["decimal"])
        return SpokenLanguage(dict(self.messages()), mark, SMALL_NOUNS.get(self.code, True))

    def messages(self, *folders: str) -> Iterator[tuple[str, str]]:
        """Yield English and translated messages, of all files or of those below the folders named.

        Forms of a plural are messages of their own.
        """
        for message in self.catalogue or ():
            used = not folders or any(place.startswith(folders) for place, _ in message.locations)
            if message.id and used:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                yield from zip(ids, texts, strict=True)

    def long_date(self, date: datetime.date) -> str:
        """Return a date that no reader can mistake: '23 November 2026'."""
        return str(format_date(date, "long", self.locale))


ENGLISH = SiteLanguage(SOURCE, None)
"""The language in which everything is written."""


def catalogue_path(templates: Path, code: str) -> Path:
    """Return where the catalogue of a language lies."""
    return templates / "locale" / code / "LC_MESSAGES" / "wardbook.po"


@lru_cache(maxsize=4)
def site_language(templates: Path, code: str) -> SiteLanguage:
    """Return a language that a site can be built in.

    Args:
        templates: The folder `site_templates`.
        code: As in `theme.language` of mkdocs.yml.

    Raises:
        LanguageError: when there is no catalogue for it, or it lacks words.
    """
    if code == SOURCE:
        return ENGLISH
    path = catalogue_path(templates, code)
    known = sorted(place.name for place in (templates / "locale").glob("*") if place.is_dir())
    try:
        Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        raise LanguageError(f"mkdocs.yml: theme.language is '{code}', expected {_either(known)}") from None
    if not path.is_file():
        raise LanguageError(
            f"mkdocs.yml: theme.language is '{code}', but there are no words for it; expected {_either(known)}. "
            "'make words' writes an empty catalogue to fill in"
        )
    with path.open("rb") as file:
        catalogue: Catalog = read_po(file, locale=code, abort_invalid=True)
    open_ = [message.id for message in catalogue if message.id and (message.fuzzy or not is_whole(message.string))]
    if open_:
        raise LanguageError(f"{path.name} of '{code}' lacks {len(open_)} words, the first is {open_[0]!r}")
    return SiteLanguage(code, catalogue)


def language_of(project: Project) -> SiteLanguage:
    """Return the language that a site's mkdocs.yml asks for.

    Raises:
        LanguageError: when there is no catalogue for it.
    """
    theme = site_config(project.root / "mkdocs.yml").get("theme") or {}
    return site_language(project.templates.resolve(), str(theme.get("language", SOURCE)))


def is_whole(text: Any) -> bool:
    """Return whether a translation is there, in each of its plural forms."""
    return all(text) if isinstance(text, tuple) else bool(text)


def _either(known: list[str]) -> str:
    return " or ".join([SOURCE, *known])
