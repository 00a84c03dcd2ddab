"""Pages from content: review status, escaping, dates, citations, doses and the pathway's layout."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.pages.pathway.layout import LEADING, SIZES, draw_pathway
from build_scripts.words.citations import author_list, short_citation, where
from build_scripts.words.doses import dose_text, unstated
from build_scripts.words.review_state import Timing, standing_on
from build_scripts.words.site_language import ENGLISH
from checker.protocol.doses import Dose, Frequency
from checker.protocol.labels import Labels
from checker.protocol.sources import Author, Reference, Review, ReviewEvent
from tests.support.protocols.toys import toy


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
    assert dose_text(dose, Labels(toy())) == text
    assert unstated(dose) == open_


def test_dates_cannot_be_mistaken():
    assert ENGLISH.long_date(datetime.date(2026, 3, 4)) == "4 March 2026"


HOSTILE = [
    "<script>alert(name)</script>",
    "<img src=x onerror=alert(name)>",
    '"><b>',
    "{{ title | upper }}",
    "](javascript:alert(name))",
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


def _shown(page):
    """What a reader without scripts sees of a page."""
    soup = BeautifulSoup(page, "html.parser")
    for node in soup.select("[hidden]"):
        node.decompose()
    return soup.get_text()


def test_every_page_is_able_to_say_that_its_review_is_overdue(workshop, rendered):
    write_skeleton(workshop, "example")
    review = load_content(workshop.docs).protocols[0].protocol.review
    for name, page in rendered().items():
        assert f"Review due {ENGLISH.long_date(review.due)}" in " ".join(_shown(page).split()), name
        assert "Review overdue" not in _shown(page), name
        places = BeautifulSoup(page, "html.parser").select(f'[data-due="{review.due}"][data-earliest]')
        assert places, name
        for place in places:
            kinds = [node["data-standing"] for node in place.select("[data-standing][hidden][data-search-exclude]")]
            assert kinds == ["overdue", "wrong-clock"], name


def test_what_was_overdue_when_it_was_built_says_so_without_a_script(workshop, rendered, monkeypatch):
    write_skeleton(workshop, "example")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC).timestamp())))
    for name, page in rendered().items():
        assert "Review overdue" in _shown(page), name
        assert "data-standing" not in page, name  # no clock takes it back


DUE, CHECKED = datetime.date(2031, 3, 1), datetime.date(2030, 3, 1)
DAY = datetime.timedelta(days=1)


def _review():
    event = ReviewEvent(date=CHECKED, state="submitted", note="test")
    return Review(state="submitted", checked=CHECKED, due=DUE, events=(event,))


@pytest.mark.parametrize(
    ("built", "known", "by_build", "overdue"),
    [
        (None, CHECKED, False, False),
        (CHECKED - DAY, CHECKED, False, False),
        (CHECKED, CHECKED, True, False),
        (DUE, DUE, True, False),
        (DUE + DAY, DUE + DAY, True, True),
    ],
)
def test_a_page_goes_by_the_latest_day_that_is_known_to_have_come(built, known, by_build, overdue):
    timing = Timing(_review(), built)
    assert (timing.known, timing.by_build, timing.overdue) == (known, by_build, overdue)
    assert timing.earliest == known - DAY  # where that day begins last, it is still the day before


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (CHECKED - 2 * DAY, f"The clock of this machine says {CHECKED - 2 * DAY}"),
        (CHECKED - DAY, ""),
        (DUE, ""),
        (DUE + DAY, f"Review overdue. This content should have been compared with its sources by {DUE}."),
    ],
)
def test_the_command_says_that_a_review_is_overdue(today, said):
    standing = standing_on(_review(), today)
    assert standing is None if not said else standing is not None and standing.startswith(said)


def test_boxes_of_the_pathway_hold_their_text_and_do_not_overlap(each):
    for picture in draw_pathway(each.protocol, lambda anchor: f"x.html#{anchor}"):
        for box in picture.boxes:
            assert box.x >= 0
            assert box.x + box.width <= picture.width
            assert box.y + box.height <= picture.height + 0.5
            assert box.height >= sum(SIZES[line.role] * LEADING for line in box.lines)
        for one in picture.boxes:
            for other in picture.boxes:
                if one is not other and one.x < other.x + other.width and other.x < one.x + one.width:
                    assert one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2
        names = {name for step in each.protocol.pathway for name in (*step.yes, *step.no)}
        assert {box.href.rsplit("#", 1)[1] for box in picture.boxes} >= names
