"""The first answers of each protocol, staged as a script that its checker's page fetches."""

from __future__ import annotations

import json
from collections.abc import Callable

from build_scripts.content.doses.resolved import rules_only
from build_scripts.content.loaded import Content
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
    scripts = {}
    for loaded in content.protocols:
        translation = loaded.translations.get(language.code)
        protocol = translation.protocol if translation else loaded.protocol
        found = first_answers_of(protocol if doses_worked_out else rules_only(protocol), language, store, progress)
        name = json.dumps(found.data["protocol"])
        scripts[f"first-{loaded.protocol.id}"] = (
            data_script(f"(self.WARDBOOK_FIRST??={{}})[{name}]=", found.data) + TOLD
        )
    return stage_scripts(scripts, stage)


def first_answers_of(
    protocol: Protocol, language: SiteLanguage, store: Store, progress: Callable[[str], None]
) -> FirstAnswers:
    """Return the first answers of a protocol as its page shows it, kept from one build to the next."""
    compiled = json.loads(json.dumps(compiled_for(protocol, language)))
    form = {field.id: field.unit_open for group in groups_of(protocol) for field in group.fields}

    def make() -> FirstAnswers:
        found = first_answers(compiled, form)
        progress(
            f"First answers of {protocol.id}: {found.cases} cases of {found.findings} findings in {found.size:,} bytes"
        )
        return found

    limits = f"{MOST_BYTES} {MOST_CASES}"
    key = key_of([code_of(CODE), json.dumps([compiled, form], ensure_ascii=False), limits])
    return store.get(f"first-{protocol.id}-{language.code}", key, make)
