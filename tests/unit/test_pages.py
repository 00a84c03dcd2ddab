"""Pages from content: review status, escaping, dates, citations, doses and the pathway's layout."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from build_scripts.cache import Cache
from build_scripts.citations import author_list, short_citation, where
from build_scripts.content import load_content
from build_scripts.doses import dose_text, unstated
from build_scripts.language import ENGLISH
from build_scripts.pages import build_date, render_site
from build_scripts.pathway import LEADING, SIZES, draw_pathway
from build_scripts.skeleton import write_skeleton
from build_scripts.staging import Stage
from checker.protocol import Dose, Frequency
from checker.sources import Author, Reference


def _reference(**more):
    given = {
        "id": "x",
        "type": "article-journal",
        "authors": (Author("Sanz"),),
        "et_al": True,
        "container_title": "Blood",
        "year": 2019,
        "read": "Abstract.",
    }
    return Reference(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "short", "authors", "place"),
    [
        ({"volume": "133", "page": "1–2"}, "Sanz et al. 2019", "Sanz et al.", "2019;133:1–2"),
        (
            {"authors": (Author("Sanz", "M"), Author("Montesinos")), "et_al": False},
            "Sanz and Montesinos 2019",
            "Sanz M, Montesinos",
            "2019",
        ),
        ({"et_al": False, "volume": "1"}, "Sanz 2019", "Sanz", "2019;1"),
        ({"authors": (Author("A"), Author("B"), Author("C")), "et_al": False}, "A et al. 2019", "A, B, C", "2019"),
    ],
)
def test_citations(more, short, authors, place):
    reference = _reference(**more)
    assert (short_citation(reference), author_list(reference), where(reference)) == (short, authors, place)


def _dose(**more):
    return Dose(**{"drug": "x", "amount": Decimal(10), "unit": "mg", "statements": ("S01",), **more})


@pytest.mark.parametrize(
    ("dose", "text", "open_"),
    [
        (
            _dose(route="intravenous", frequency=Frequency(every=Decimal(12), unit="h")),
            "x 10 mg intravenously every 12 hours",
            (),
        ),
        (_dose(unit="g/d"), "x 10 g per day", ("route",)),
        (_dose(unit="mg/m2", to=Decimal(12), route="oral"), "x 10 to 12 mg/m² by mouth", ("frequency",)),
        (_dose(), "x 10 mg", ("route", "frequency")),
    ],
)
def test_doses_in_words_and_what_is_left_open(dose, text, open_):
    assert dose_text(dose) == text
    assert unstated(dose) == open_


def test_dates_cannot_be_mistaken(monkeypatch):
    assert ENGLISH.long_date(datetime.date(2026, 3, 4)) == "4 March 2026"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert build_date() == datetime.date(1970, 1, 2)


@pytest.fixture
def rendered(workshop, repository):
    """Render a workshop's pages and return them by name."""
    (workshop.root / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)

    def render():
        render_site(
            load_content(workshop.docs),
            workshop.docs,
            workshop.templates,
            Stage(workshop.staged),
            Cache(workshop.cache),
            {name: name for name in (f"assets/javascripts/{script}.js" for script in ("ask", "checker", "engine"))},
            ENGLISH,
        )
        return {path.stem: path.read_text() for path in (workshop.staged / "protocols" / "example").glob("*.md")}

    return render


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>',
    "{{ 7 * 7 }}",
    "](javascript:alert(1))",
    "&lt;i&gt;",
    "*not emphasis* _nor this_",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_authors_are_shown_and_never_become_markup(workshop, rendered, text):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    quoted = "'" + text.replace("'", "''") + "'"
    file.write_text(
        file.read_text()
        .replace("label: Example sign", f"label: {quoted}")
        .replace("text: When it is suspected, do what the example says.", f"text: {quoted}")
    )
    pages = rendered()
    treat = BeautifulSoup(pages["treat"], "html.parser")
    heading = treat.find(id="S02")
    assert heading is not None
    assert heading.parent is not None
    assert text in heading.parent.get_text()
    for page in pages.values():
        soup = BeautifulSoup(page, "html.parser")
        assert not soup.find_all("img")
        scripts = [script for script in soup.find_all("script") if script.get("type") != "application/json"]
        assert all("alert" not in script.get_text() for script in scripts)


def test_an_overdue_review_is_shown_on_every_page(workshop, rendered, monkeypatch):
    write_skeleton(workshop, "example")
    assert not any("Review overdue" in page for page in rendered().values())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC).timestamp())))
    assert all("Review overdue" in page for page in rendered().values())


def test_an_approval_by_a_person_is_shown_as_one(workshop, rendered):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text().replace("state: submitted\n  checked", "state: approved\n  checked")
    file.write_text(
        text.replace("      state: submitted\n", "      state: approved\n      reviewer: A. Person, pharmacist\n")
    )
    pages = rendered()
    assert all("not approved" not in page for page in pages.values())
    assert "A. Person, pharmacist" in pages["history"]


def test_boxes_of_the_pathway_hold_their_text_and_do_not_overlap(content):
    for loaded in content.protocols:
        for picture in draw_pathway(loaded.protocol, lambda anchor: f"x.html#{anchor}"):
            for box in picture.boxes:
                assert box.x >= 0
                assert box.x + box.width <= picture.width
                assert box.y + box.height <= picture.height + 0.5
                assert box.height >= sum(SIZES[line.role] * LEADING for line in box.lines)
            for one in picture.boxes:
                for other in picture.boxes:
                    if one is not other and one.x < other.x + other.width and other.x < one.x + one.width:
                        assert one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2
            names = {name for step in loaded.protocol.pathway for name in (*step.yes, *step.no)}
            assert {box.href.rsplit("#", 1)[1] for box in picture.boxes} >= names
