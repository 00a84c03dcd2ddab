"""Whether entries are kept in the tab is a setting of the site, and its pages say which it is."""

from __future__ import annotations

import re

from build_scripts.content.skeleton import write_skeleton

STAYS_IN_THE_TAB = "Everything stays in this tab, and is gone once you close it"
STAYS_ON_THE_PAGE = "Everything stays on this page, and is gone once you leave it"


def test_a_site_keeps_entries_or_forbids_it_and_says_so(workshop, rendered):
    write_skeleton(workshop, "example")
    (workshop.docs / "about").mkdir()
    (workshop.docs / "about" / "index.md").write_text("# About\n\n<!-- entries -->\n")
    about = workshop.staged / "about" / "index.md"

    page = rendered()["checker"]
    assert re.search(r' data-keep="[0-9a-f]{32}"', page)
    assert f'<span data-keeps="tab">{STAYS_IN_THE_TAB}' in page
    assert f'<span data-keeps="page" hidden>{STAYS_ON_THE_PAGE}' in page
    assert "is kept in the tab of your browser" in about.read_text()

    config = workshop.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("keep_entries: true", "keep_entries: false"))
    page = rendered()["checker"]
    assert " data-keep=" not in page
    assert STAYS_IN_THE_TAB not in page
    assert f'<span data-keeps="page">{STAYS_ON_THE_PAGE}' in page
    assert "keeping it in the tab is switched off on this site" in about.read_text()


def test_another_version_is_another_digest_whatever_its_author_calls_it(workshop, rendered):
    write_skeleton(workshop, "example")
    digest = re.compile(r' data-keep="([0-9a-f]{32})"')
    before = digest.findall(rendered()["checker"])
    file = workshop.docs / "protocols" / "example" / "protocol.yml"
    text = file.read_text()
    changed = text.replace("label: Treatment", "label: Other treatment", 1)
    assert changed != text
    file.write_text(changed)
    assert digest.findall(rendered()["checker"]) != before
