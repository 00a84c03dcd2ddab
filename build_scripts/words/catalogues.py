"""The catalogues of the interface: collected from the code, so that no message is missing and unused ones drop out.

Run as `python -m build_scripts.words.catalogues [CODE …]`: it renews every catalogue, and begins one for each language
named. New and changed messages stand there without a translation, and the build of that language names them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from build_scripts.project.digests import ROOT
from build_scripts.words.settings import site_config
from build_scripts.words.site_language import catalogue_path, is_whole

SOURCES = [
    ("checker/**.py", "python"),
    ("build_scripts/**.py", "python"),
    ("site_templates/p**/*.j2", "jinja2"),
    ("site_templates/scripts/**.js", "javascript"),
]
"""Files, and the method by which their messages are found."""

KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}
"""Functions whose first argument is a message (of `ngettext`, the first two)."""

BEGUN = datetime(2026, 11, 23, tzinfo=UTC)
"""The date in the head of every catalogue: a date that changed with each run would be noise."""


def collect(root: Path) -> Catalog:
    """Return every message of the interface, with the files that use it.

    Args:
        root: The project.
    """
    catalogue = Catalog(project="Wardbook", creation_date=BEGUN, fuzzy=False)
    options = {pattern: {"silent": "false"} for pattern, _ in SOURCES}
    tops = {root / Path(pattern).parts[0] for pattern, _ in SOURCES}
    found = extract_from_dir(
        str(root),
        SOURCES,
        options,
        KEYWORDS,
        directory_filter=lambda folder: not tops.isdisjoint((Path(folder), *Path(folder).parents)),
    )
    for name, _line, message, _comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, None, [(Path(name).as_posix(), 0)], context=context)
    config = site_config(root / "mkdocs.yml")
    for place, key in config_words(config):
        catalogue.add(str(place[key]), None, [("mkdocs.yml", 0)])
    return catalogue


def config_words(config: Any) -> Iterator[tuple[Any, str]]:
    """Yield the places of a site's configuration that hold words of its interface, each as its container and key."""
    for key in ("site_description", "copyright"):
        if config.get(key):
            yield config, key
    for palette in _listed((config.get("theme") or {}).get("palette")):
        if isinstance(palette, dict) and _has(palette.get("toggle"), "name"):
            yield palette["toggle"], "name"
    for extension in _listed(config.get("markdown_extensions")):
        if isinstance(extension, dict) and _has(extension.get("toc"), "permalink_title"):
            yield extension["toc"], "permalink_title"
    words = (config.get("extra") or {}).get("words") or {}
    yield from ((words, key) for key in words)


def _listed(value: Any) -> Iterable[Any]:
    """Return a list of a configuration; what is something else is for the site builder to refuse."""
    return value if isinstance(value, list) else ()


def _has(value: Any, key: str) -> bool:
    return isinstance(value, dict) and bool(value.get(key))


def renew(root: Path, code: str, template: Catalog) -> tuple[int, int]:
    """Bring the catalogue of a language up to date, or begin it.

    Returns:
        How many messages it has, and how many of them wait for a translation.
    """
    path = catalogue_path(root / "site_templates", code)
    if path.is_file():
        with path.open("rb") as file:
            catalogue: Catalog = read_po(file, locale=code)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
    else:
        catalogue = Catalog(locale=code, project="Wardbook", creation_date=BEGUN, revision_date=BEGUN, fuzzy=False)
        catalogue.update(template)
    catalogue.creation_date = catalogue.revision_date = BEGUN
    catalogue.header_comment = f"# The words of Wardbook's interface in {Locale.parse(code).english_name}."
    catalogue.version = catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, include_lineno=False, width=120)
    waiting = sum(1 for message in catalogue if message.id and (message.fuzzy or not is_whole(message.string)))
    return len(catalogue), waiting


def main(codes: list[str]) -> int:
    """Renew every catalogue, and those of the languages named. Returns the exit status."""
    folder = ROOT / "site_templates" / "locale"
    template = collect(ROOT)
    for code in sorted({path.name for path in folder.glob("*") if path.is_dir()} | set(codes)):
        try:
            Locale.parse(code)
        except (ValueError, UnknownLocaleError):
            print(f"'{code}' is no language: expected a code such as 'de' or 'fr'", file=sys.stderr)
            return 2
        all_, waiting = renew(ROOT, code, template)
        print(f"{code}: {all_} messages, {waiting} of them without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
