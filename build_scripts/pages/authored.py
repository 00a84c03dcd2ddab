"""Pages that authors wrote themselves, outside the protocols, and their places in a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from build_scripts.project.filenames import alike, objection_to_file_name
from build_scripts.project.problems import ContentError, Problem
from build_scripts.words.site_language import SiteLanguage
from checker.words.messages import _, marked

TRANSLATED_PAGE = re.compile(r".+\.[a-z]{2,3}\.md")
"""File name of a written page in another language: `index.de.md`."""

TITLE = re.compile(r"^# .+\n", re.MULTILINE)


def written_pages(docs: Path, language: SiteLanguage) -> dict[str, Path]:
    """Return the pages that authors wrote themselves, by their place in the site.

    `about.de.md` is `about.md` of a site in German.

    Raises:
        ContentError: when some operating system cannot hold a page under its name beside the others.
    """
    pages = {
        path.relative_to(docs).as_posix(): path
        for path in sorted(docs.rglob("*.md"))
        if not path.is_relative_to(docs / "protocols")
    }
    problems = [Problem(pages[name], 1, 1, message) for name, message in _name_objections(pages)]
    if problems:
        raise ContentError(problems)
    translated = {name: path for name, path in pages.items() if TRANSLATED_PAGE.fullmatch(path.name)}
    here = {
        f"{name.removesuffix(f'.{language.code}.md')}.md": path
        for name, path in translated.items()
        if name.endswith(f".{language.code}.md")
    }
    return {name: here.get(name, path) for name, path in pages.items() if name not in translated}


def _name_objections(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each page whose name another system would lose or take for that of another page, with the objection."""
    for name in names:
        objections = (objection_to_file_name(part) for part in name.removesuffix(".md").split("/"))
        message = next(filter(None, objections), None)
        if message:
            yield name, message
    for name, part, other in alike(["protocols", *names]):
        yield name, f"'{part}' differs from '{other}' in capitals only: on Windows the two are one; rename one of them"


def in_its_language(path: Path, language: SiteLanguage) -> str:
    """Return the text of a written page; in a site of another language an untranslated page says so under its title."""
    text = path.read_text(encoding="utf-8")
    if language.is_source or TRANSLATED_PAGE.fullmatch(path.name):
        return text
    note = f'\n!!! note ""\n    {_("This page is in English only.")}\n'
    return TITLE.sub(lambda title: title[0] + note, text, count=1)


SECTIONS = {"about": marked("About"), "developers": marked("For developers")}
"""Folder of written pages → its title in the navigation."""

SUBSECTIONS = {"adr": marked("Decisions"), "tasks": marked("Tasks")}
"""Folder within one of them → its title."""


def written_nav(written: Sequence[str] | dict[str, Path], has_language: bool) -> list[Any]:
    """Return the navigation of the pages that authors wrote themselves: folders in the order of `SECTIONS`.

    Within a folder the index comes first, then the other pages by file name. Each page's title is its own heading.
    """
    nav: list[Any] = []
    for folder, title in SECTIONS.items():
        names = [name for name in written if name.startswith(f"{folder}/")]
        if folder == "developers":
            names += ["developers/language.md"] if has_language else []
            names.append("developers/authors.md")
        names.sort(key=lambda name: (name.count("/"), not name.endswith("index.md"), name))
        top = [name for name in names if name.count("/") == 1]
        inside: list[Any] = list(top)
        for subfolder, subtitle in SUBSECTIONS.items():
            pages = [name for name in names if name.startswith(f"{folder}/{subfolder}/")]
            if pages:
                inside.append({_(subtitle): sorted(pages, key=lambda name: (not name.endswith("index.md"), name))})
        if names:
            nav.append({_(title): inside})
    return nav
