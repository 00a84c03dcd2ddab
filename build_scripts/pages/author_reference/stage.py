"""The page "Reference for authors" from the store, made anew only when the model or one of its examples changed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.exports.json_schemas import TITLES
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.store import JSON, TEXT, Store
from build_scripts.words.review_state import DRAFT

FOUND = "build_scripts.pages.author_reference.found"
PAGE = "build_scripts.pages.author_reference.page"


def reference_page(protocols: Sequence[LoadedProtocol], docs: Path, language: Path, store: Store) -> str:
    """Return the page on every key of the files that authors write, as Markdown.

    Args:
        protocols: The protocols. The oldest that others than its author have seen is the example, or else the oldest.
        docs: The folder of everything that authors wrote.
        language: Folder with the tables of the rule language, which have examples too; it may be missing.
        store: Keeps the page, and the examples of each file.
    """
    seen = [each for each in protocols if each.protocol.review.state != DRAFT]
    example = min(seen or protocols, key=_begun, default=None)
    folders = [docs / "vocabulary", *([example.folder] if example is not None else [])]
    places = {name: [folder / f"{name}.yml" for folder in folders] for name in TITLES}
    files = {name: next((file for file in some if file.exists()), None) for name, some in places.items()}
    code = code_of(FOUND)
    found: list[Any] = []
    for name, file in files.items():
        if file is not None:
            found.append(store.get(f"examples-{name}", key_of([code, file]), partial(_found_in, name, file), JSON))
    if language.is_dir():
        key = key_of([code, *sorted(language.iterdir())])
        found += store.get("examples-language", key, partial(_found_in_language, language), JSON)
    shown = (example.protocol.title, f"../protocols/{example.protocol.id}/index.md") if example is not None else None
    names = {name: f"vocabulary/{name}.yml" if _is_shared(file) else f"{name}.yml" for name, file in files.items()}
    parts = json.dumps([found, shown, names, language.is_dir()], ensure_ascii=False)

    def made() -> str:
        from build_scripts.exports.json_schemas import file_classes
        from build_scripts.pages.author_reference.page import render_reference  # loads the whole model, and pydantic

        classes = {names[name]: cls for name, cls in file_classes().items()}
        return render_reference(classes, found, shown, has_language=language.is_dir())

    return store.get("reference", key_of([code_of(PAGE), parts]), made, TEXT)


def _begun(loaded: LoadedProtocol) -> datetime.date:
    """Return the day of a protocol's first version: a protocol that comes later never takes the example's place."""
    return min((change.date for change in loaded.protocol.changes), default=datetime.date.max)


def _is_shared(file: Path | None) -> bool:
    return file is not None and file.parent.name == "vocabulary"


def _found_in(name: str, file: Path) -> Any:
    from build_scripts.exports.json_schemas import file_classes
    from build_scripts.pages.author_reference.found import found_in

    return found_in(file, file_classes()[name])


def _found_in_language(folder: Path) -> list[Any]:
    from build_scripts.pages.author_reference.found import found_in_language

    return found_in_language(folder)
