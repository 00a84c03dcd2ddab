"""Cards as Chromium prints them: few sides, everything on them, and the same bytes each time."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from build_scripts.bundle import printed_cards as paper
from build_scripts.bundle.printed_cards import PaperError, print_cards
from build_scripts.pages.card.address import digest_of
from build_scripts.pages.card.selection import card_of
from build_scripts.pages.view import ProtocolView
from build_scripts.project.chromium import BrowserError
from build_scripts.words.doses import dose_text
from build_scripts.words.review_state import REVIEW_WORDS
from build_scripts.words.site_language import ENGLISH
from checker.protocol.labels import Labels
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.site.cards import ADDRESS

pytestmark = pytest.mark.browser

PAPERS = pytest.mark.parametrize("size", ["A4", "Letter"])

SMALLEST = 7.5
"""Points; type below this is not read at a bedside."""


def _letters(text):
    """Only what is read, in small letters: breaks, brackets and generated marks are for the eye."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@PAPERS
def test_each_protocol_has_a_card_and_nothing_else_is_said(cards, size, content):
    names = {f"{loaded.protocol.id}-{loaded.protocol.version}.pdf" for loaded in content.protocols}
    assert {file.name for file in cards[size].files} == names
    assert len(cards[size].files) == len(names)
    assert cards[size].said == []


@PAPERS
def test_the_card_fits_its_sides(printed, size, each):
    protocol = each.protocol
    assert len(printed[size].sides) <= card_of(ProtocolView(protocol)).sides <= 3
    for text in map(_letters, printed[size].sides):
        assert _letters(REVIEW_WORDS[protocol.review.state]) in text
        assert _letters(protocol.title) in text
        assert _letters(f"Version {protocol.version}") in text
        # Paper knows no later day: it says by when, and is not to be trusted after.
        assert _letters(f"Review due {ENGLISH.long_date(protocol.review.due)}") in text


@PAPERS
def test_nothing_of_the_card_is_lost_on_paper(printed, size, site, each):
    """Every paragraph and item of the card page stands in the PDF; what overflows a side or a box would not."""
    page = BeautifulSoup(
        (site.site / "protocols" / each.protocol.id / "card.html").read_text(encoding="utf-8"),
        "html.parser",
    )
    if size == "Letter":
        page.select("[data-part=address]")[0].decompose()  # the address was given for printing
    for word in page.select(".wb-sheet--close .wb-do--immediate .wb-do__urgency"):
        word.decompose()  # on paper it stands once, above all of them
    paragraphs = [item for item in page.select(".wb-sheet :is(p, h2, li):not([hidden])") if not item.select("p, li")]
    text = _letters(" ".join(printed[size].sides))
    assert len(paragraphs) > 80
    assert [item.get_text() for item in paragraphs if _letters(item.get_text()) not in text] == []


@PAPERS
def test_what_is_to_be_done_at_once_stands_on_the_first_side(printed, size, each):
    protocol = each.protocol
    first = _letters(printed[size].sides[0])
    for item in protocol.recommendations:
        if item.urgency == "immediate":
            assert _letters(item.label) in first
            for dose in item.doses:
                assert _letters(dose_text(dose, Labels(protocol))) in first
    card = card_of(ProtocolView(protocol))
    if not card.keep.warnings_second:
        assert [item.message for item in card.warnings if _letters(item.message) not in first] == []


@PAPERS
def test_type_is_large_enough_within_the_paper_and_travels_with_the_file(printed, size):
    for page in printed[size].reader.pages:
        found: list[tuple[float, float, float, str]] = []

        def note(text, transform, matrix, font, points, found=found):
            if text.strip():
                x = transform[0] * matrix[4] + transform[2] * matrix[5] + transform[4]
                y = transform[1] * matrix[4] + transform[3] * matrix[5] + transform[5]
                found.append((points * abs(transform[3]) * abs(matrix[3]), x, y, text))

        page.extract_text(visitor_text=note)
        assert len(found) > 100
        assert [(points, text) for points, _, _, text in found if points < SMALLEST - 0.05] == []
        width, height = page.mediabox[2], page.mediabox[3]
        assert [text for _, x, y, text in found if not (0 < x < width and 0 < y < height)] == []
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object().get("/DescendantFonts", [font])[0].get_object().get("/FontDescriptor", {})
            # A Type 3 font carries its letters itself.
            assert font.get_object()["/Subtype"] == "/Type3" or any(key.startswith("/FontFile") for key in described)


def test_the_same_site_gives_the_same_bytes(cards, site, content, tmp_path):
    again = print_cards(site, content, tmp_path)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in cards["A4"].files]


def test_the_file_knows_its_protocol_and_nothing_of_the_machine(printed, each):
    protocol = each.protocol
    reader = printed["A4"].reader
    assert reader.metadata.title == f"{protocol.title} (card, version {protocol.version})"
    assert reader.metadata.subject == REVIEW_WORDS[protocol.review.state]
    assert reader.metadata.creation_date.date() == protocol.changes[0].date
    assert reader.metadata.modification_date == reader.metadata.creation_date
    assert reader.root_object["/MarkInfo"]["/Marked"]  # tagged, so that a screen reader can follow
    for size in ("A4", "Letter"):
        assert b"127.0.0.1" not in printed[size].files[0].read_bytes()
        assert not [link for link in _links(printed[size].reader) if "127.0.0.1" in link]


def _links(reader):
    return [
        mark.get_object()["/A"]["/URI"]
        for page in reader.pages
        for mark in page.get("/Annots") or ()
        if "/URI" in (mark.get_object().get("/A") or {})
    ]


def test_an_address_given_for_printing_is_printed_and_linked(printed, each):
    protocol = each.protocol
    wanted = f"{ADDRESS}protocols/{protocol.id}/card.html"
    last = printed["Letter"].sides[-1]
    assert _letters(wanted.removeprefix("https://")) in _letters(last)
    assert _letters("without a web address") not in _letters(last)
    links = _links(printed["Letter"].reader)
    assert wanted in links
    assert all(link.startswith(ADDRESS + "protocols/") for link in links)


def test_without_an_address_the_card_says_so_and_links_nowhere(printed, each):
    protocol = each.protocol
    last = printed["A4"].sides[-1]
    assert _letters("Printed from a copy without a web address") in _letters(last)
    assert digest_of(protocol) in re.sub(r"\s", "", last)
    assert _links(printed["A4"].reader) == []


def test_a_protocol_with_hardly_anything_but_rules_has_a_card_too(print_alone):
    protocol = next_protocol(FIXTURES["icans"])
    printed = print_alone(protocol)
    text = _letters(" ".join(printed.sides))
    labels = [item.label for items in (protocol.recommendations, protocol.scores, protocol.grades) for item in items]
    assert [label for label in labels if _letters(label) not in text] == []
    assert _letters(REVIEW_WORDS[protocol.review.state]) in text


def test_the_file_of_a_german_site_says_that_it_is_german(print_alone, workshop):
    config = workshop.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("language: en", "language: de"), encoding="utf-8")
    assert print_alone(next_protocol(FIXTURES["icans"])).reader.root_object["/Lang"] == "de"


def test_a_card_that_needs_more_sides_is_printed_and_reported(print_alone):
    protocol = next_protocol(FIXTURES["inhibitor-ds"])
    result = protocol.recommendations[0]
    many = replace(
        protocol,
        recommendations=tuple(
            replace(
                result,
                id=f"r{number}",
                label=f"Recommendation {number} {'word ' * 40}",
                note="word " * 40,
                urgency="immediate",
            )
            for number in range(180)
        ),
    )
    printed = print_alone(many)
    sides = len(printed.sides)
    assert sides > 3
    assert printed.said == [f"The card of {many.id} takes {sides} sides; it is meant for 3."]
    for side in printed.sides:
        assert _letters(REVIEW_WORDS[many.review.state]) in _letters(side)


def test_what_cannot_be_printed_is_said_in_words(site, content, workshop, tmp_path, monkeypatch):
    with pytest.raises(PaperError, match=r"must begin with https:// or http://, and 'ward' does not"):
        print_cards(site, content, tmp_path, address="ward")
    with pytest.raises(PaperError, match=r"card\.html is not in the site; build the site first"):
        print_cards(workshop, content, tmp_path)

    def broken():
        raise BrowserError("it does not start")

    monkeypatch.setattr(paper, "find_chromium", broken)
    with pytest.raises(PaperError, match="it does not start"):
        print_cards(site, content, tmp_path)
    monkeypatch.setattr(paper, "find_chromium", lambda: None)
    with pytest.raises(PaperError, match=r"there is none; python -m build_scripts\.project\.chromium"):
        print_cards(site, content, tmp_path)


def test_what_was_printed_opens_as_a_pdf_of_the_right_size(printed):
    for name, width, height in (("A4", 595.3, 841.9), ("Letter", 612, 792)):
        for page in printed[name].reader.pages:
            assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, width, height], abs=1)
