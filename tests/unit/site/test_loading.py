"""What a finished page fetches, in which order, and by which hashes."""

from __future__ import annotations

import html
import json
import re

import pytest

from build_scripts.project.digests import integrity
from build_scripts.site.finishing.loading import arrange_loading

PAGE = """<!doctype html><html><head><meta charset="utf-8">
<script data-base="{base}">guard()</script>
{sheets}
</head><body><p data-ask="{base}/assets/javascripts/ask.1234567890.js">text</p>
<script src="{base}/assets/javascripts/checker.js" defer></script>
<script src="{base}/own.js" type="module"></script>
<script src="{base}/assets/javascripts/bundle.min.js"></script>
</body></html>"""


@pytest.fixture
def arranged(tmp_path):
    """A site of two pages that share a sheet; the second has one more, and one from elsewhere."""
    scripts, styles = tmp_path / "assets" / "javascripts", tmp_path / "assets" / "stylesheets"
    for folder in (scripts, styles, tmp_path / "deep"):
        folder.mkdir(parents=True)
    for name in ("guard.1234567890.js", "ask.1234567890.js", "checker.js", "bundle.min.js"):
        (scripts / name).write_text(f"/* {name} */")
    (tmp_path / "own.js").write_text("own()")
    for name in "abc":
        (styles / f"{name}.css").write_text(f".{name} {{ background: url(../images/{name}.png) }}")
    (tmp_path / "ours.css").write_text(".ours {}")

    def page(place, base, *sheets):
        links = "\n".join(f'<link rel="stylesheet" href="{base}/{sheet}">' for sheet in sheets)
        (tmp_path / place).write_text(PAGE.format(base=base, sheets=links))

    page("index.html", ".", "assets/stylesheets/a.css", "assets/stylesheets/b.css")
    page("deep/x.html", "..", *(f"assets/stylesheets/{name}.css" for name in "abc"), "ours.css")
    arrange_loading(tmp_path, str.encode)
    return tmp_path


def sheets_of(site, page):
    text = (site / page).read_text()
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)" integrity="([^"]+)">', text)
    files = [(site / page).parent.joinpath(address).resolve() for address, _ in found]
    assert [integrity(file.read_bytes()) for file in files] == [value for _, value in found]
    return [file.relative_to(site).as_posix() for file in files]


def told(site, page):
    (values,) = re.findall(r"<script (data-base=[^>]*)>", (site / page).read_text())
    return {name: json.loads(html.unescape(value)) for name, value in re.findall(r'data-(\w+)="(\[[^"]*)"', values)}


def test_sheets_are_joined_in_their_order_and_the_first_is_that_of_all_pages(arranged):
    home, deep = sheets_of(arranged, "index.html"), sheets_of(arranged, "deep/x.html")
    assert len(home) == 1
    assert deep[0] == home[0]
    assert (arranged / home[0]).read_text().index(".a") < (arranged / home[0]).read_text().index(".b")
    assert (arranged / deep[1]).read_text().startswith(".c")
    assert deep[2] == "ours.css", "its addresses lead from where it lies"
    assert not (arranged / "assets" / "stylesheets" / "a.css").exists()


def test_the_same_sheets_stand_without_a_hash_where_there_are_no_scripts(arranged):
    text = (arranged / "deep/x.html").read_text()
    (plain,) = re.findall(r"<noscript>(.*?)</noscript>", text)
    assert re.findall(r'href="\.\./([^"]+)"', plain) == sheets_of(arranged, "deep/x.html")
    assert "integrity" not in plain


def test_scripts_leave_the_html_and_are_told_with_their_hashes(arranged):
    for page in ("index.html", "deep/x.html"):
        names = ["assets/javascripts/checker.js", "assets/javascripts/bundle.min.js"]
        assert told(arranged, page)["scripts"] == [[name, integrity((arranged / name).read_bytes())] for name in names]
        assert [name for name, _ in told(arranged, page)["later"]] == ["assets/javascripts/ask.1234567890.js"]
        text = (arranged / page).read_text()
        assert 'own.js" type="module"></script>' in text, "a script of another kind stays as it is"
        sources = re.findall(r'<script src="([^"]+)"', text)
        assert [source.rpartition("/")[2] for source in sources] == ["guard.1234567890.js", "own.js"]


def test_arranging_it_again_changes_nothing(arranged):
    before = {path: path.read_bytes() for path in arranged.rglob("*") if path.is_file()}
    arrange_loading(arranged, str.encode)
    assert {path: path.read_bytes() for path in arranged.rglob("*") if path.is_file()} == before
