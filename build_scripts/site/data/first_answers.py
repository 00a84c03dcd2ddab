"""The first answers of each protocol, staged as a script that its checker's page fetches."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.content.doses.resolved import rules_only
from build_scripts.content.loaded import Content
from build_scripts.evidence.processes import side_by_side
from build_scripts.exports.compiled import compiled_for
from build_scripts.exports.first_answers.table import MOST_BYTES, MOST_CASES, FirstAnswers, first_answers
from build_scripts.pages.questions.fields import groups_of
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.staging import Stage
from build_scripts.project.store import Store
from build_scripts.site.assets import data_script, stage_scripts
from build_scripts.words.site_language import SiteLanguage
from checker.protocol.model import Protocol

CODE = "build_scripts.exports.first_answers.table"

TOLD = b"dispatchEvent(new Event('wardbook:first'));\n"
"""What tells a page that was there first that the table has come."""


def stage_first_answers(
    content: Content,
    language: SiteLanguage,
    stage: Stage,
    store: Store,
    progress: Callable[[str], None],
    *,
    doses_worked_out: bool,
) -> dict[str, str]:
    """Stage the table of each protocol.

    Args:
        content: The protocols.
        language: The language of the site, in which the engine answers.
        stage: The folder for the scripts.
        store: Keeps the tables, each by the compiled protocol and the code that answers.
        progress: Called with a line for each table that is made.
        doses_worked_out: Whether the checker works doses out for a patient.

    Returns:
        Plain name → the name that holds a digest.

    Raises:
        FirstAnswerError: when an answer would not hold for all that it stands for.
    """
    protocols = []
    for loaded in content.protocols:
        translation = loaded.translations.get(language.code)
        protocol = translation.protocol if translation else loaded.protocol
        protocols.append(protocol if doses_worked_out else rules_only(protocol))
    scripts = {}
    for protocol, found in zip(protocols, first_answers_of(protocols, language, store, progress), strict=True):
        name = json.dumps(found.data["protocol"])
        scripts[f"first-{protocol.id}"] = data_script(f"(self.WARDBOOK_FIRST??={{}})[{name}]=", found.data) + TOLD
    return stage_scripts(scripts, stage)


def first_answers_of(
    protocols: Sequence[Protocol], language: SiteLanguage, store: Store, progress: Callable[[str], None]
) -> list[FirstAnswers]:
    """Return the first answers of protocols as their pages show them, kept from one build to the next."""
    limits = f"{MOST_BYTES} {MOST_CASES}"
    found: dict[str, FirstAnswers] = {}
    open_: dict[str, _Asked] = {}
    for protocol in protocols:
        compiled = json.loads(json.dumps(compiled_for(protocol, language)))
        form = {field.id: field.unit_open for group in groups_of(protocol) for field in group.fields}
        kind = f"first-{protocol.id}-{language.code}"
        key = key_of([code_of(CODE), json.dumps([compiled, form], ensure_ascii=False), limits])
        kept: FirstAnswers | None = store.find(kind, key)
        if kept is None:
            open_[protocol.id] = _Asked(protocol.id, kind, key, compiled, form)
        else:
            found[protocol.id] = kept
    for asked, made in side_by_side(_made, list(open_.values())):
        progress(
            f"First answers of {asked.protocol}: {made.cases} cases of {made.findings} findings in {made.size:,} bytes"
        )
        store.keep(asked.kind, asked.key, made)
        found[asked.protocol] = made
    return [found[protocol.id] for protocol in protocols]


@dataclass(frozen=True, slots=True)
class _Asked:
    protocol: str
    kind: str
    key: str
    compiled: dict[str, Any]
    form: dict[str, bool]


def _made(asked: _Asked) -> FirstAnswers:
    return first_answers(asked.compiled, asked.form)
