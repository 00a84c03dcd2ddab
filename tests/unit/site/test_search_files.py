"""The search's script keeps its name when a protocol is edited, and so do the pages that start it."""

from __future__ import annotations

from build_scripts.project.staging import Stage
from build_scripts.project.store import Store
from build_scripts.site.questions import SEARCHED, stage_search


def staged(repository, folder, questions):
    stage = Stage(folder)
    names = {
        "assets/javascripts/lexicon.js": "assets/javascripts/lexicon.0123456789.js",
        "assets/javascripts/questions-example.js": f"assets/javascripts/{questions}",
    }
    scripts = stage_search(repository / "site_templates" / "scripts", stage, Store(folder / "cache"), names)
    return scripts, (folder / SEARCHED).read_text(encoding="utf-8")


def test_an_edit_of_a_protocol_changes_what_the_search_fetches_and_not_its_script(repository, tmp_path):
    before, listed = staged(repository, tmp_path / "before", "questions-example.0123456789.js")
    after, then = staged(repository, tmp_path / "after", "questions-example.9876543210.js")
    assert before == after
    assert '"example":"questions-example.0123456789.js"' in listed
    assert '"example":"questions-example.9876543210.js"' in then
