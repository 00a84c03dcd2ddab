"""An assessment on paper: one sheet in the order of the record, no control, room for a label and a signature."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.site.limits import amount, dose, limit
from tests.support.site.visits import PROTOCOL, visiting

pytestmark = pytest.mark.browser

FOLDER = f"protocols/{PROTOCOL}"

REVIEWED = {"atra": "given", "ato": "given", "induction": "true", "dyspnea": "true", "unexplained-fever": "true"}
"""What the reviewer of the bedside entered, beside three numbers."""

CONTROLS = ("Try an example", "Undo", "Reset", "None of these", "Take it along", "follow-up question", "Reading as")
"""Words of what is for a screen only."""


@pytest.fixture(scope="module")
def opened(browser, host):
    with visiting(browser, host, color_scheme="dark", viewport={"width": 1280, "height": 900}) as visit:
        yield visit


@pytest.fixture
def assessed(opened, first):
    """The reviewer's case, answered."""
    protocol = first.protocol
    opened.open_checker()
    for name, value in REVIEWED.items():
        opened.choose(name, value)
    opened.enter("wbc", "22,5")
    opened.enter("potassium", str(limit(protocol, "potassium") - 1))
    opened.enter("qtc", str(limit(protocol, "qtc") + 10))
    expect(opened.recommendation("replete-electrolytes")).to_have_attribute("data-status", "indicated")
    return opened


def _paper(page, paper="A4"):
    """Print a page as a browser would; each side's text."""
    return [side.extract_text() for side in PdfReader(BytesIO(page.pdf(format=paper))).pages]


def _joined(text):
    return "".join(text.split())


def _in_order(text, parts):
    places = [text.index(_joined(part)) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_reviewers_case_takes_one_page_in_the_order_of_a_record(assessed, first, paper):
    protocol = first.protocol
    sides = _paper(assessed.page, paper)
    assert len(sides) == 1
    text = _joined(sides[0])
    dexamethasone = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    number = limit(protocol, "qtc") + 10
    parts = ["Patient's label", protocol.title, "Under review, not approved", f"version {protocol.version}", "Assessed"]
    parts += [f"{FOLDER}/checker.html", "Findings: ATRA: Given", "22,5 × 10", f"QTc: {number} ms", "Assessment:"]
    parts += [
        "Warning:",
        "Do now",
        dexamethasone.label,
        dose(protocol, dexamethasone.id),
        "Do today",
        "Ongoing",
        "Open:",
    ]
    _in_order(text, [*parts, "Decided by", "Signature", "Date"])
    assert [word for word in CONTROLS if _joined(word) in text] == []
    assert "Notassessed" not in text
    assert "Withhold ATRA" not in sides[0]
    assert assessed.page.locator(".wb-case").count() == 0  # gone again from the screen


def test_a_part_that_goes_on_overleaf_has_its_heading_there(assessed, first):
    protocol = first.protocol
    headings = {"immediate": "Do now", "today": "Do today", "ongoing": "Ongoing"}
    urgencies = {_joined(each.label): each.urgency for each in protocol.recommendations}
    pages = PdfReader(BytesIO(assessed.page.pdf(width="210mm", height="80mm"))).pages  # too low for a part
    sides = [_joined(side.extract_text()) for side in pages]
    assert len([side for side in sides if _joined("Do now") in side]) > 1
    for side in sides:
        for label, urgency in urgencies.items():
            if label in side:
                assert _joined(headings[urgency]) in side[: side.index(label)], (label, side)


def test_there_is_room_for_a_label(assessed):
    page = assessed.page
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    room = page.locator(".wb-case__label").bounding_box()
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    page.emulate_media(media="null")
    a_millimetre = 96 / 25.4
    assert room["width"] == pytest.approx(80 * a_millimetre, abs=2)
    assert room["height"] == pytest.approx(35 * a_millimetre, abs=2)


def test_doubts_are_printed_only_where_the_reader_opened_them(assessed, first):
    protocol = first.protocol
    note = next(each for each in protocol.recommendations if each.id == "withhold-ato-for-qtc").note
    conflict = next(each.conflict for each in protocol.statements if each.id == "S19")
    bare = _joined(_paper(assessed.page)[0])
    assert _joined(note) not in bare
    assert _joined(conflict) not in bare
    for name in ("withhold-ato-for-qtc", "look-for-other-causes"):
        item = assessed.recommendation(name)
        item.locator("summary, [data-part=title]").first.click()
        item.locator("[data-part=reasons] *").first.wait_for(state="attached")
    opened = _joined(_paper(assessed.page)[0])
    assert _joined(note) in opened
    assert _joined(conflict) in opened


def test_warnings_are_printed(opened, first):
    protocol = first.protocol
    opened.open_checker()
    opened.choose("ato", "given")
    opened.enter("qtc", str(limit(protocol, "qtc") - 20))
    warning = next(item for item in protocol.warnings if item.code == "qtc-formula")
    opened.answer().locator("[data-code=qtc-formula]").wait_for()
    assert _joined(warning.message) in _joined(_paper(opened.page)[0])


def test_an_answer_of_an_earlier_moment_is_marked_on_paper_with_what_it_lacks(assessed):
    assessed.enter("qtc", "5000")
    mark = assessed.answer().locator(".wb-message--earlier")
    refused = assessed.answer().locator(".wb-message--refused")
    refused.wait_for()  # while it is typed, the mark says something else
    text = _joined(_paper(assessed.page)[0])
    _in_order(text, ["Assessed", "QTc: 5000 ms is outside", mark.inner_text(), "Findings:", "Do now", "Decided by"])
    assert "QTc:5000ms;" not in text
    assert _joined(refused.locator("p").first.inner_text()) in text


def test_without_any_answer_paper_says_why_and_has_nobody_sign(opened):
    opened.open_checker()
    opened.enter("qtc", "5000")
    opened.answer().locator(".wb-message--refused").wait_for()
    text = _joined(_paper(opened.page)[0])
    _in_order(
        text, ["Findings: QTc: 5000 ms.", "There is no answer: Nothing is assessed until", "QTc: 5000 ms is outside"]
    )
    assert "Decidedby" not in text
    assert "Assessed" not in text


def test_without_an_entry_paper_says_that_there_is_no_answer(opened):
    opened.open_checker()
    text = _joined(_paper(opened.page)[0])
    assert _joined("There is no answer: Nothing is entered yet.") in text
    assert "Findings:" not in text
    assert [word for word in CONTROLS if _joined(word) in text] == []


@pytest.mark.parametrize("role", ["physician", "nurse", "patient"])
def test_an_assessment_is_printed_for_whoever_reads(assessed, first, role):
    protocol = first.protocol
    assessed.page.locator("[data-audience-choice] select").select_option(role)
    (side,) = _paper(assessed.page)
    text = _joined(side)
    told = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    patient = role == "patient"
    for said, to_patient in (
        (told.label, False),
        (amount(protocol, told.id), False),
        ("Signature", False),
        ("Assessment:", False),
        ("Do now", False),
        (told.plain, True),
        ("What the team does now", True),
        ("Call the team that treats you", True),
        ("There is more to this answer, for the team that treats you.", True),
    ):
        assert (_joined(said) in text) is (patient is to_patient), said
    assessed.page.locator("[data-audience-choice] select").select_option("physician")


@pytest.mark.parametrize("role", ["physician", "nurse", "patient"])
def test_the_card_is_printed_for_whoever_reads(browser, host, first, role):
    protocol = first.protocol
    with visiting(browser, host) as visit:
        page = visit.open(f"{FOLDER}/card.html#as={role}")
        page.wait_for_load_state("load")
        text = _joined(" ".join(_paper(page)))
    dosed = [each for each in protocol.recommendations if each.doses]
    assert dosed
    patient = role == "patient"
    for each in dosed:
        assert (_joined(each.plain) in text) is patient
        assert (_joined(each.label) in text) is not patient
    assert ("Adultdose" in text) is not patient
    assert ("10mg" in text) is not patient


@pytest.mark.parametrize("name", ["treat", "checker"])
def test_no_picture_with_room_for_doses_is_shown_to_a_patient(browser, host, name):
    with visiting(browser, host) as visit:
        page = visit.open(f"{FOLDER}/{name}.html#as=patient")
        assert page.locator("svg.wb-pathway").count() > 0
        assert [each for each in page.locator("svg.wb-pathway").all() if each.is_visible()] == []
        page.emulate_media(media="print")
        assert [each for each in page.locator("svg.wb-pathway").all() if each.is_visible()] == []
