"""What the scripts of the questions and of the search know, staged as scripts that are fetched when somebody asks.

A script runs from a disk as well, where a browser fetches no data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from build_scripts.content.lexicon.lexicon import read_lexicon
from build_scripts.content.loaded import Content
from build_scripts.exports.questions import lexicon_data, question_data
from build_scripts.project.staging import Stage
from build_scripts.project.store import Store
from build_scripts.site.assets import bundle, data_script, stage_scripts
from build_scripts.words.site_language import SiteLanguage
from checker.words.messages import speaking

SEARCH = "search"
"""The script of the search's worker, which the theme starts."""

SEARCHED = "search/files.js"
"""The names of what the search fetches, always at this address."""


def stage_questions(content: Content, docs: Path, language: SiteLanguage, stage: Stage) -> dict[str, str]:
    """Stage the lexicon, and of each protocol what a question about it is held against.

    Returns:
        Plain name → the name that holds a digest.
    """
    scripts = {"lexicon": data_script("WARDBOOK_LEXICON=", lexicon_data(read_lexicon(docs)))}
    with speaking(language.engine()):
        for loaded in content.protocols:
            translation = loaded.translations.get(language.code)
            about = question_data(translation.protocol if translation else loaded.protocol)
            name = json.dumps(loaded.protocol.id)
            scripts[f"questions-{loaded.protocol.id}"] = data_script(
                f"(self.WARDBOOK_QUESTIONS??={{}})[{name}]=", about
            )
    return stage_scripts(scripts, stage)


def stage_search(folder: Path, stage: Stage, store: Store, names: Mapping[str, str]) -> dict[str, str]:
    """Stage the script of the search, and beside the theme's index the names of what it fetches once somebody searches.

    The names change with every edit of a protocol. In the script itself they would change its own name, and with it
    every page of the site, which browsers would then fetch anew.
    """
    files = {
        "lexicon": Path(names["assets/javascripts/lexicon.js"]).name,
        "questions": {
            Path(plain).stem.removeprefix("questions-"): Path(name).name
            for plain, name in names.items()
            if Path(plain).name.startswith("questions-")
        },
    }
    stage.write(SEARCHED, data_script("WARDBOOK_SEARCHED=", files))
    return stage_scripts(bundle(folder, [SEARCH], store), stage)
