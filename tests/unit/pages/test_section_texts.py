"""Texts of sections on pages: Markdown as HTML, for the readers that they are for, beside what protocols link to."""

import re

import pytest
from babel.messages import Catalog
from bs4 import BeautifulSoup
from PIL import Image

from build_scripts.content.load import load_alone, load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.translation import untranslated
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.noticed import MutationScore
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.quality import Quality
from build_scripts.evidence.reviews.review import review
from build_scripts.pages.signing.document import review_document
from build_scripts.pages.view import ProtocolView
from build_scripts.words.site_language import ENGLISH, SiteLanguage
from checker import Checker

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


def one(page, selector):
    """The one element of a page that a selector finds."""
    (found,) = BeautifulSoup(str(page), "html.parser").select(selector)
    return found


@pytest.mark.parametrize(("readers", "marked"), [("professionals", None), ("everybody", "everybody")])
def test_a_text_is_one_block_of_html_for_its_readers(folder, rendered, readers, marked):
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace(TITLE, f"{TITLE}{TEXT}        readers: {readers}\n"))
    pages = rendered()

    text = one(pages["recognise"], ".wb-section__text")
    assert text.get("data-readers") == marked
    assert one(text, "strong").get_text() == "one"
    assert [link["href"] for link in text.find_all("a")] == ["recognise.html#S01", "treat.html"]
    assert text.find_all("td")[0].get_text() == "a * {{ title }}"
    assert len(text.find_all("li")) == 2
    assert one(text, "img")["alt"] == "A line below a circle"
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
    assert "It has two sides, or three for a long protocol." in pages["card"]
    assert [name for name, text in pages.items() if "two sides" in text] == ["card"]


def test_a_reviewer_signs_the_text_as_readers_see_it_with_its_pictures(workshop, folder):
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace(TITLE, TITLE + TEXT))
    loaded = load_alone(folder)
    proofs, score = prove(loaded.protocol, notes=False), MutationScore()
    quality = Quality(proofs, score, coverage(Checker(loaded.protocol), loaded.cases), review(loaded.protocol))

    document = review_document(workshop, loaded, quality, ENGLISH)

    text = one(document.html, ".text")
    assert "Look for one sign. What is said:" in text.get_text()
    assert one(text, "strong").get_text() == "one"
    assert text.find("a") is None
    assert str(one(text, "img")["src"]).startswith("data:image/png;base64,")

    # Another picture is another document: whoever signed the first has not signed this one.
    Image.new("RGB", (64, 36), "black").save(folder / "position.png")
    assert review_document(workshop, loaded, quality, ENGLISH).fingerprint != document.fingerprint
