"""Whatever a reader types around or inside a word: the scripts of the search and of questions, over a table."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from build_scripts.content.lexicon.lexicon import read_lexicon
from build_scripts.content.yaml_source import read_yaml
from build_scripts.exports.questions import lexicon_data, question_data

RUN = """
import { readFileSync } from "node:fs";
import { Retrieval } from "./scripts/ask/retrieval.js";
import { SiteSearch } from "./scripts/search/site-search.js";
const { pages, lexicon, about, searched, asked } = JSON.parse(readFileSync("told.json", "utf8"));
const search = new SiteSearch(pages, lexicon, {});
const questions = new Retrieval(about, lexicon);
process.stdout.write(JSON.stringify({
  searched: searched.map((typed) => search.find(typed).map(([page]) => page.location)),
  asked: asked.map((typed) => questions.find(typed).found.map(({ id }) => id)),
}));
"""
SHOWN = 3
"""Statements that a question shows at once."""


@pytest.fixture(scope="module")
def table(repository):
    return read_yaml(repository / "tests" / "tables" / "searches.yml").data


@pytest.fixture(scope="module")
def found(table, repository, first, tmp_path_factory):
    """What is found for each row of the table: typed → pages, asked → statements."""
    folder = tmp_path_factory.mktemp("typed")
    shutil.copytree(repository / "site_templates" / "scripts", folder / "scripts")
    (folder / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(RUN, encoding="utf-8")
    told = {
        "pages": table["pages"],
        "lexicon": lexicon_data(read_lexicon(repository / "docs")),
        "about": question_data(first.protocol),
        **{kind: list(table[kind]) for kind in ("searched", "asked")},
    }
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    done = subprocess.run(["node", "run.js"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    return {kind: dict(zip(table[kind], results[kind], strict=True)) for kind in results}


def test_a_search_finds_the_page_whatever_surrounds_its_words(table, found):
    first = {typed: pages[0] if pages else "" for typed, pages in found["searched"].items()}
    assert first == table["searched"]


def test_a_question_finds_the_statement_whatever_surrounds_its_words(table, found):
    wrong = {
        typed: names[:SHOWN]
        for typed, names in found["asked"].items()
        if (table["asked"][typed] not in names[:SHOWN] if table["asked"][typed] else names)
    }
    assert wrong == {}
