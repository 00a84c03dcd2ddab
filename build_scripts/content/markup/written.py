"""Pages that authors wrote outside the protocols, held against what a page may hold: with file and line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from build_scripts.content.markup.elements import element_objections
from build_scripts.content.markup.page_words import open_words
from build_scripts.content.yaml_scalars import unseen_characters
from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import Store
from build_scripts.words.dose_words import doses_in, objection_to_plain_dose
from checker.answers.echo import cut, shown

HEAD = ("title", "description", "readers", "hide", "search")
"""Keys that the head of a written page may have. The theme takes others for the address of a script."""

_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)


def written_sources(docs: Path) -> list[Path]:
    """Return the files of all pages that authors wrote themselves, in every language."""
    return [path for path in sorted(docs.rglob("*.md")) if not path.is_relative_to(docs / "protocols")]


def written_problems(docs: Path, store: Store | None = None) -> list[Problem]:
    """Return everything in written pages that could run, load something from elsewhere, or deceive a reader's eye.

    Args:
        docs: The folder of all content; the site's configuration lies beside it.
        store: Keeps the result until a page changes.
    """
    files, config = written_sources(docs), docs.parent / "mkdocs.yml"

    def find() -> list[Problem]:
        reader = _PageReader(docs)
        return [problem for file in files for problem in reader.problems(file)]

    if store is None:
        return find()
    known = [file for file in (config, *files) if file.is_file()]
    return store.get("written", key_of([code_of(__name__), *known]), find)


def ids_in(file: Path, docs: Path) -> list[str]:
    """Return the ids of a written page that a link can lead to."""
    collector = _IdCollector()
    collector.feed(_PageReader(docs).html(file.read_text(encoding="utf-8"))[0])
    return collector.ids


class _IdCollector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]


class _PageReader:
    """Reads written pages as the site builder does: with its library, and the extensions that it is given."""

    def __init__(self, docs: Path) -> None:
        from markdown import Markdown

        from build_scripts.words.settings import site_config

        config = docs.parent / "mkdocs.yml"
        self._docs = docs
        given = site_config(config) if config.is_file() else {}
        extensions: dict[str, Any] = {"tables": {}, "toc": {}, "fenced_code": {}}  # those of the site builder itself
        for item in given.get("markdown_extensions") or ():
            extensions |= {item: {}} if isinstance(item, str) else {name: more or {} for name, more in item.items()}
        self._markdown = Markdown(extensions=list(extensions), extension_configs=extensions)

    def html(self, text: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page, and its head."""
        from mkdocs.utils.meta import get_data

        body, head = get_data(text)
        return self._markdown.reset().convert(body), head

    def problems(self, file: Path) -> Iterator[Problem]:
        """Yield everything in a page that it may not hold."""
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            yield Problem(file, 1, 1, f"the file is not UTF-8: byte {error.start} cannot be read")
            return
        yield from unseen_characters(text, file)
        refused = list(_head_problems(file, text))
        if refused:
            yield from refused
            return
        html, head = self.html(text)
        for name, value in head.items():
            if name not in HEAD:
                yield _at(
                    file, text, str(name), f"unknown key '{cut(str(name))}' in the head, expected {', '.join(HEAD)}"
                )
            elif re.search(r'[<>"]', str(value)):
                message = f"the {name} in the head holds '{cut(str(value))}': expected no brackets and double quotes"
                yield _at(file, text, str(name), message)
        for token in self._markdown.toc_tokens:
            if token["level"] == 1 and "<" in unescape(token["name"]):
                message = (
                    f"the heading '{cut(unescape(token['name']))}' holds '<', which navigation takes for an element"
                )
                yield _at(file, text, "# ", message)
        yield from _element_problems(file, text, html)
        yield from self._plain_doses(file, text, html, head)

    def _plain_doses(self, file: Path, text: str, html: str, head: dict[str, Any]) -> Iterator[Problem]:
        """Yield each dose that a patient or carer meets on a page; of one for professionals they see the title."""
        readers = head.get("readers", "everybody")
        if readers not in ("everybody", "professionals"):
            yield _at(
                file, text, "readers", f"'{cut(str(readers))}' are no readers, expected everybody or professionals"
            )
        whole = readers != "professionals" and file.relative_to(self._docs).parts[0] != "developers"
        for words in open_words(html, head, whole=whole):
            for dose in doses_in(words):
                # Where marks or spellings part what the reader sees as one, its number is looked for alone.
                starts = next(filter(None, (list(_starts(part, text)) for part in (dose, dose.split()[0]))), [0])
                before = text[: starts[0]]
                message = objection_to_plain_dose(dose, page=True)
                yield Problem(file, before.count("\n") + 1, starts[0] - before.rfind("\n"), message)


def _head_problems(file: Path, text: str) -> Iterator[Problem]:
    """Yield what is wrong with the YAML of a head, which the site builder would show as text without a word."""
    from mkdocs.utils.meta import YAML_RE

    found = YAML_RE.match(text.removeprefix("\ufeff"))
    if not found or not found[1].strip():
        return
    try:
        head = yaml_from(found[1], file).data
    except ContentError as error:
        yield from (replace(problem, line=problem.line + 1) for problem in error.problems)
    else:
        if not isinstance(head, dict):
            yield Problem(file, 2, 1, f"expected keys in the head of a page, such as title: …, found {shown(head)}")


def _at(file: Path, text: str, key: str, message: str) -> Problem:
    row = next((row for row, line in enumerate(text.split("\n"), 1) if line.lstrip().startswith(key)), 1)
    return Problem(file, row, 1, message)


def _element_problems(file: Path, text: str, html: str) -> Iterator[Problem]:
    # Code is shown, not taken for elements: a place is looked for in the rest of the page.
    rest = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    met = Counter[str]()
    for objection in element_objections(html):
        place = 0
        for quote in objection.quotes:
            starts = list(_starts(quote, rest))
            if starts:
                place = starts[min(met[quote], len(starts) - 1)]
                met[quote] += 1
                break
        before = rest[:place]
        yield Problem(file, before.count("\n") + 1, place - before.rfind("\n"), objection.message)


def _starts(quote: str, text: str) -> Iterator[int]:
    """Yield where a spelling stands in a text; the beginning of its line where entities spell its characters."""
    spelling = re.compile(re.escape(quote), re.IGNORECASE)
    found = [match.start() for match in spelling.finditer(text)]
    yield from found
    start = 0
    for line in [] if found else text.splitlines(keepends=True):
        if spelling.search(unescape(line)):
            yield start
        start += len(line)
