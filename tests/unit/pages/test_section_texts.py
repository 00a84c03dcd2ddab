"""Texts of sections on pages: Markdown as HTML, for the readers that they are for, beside what protocols link to."""

import re

import pytest
from babel.messages import Catalog
from bs4 import BeautifulSoup
from PIL import Image

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.translation import untranslated
from build_scripts.pages.view import ProtocolView
from build_scripts.words.site_language import SiteLanguage

TITLE = "      - title: When to suspect\n"

TEXT = """\
        text: |
          Look for **one** sign. What [is said](#S01):

          | Part | Where |
          | --- | ---: |
          | _a_ * {{ title }} | [there](treat.md) |

          - first

          - second

          ![A line below a circle](position.png)
"""


@pytest.fixture
def folder(workshop):
    folder = write_skeleton(workshop, "example")
    Image.new("RGB", (64, 36), "white").save(folder / "position.png")
    return folder


def section(pages):
    return BeautifulSoup(pages["recognise"], "html.parser").select_one(".wb-section__text")


@pytest.mark.parametrize(("readers", "marked"), [("professionals", None), ("everybody", "everybody")])
def test_a_text_is_one_block_of_html_for_its_readers(folder, rendered, readers, marked):
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace(TITLE, f"{TITLE}{TEXT}        readers: {readers}\n"))
    pages = rendered()

    text = section(pages)
    assert text.get("data-readers") == marked
    assert text.find("strong").get_text() == "one"
    assert [link["href"] for link in text.find_all("a")] == ["recognise.html#S01", "treat.html"]
    assert text.find("table").find("td").get_text() == "a * {{ title }}"
    assert len(text.find_all("li")) == 2
    assert text.find("img")["alt"] == "A line below a circle"
    # Markdown ends a block of HTML at an empty line, and would take what follows for its own.
    block = re.search(r'<div class="wb-section__text".*?\n</div></div>', pages["recognise"], re.DOTALL)
    assert block is not None
    assert "\n\n" not in block[0]


def test_a_picture_is_staged_beside_the_pages(workshop, folder, rendered):
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace(TITLE, TITLE + TEXT))
    rendered()
    staged = workshop.staged / "protocols" / "example" / "position.png"
    assert staged.read_bytes() == (folder / "position.png").read_bytes()


def test_a_text_that_is_not_translated_says_that_it_is_english(workshop, folder):
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace(TITLE, TITLE + TEXT))
    protocol = load_content(workshop.docs).protocols[0].protocol
    german = SiteLanguage("de", Catalog("de"))
    view = ProtocolView(protocol, None, german, untranslated(protocol), folder)
    assert view.prose("One *sign*.").startswith('<div class="wb-text" lang="en">\n<p>One <em>sign</em>.</p>')


def test_a_related_protocol_is_named_by_its_title(workshop, folder, rendered):
    other = write_skeleton(workshop, "other") / "protocol.yml"
    other.write_text(other.read_text().replace("title: Other\n", "title: Another & <b>Protocol</b>\n", 1))
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace("# related: [another-protocol]", "related: [other]"))
    (link,) = BeautifulSoup(rendered()["index"], "html.parser").select(".wb-map a[href='../other/index.html']")
    assert link.get_text() == "Another & <b>Protocol</b>"


def test_no_page_promises_two_sides_of_paper(folder, rendered):
    pages = rendered()
    assert "A long protocol takes more than two sides." in pages["card"]
    assert "two sides" not in pages["index"]
