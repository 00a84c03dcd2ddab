"""A patient or carer meets no dose: on no page, in no answer, in no search, by eye or by screen reader."""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from build_scripts.words.doses import dose_text
from checker import Checker
from checker.words.numbers import plain_number
from checker.words.units import sign
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

FOLDER = "protocols/differentiation-syndrome"
PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
ANSWERS = 25

AMOUNT = re.compile(
    r"(?<![\w%])\d[\d.,]*\s*(?:mg|g|µg|μg|mcg|ng|mL|ml|IU|units?|mmol|mEq|tablets?|capsules?|drops?|ampoules?|milligrams?|grams?)\b"
    r"(?!\s*/\s*(?:dL|L|µL))"
)
"""An amount of a drug. What is measured in a patient (0.2 to 12 mg/dL) is none."""


@pytest.fixture(scope="module")
def doses(protocol):
    """Every dose of the protocol as its pages write it: whole, and the amount alone."""
    found = set()
    for recommendation in protocol.recommendations:
        for dose in recommendation.doses:
            found |= {dose_text(dose), f"{plain_number(dose.amount)} {sign(dose.unit)}"}
            if dose.to is not None:
                found.add(f"{plain_number(dose.to)} {sign(dose.unit)}")
    assert len(found) > 5
    return found


@pytest.fixture(scope="module")
def patient(browser, address):
    """A desktop on which a patient reads, by a link that says so."""
    with visiting(browser, address, **DESKTOP) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        yield visit


def met(page, doses):
    """All doses that a reader of a page can meet, folded parts unfolded: on the screen, or read out."""
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    texts = [page.title(), page.locator("body").inner_text(), *read_out(page)]
    texts += page.evaluate("() => [...document.querySelectorAll('textarea, input')].map((each) => each.value)")
    return [
        found
        for text in texts
        for found in [*(each[0] for each in AMOUNT.finditer(text)), *(dose for dose in doses if dose in text)]
    ]


def read_out(page):
    """The name, description and value of everything that a screen reader meets."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    parts = ("name", "description", "value")
    return [str(node[part]["value"]) for node in nodes if not node["ignored"] for part in parts if part in node]


def test_a_professional_meets_doses_by_the_same_measure(visit, doses):
    for name in ("index", "treat", "card", "sources"):
        assert set(met(visit.open(f"{FOLDER}/{name}.html"), doses)) or name == "sources"


def test_no_page_shows_or_reads_out_a_dose(browser, address, site, doses):
    pages = sorted(path.relative_to(site.site).as_posix() for path in site.site.rglob("*.html"))
    assert {f"{FOLDER}/{name}.html" for name in ("index", "treat", "card", "checker", "ask", "quality")} < set(pages)
    with visiting(browser, address, **DESKTOP) as visit:
        page = visit.page
        page.route("**/assets/runtime/**", lambda route: route.abort())
        visit.open(f"{FOLDER}/index.html#as=patient")
        found = {}
        for name in pages:
            page.goto(f"{address}/{name}", wait_until="domcontentloaded")  # by then every script has run
            if name != "404.html":  # a server sends it for other addresses, and only there finds its scripts
                expect(page.locator("html")).to_have_attribute("data-audience", "patient")
            found[name] = met(page, doses)
            if name.startswith("protocols/"):  # on a phone these are laid out otherwise
                page.set_viewport_size(PHONE["viewport"])
                found[name] += met(page, doses)
                page.set_viewport_size(DESKTOP["viewport"])
        assert {name: doses for name, doses in found.items() if doses} == {}


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


@pytest.fixture(scope="module")
def chosen(protocol, cases):
    """Worked cases with what each indicates: every dose and every warning among them, and others besides."""
    checker = Checker(protocol)
    answered = []
    for case in cases:
        if case.refused is None:
            answer = checker.assess({"protocol": protocol.id, "findings": case.findings})
            indicated = {each.id for each in answer.recommendations if each.status.value == "indicated"}
            answered.append((case, indicated, indicated | {warning.code for warning in answer.warnings}))
    wanted = {each.id for each in protocol.recommendations} | {warning.code for warning in protocol.warnings}
    picked = []
    while wanted:
        best = max(answered, key=lambda each: len(each[2] & wanted))
        assert best[2] & wanted, f"no worked case reaches {wanted}"
        wanted -= best[2]
        picked.append(best)
    others = [each for each in answered if each not in picked]
    picked += others[:: len(others) // (ANSWERS - len(picked))][: ANSWERS - len(picked)]
    return [(case, indicated) for case, indicated, _ in picked]


def ask(page, protocol, case, indicated):
    """Enter a case by a link, and wait for its answer."""
    text = json.dumps({"protocol": protocol.id, "findings": case.findings}, default=float)
    page.evaluate("(hash) => { location.hash = hash; }", f"case={quote(text)}")
    page.wait_for_function(
        """(names) => {
          const nodes = document.querySelectorAll("[data-part=body] [data-recommendation][data-status=indicated]");
          const shown = [...nodes].map((node) => node.dataset.recommendation).sort();
          const busy = document.querySelector("[data-part=body][aria-busy], .wb-message--waiting, .wb-message--typing");
          return !busy && JSON.stringify(shown) === JSON.stringify(names);
        }""",
        arg=sorted(indicated),
    )


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_answer_shows_reads_out_or_records_a_dose(browser, address, protocol, chosen, doses, device):
    with visiting(browser, address, **device) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        page = visit.open_checker()
        plain = {each.id: each.plain for each in protocol.recommendations}
        some = chosen if device is DESKTOP else chosen[::5]
        for case, indicated in some:
            ask(page, protocol, case, indicated)
            assert met(page, doses) == [], case.name
            answer = page.locator("#wb-answer").inner_text()
            assert [name for name in indicated if plain[name].split(".")[0] not in answer] == [], case.name
        for kind in ("text", "markdown", "link"):
            page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
            page.locator(f"[data-take={kind}]").click()
            assert page.locator("[data-part=taken-text]").input_value()
            assert met(page, doses) == []
            page.locator("[data-part=taken-close]").click()
        page.emulate_media(media="print")
        assert met(page, doses) == []


def test_the_headline_and_the_record_follow_who_reads(visit, protocol):
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    first = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    bar = page.locator("[data-part=bar-main]")
    expect(bar).to_contain_text(first.label)
    page.locator("[data-audience-choice] select").select_option("patient")
    expect(bar).to_contain_text(first.plain)
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=text]").click()
    text = " ".join(page.locator("[data-part=taken-text]").input_value().split())
    assert "Short of breath: Yes" in text or "short of breath: Yes" in text
    assert "Dyspnea" not in text


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_search_shows_a_dose(browser, address, protocol, doses, device):
    drugs = sorted({dose.drug for each in protocol.recommendations for dose in each.doses})
    with visiting(browser, address, **device) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        for place in ("index.html", f"{FOLDER}/treat.html"):
            page = visit.open(place)
            if device is PHONE:
                page.locator("label.md-header__button[for=__search]").click()
            for words in ("10", "mg every 12 hours", *drugs):  # what was typed is no dose itself
                page.locator(".md-search__input").fill("")
                page.locator(".md-search__input").press_sequentially(words)
                expect(page.locator(".md-search-result__item").first).to_be_visible()
                expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
                for more in page.locator(".md-search-result__more > summary").all():
                    more.dispatch_event("click")
                assert met(page, doses) == [], (place, words)


def test_no_question_is_answered_with_a_dose(patient, protocol, doses):
    page = patient.open(f"{FOLDER}/ask.html")
    for each in protocol.recommendations:
        for dose in each.doses:
            page.get_by_role("searchbox", name="Your question").fill(f"how much {dose.drug}, which dose")
            assert page.locator("[data-statement]:not([hidden])").count() > 0
            if page.locator("[data-part=more]").is_visible():
                page.locator("[data-part=more]").click()
            assert met(page, doses) == [], dose.drug
            shown = page.locator("[data-statement]:not([hidden])").first
            plain = {statement.id: statement.plain for statement in protocol.statements}
            expect(shown).to_contain_text(plain[shown.get_attribute("data-statement")])


def test_who_reads_goes_along_to_a_new_tab_and_back(patient, doses):
    page = patient.open(f"{FOLDER}/index.html")
    with page.context.expect_page() as opened:
        page.locator(".wb-first li a:visible").first.click(modifiers=["ControlOrMeta"])
    tab = opened.value
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    expect(tab.locator("#give-dexamethasone")).to_be_in_viewport()
    assert tab.url.endswith("treat.html#give-dexamethasone")
    assert met(tab, doses) == []
    tab.get_by_role("link", name="Differentiation syndrome on ATRA").first.click()
    expect(tab).to_have_url(re.compile("index.html$"))
    tab.go_back()
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    assert met(tab, doses) == []
    tab.close()


def test_who_reads_is_known_before_anything_is_shown(patient):
    patient.page.route("**/audience.*.js", lambda route: route.abort())
    page = patient.open(f"{FOLDER}/treat.html")
    expect(page.locator("html")).to_have_attribute("data-audience", "patient")
    expect(page.locator(".wb-dose").first).to_be_hidden()
    patient.page.unroute("**/audience.*.js")
