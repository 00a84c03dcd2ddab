"""A patient or carer meets no dose on any page: not by eye, not by screen reader, not on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.readers.devices import DESKTOP, DESKTOP_SIZE, FOLDER, PHONE_SIZE
from tests.support.readers.met import met, seen
from tests.support.readers.open_blocks import AT_TIMES, IN_SOME, ON_LISTS, ON_PAGES, shown_blocks
from tests.support.real_protocols import FIRST, NAMES, PARTS, pages_of
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

BARE = """() => [...document.querySelectorAll("[data-readers=some]")].flatMap((node) =>
  [...node.childNodes].map((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()).filter(Boolean))"""


def test_a_professional_meets_doses_by_the_same_measure(visit, doses):
    for name in ("index", "treat", "card", "sources"):
        assert set(met(visit.open(f"{FOLDER}/{name}.html"), doses)) or name == "sources"


ONCE = [pytest.param(part, marks=pytest.mark.xdist_group(f"pages-of-patients-{part}")) for part in PARTS]


@pytest.fixture(scope="module", params=ONCE)
def read(request, browser, address, site, doses):
    """Every page of a part of the site as a patient has it: its doses, our blocks on it, bare texts in mixed blocks."""
    part = request.param
    pages = [path.relative_to(site.site).as_posix() for path in pages_of(site.site, part)]
    if part in NAMES:
        kinds = ("index", "checker", "card", "ask", "quality", "sources", "history")
        assert {f"protocols/{part}/{name}.html" for name in kinds} < set(pages)
    with visiting(browser, address, **DESKTOP) as visit:
        page = visit.page
        visit.open(f"{FOLDER}/index.html#as=patient")
        visit.without_runtime()
        session = visit.network
        found, blocks, bare = {}, set(), {}
        for name in pages:
            page.goto(f"{address}/{name}", wait_until="domcontentloaded")  # by then every script has run
            if name != "404.html":  # a server sends it for other addresses, and only there finds its scripts
                expect(page.locator("html")).to_have_attribute("data-audience", "patient")
            found[name] = met(page, doses, session)
            blocks |= shown_blocks(page)
            bare[name] = page.evaluate(BARE)
            if name.startswith("protocols/"):  # on a phone, and on paper, these are laid out otherwise
                page.set_viewport_size(PHONE_SIZE)
                found[name] += seen(page, doses)
                page.emulate_media(media="print")
                page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
                found[name] += seen(page, doses)
                page.emulate_media(media="screen")
                page.set_viewport_size(DESKTOP_SIZE)
        return found, blocks, bare, part


def test_no_page_shows_or_reads_out_a_dose_on_a_screen_or_on_paper(read):
    found, *_ = read
    assert {name: doses for name, doses in found.items() if doses} == {}


def test_a_patient_sees_these_kinds_of_block_and_no_others(read):
    _, blocks, _, part = read
    assert blocks - AT_TIMES - ON_PAGES - ON_LISTS - IN_SOME == set()
    if part == FIRST:
        assert blocks - AT_TIMES - ON_LISTS == ON_PAGES
    if part == "others":
        assert blocks >= ON_LISTS


def test_a_block_of_which_patients_see_some_parts_has_no_words_of_its_own(read):
    """Only elements can be kept from a patient; bare words among them cannot."""
    bare = read[2]
    assert {name: words for name, words in bare.items() if words} == {}


@pytest.mark.parametrize(
    ("where", "put"),
    [
        (".wb-recommendation .wb-plain > [data-readers]", "node.append('Take 10 mg.')"),
        (".md-content__inner", "node.insertAdjacentHTML('beforeend', '<p data-readers=everybody>two: 2 g/d</p>')"),
        (".wb-actions a", "node.setAttribute('aria-label', '12 mg/m²')"),
    ],
    ids=["in plain words", "in a part for everybody", "read out only"],
)
def test_a_dose_that_is_put_in_would_be_noticed(patient, doses, where, put):
    page = patient.open(f"{FOLDER}/treat.html")
    assert met(page, doses) == []
    page.locator(where).first.evaluate(f"(node) => {{ {put}; }}")
    assert met(page, doses) != []


@pytest.mark.parametrize("parent", [".md-content__inner", ".wb-statement", ".wb-recommendation", ".wb-head"])
def test_what_nobody_said_to_be_for_patients_is_not_shown_to_them(patient, doses, parent):
    page = patient.open(f"{FOLDER}/treat.html")
    page.locator(parent).first.evaluate(
        "(node) => node.insertAdjacentHTML('beforeend', '<span style=\"display: inline\">Give 99 mg.</span>')"
    )
    assert met(page, doses) == []


def test_who_reads_is_known_before_anything_is_shown(patient):
    patient.page.route("**/audience.*.js", lambda route: route.abort())
    page = patient.open(f"{FOLDER}/treat.html")
    expect(page.locator("html")).to_have_attribute("data-audience", "patient")
    expect(page.locator(".wb-dose").first).to_be_hidden()
    patient.page.unroute("**/audience.*.js")
