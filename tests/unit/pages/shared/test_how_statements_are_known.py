"""Pages, answer and document to sign say how each statement is known, and name the right source."""

import re

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.skeleton import write_skeleton

KNOWN = "known: source           # that is, read there; or restatement, with its origin; or general-knowledge"


def words_of(page):
    return re.sub(
        r"\s+", " ", BeautifulSoup(re.sub("</?template[^>]*>", "", page), "html.parser").get_text(" ")
    ).replace(" .", ".")


@pytest.fixture
def pages(workshop, rendered):
    def render(known, reference=""):
        file = write_skeleton(workshop, "example") / "protocol.yml"
        text = file.read_text().replace(KNOWN, known)
        file.write_text(text.replace("    read: Not read;", f"{reference}    read: Not read;"))
        return {name: words_of(page) for name, page in rendered().items()}

    return render


def test_what_was_read_in_the_source_says_so(pages):
    shown = pages("known: source")
    assert "S01 The example condition is suspected" in shown["recognise"]
    assert (
        "The source Read in the source. Literature attached by this project: Example et al. 2000" in shown["recognise"]
    )
    assert "Read in the source: 2" in shown["quality"]
    assert "Statements: S02 (Read in the source)" in shown["checker"]


def test_a_restatement_is_never_said_to_stand_in_the_source(pages):
    shown = pages("known: restatement\n    origin: A summary of it.")
    assert (
        "Restated Read in a restatement, to be verified in the source. A summary of it. Literature attached"
        in shown["recognise"]
    )
    assert "Read in a restatement, to be verified in the source: 1: S01" in shown["quality"]


def test_general_knowledge_is_to_be_verified(pages):
    shown = pages("known: general-knowledge")
    assert "To be verified General knowledge, to be verified. Literature attached" in shown["recognise"]
    assert "General knowledge, to be verified: 1: S01" in shown["quality"]


def test_a_second_source_is_named_with_its_kind_its_address_and_the_day_on_which_it_was_read(pages):
    shown = pages(
        "known: source\n    sources: [example-2000]",
        "    kind: guideline\n    url: https://example.org/a\n    accessed: 2026-01-31\n",
    )
    assert "Other source Example et al. 2000 Read in the source." in shown["recognise"]
    assert "Guideline Example et al." in shown["sources"]
    assert "example.org/a Read on 31 January 2026." in shown["sources"]
    assert "Works that statements come from beside the source" in shown["sources"]
