"""Compiled protocols, kept so that the command answers at once instead of reading YAML each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_scripts.content.doses.resolved import rules_only
from build_scripts.content.load import load_protocol, protocol_folders
from build_scripts.content.vocabulary.lenders import content_files
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError
from build_scripts.project.store import JSON, Store
from build_scripts.words.site_language import SiteLanguage
from checker import Checker, Protocol, dump, load
from checker.protocol.compiled import dump_language


def load_checkers(
    docs: Path,
    store: Store,
    left_out: Callable[[Path, ContentError], None] | None = None,
    *,
    doses_worked_out: bool = True,
) -> dict[str, Checker]:
    """Return a checker for every protocol below a docs folder.

    Args:
        docs: The folder that holds `protocols/`.
        store: Keeps compiled forms, by the YAML and the code that reads and evaluates it.
        left_out: Called with the folder and the problems of each faulty protocol, which is left out while the others
            still answer; when None, every protocol has to be sound.
        doses_worked_out: Whether doses are worked out for a patient.

    Raises:
        ContentError: when a protocol has problems and `left_out` is None, or when no protocol is sound.
    """
    checkers: dict[str, Checker] = {}
    broken: dict[Path, ContentError] = {}
    for folder in protocol_folders(docs):
        try:
            protocol = _compiled(folder, store)
        except ContentError as error:
            broken[folder] = error
        else:
            checkers[protocol.id] = Checker(protocol if doses_worked_out else rules_only(protocol))
    if broken and (left_out is None or not checkers):
        raise ContentError([problem for each in broken.values() for problem in each.problems])
    if left_out is not None:
        for folder, each in broken.items():
            left_out(folder, each)
    return checkers


def _compiled(folder: Path, store: Store) -> Protocol:
    # Whether an approval still holds is decided by every file of the folder, not by the protocol alone.
    key = key_of([code_of(__name__), folder.name, *content_files(folder)])
    return load(store.get(f"compiled-{folder.name}", key, lambda: dump(load_protocol(folder)), JSON))


def compiled_for(protocol: Protocol, language: SiteLanguage) -> dict[str, Any]:
    """Return the compiled form that the page of a checker carries, with the words of the engine.

    Args:
        protocol: The protocol as the page shows it: with its texts in the language of the site.
        language: The language of the site.
    """
    compiled = dump(protocol)
    if not language.is_source:
        compiled["language"] = dump_language(replace(language.engine(), messages=dict(language.messages("checker/"))))
    return compiled
