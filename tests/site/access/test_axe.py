"""axe-core, the rules of WCAG 2.2 AA and good practice: every page, the checker in every state, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from build_scripts.content.worked_cases import WorkedCase
from build_scripts.project.static_server import serving
from checker import Checker, Status
from checker.language.findings import IntegerFinding, QuantityFinding
from tests.support.real_protocols import PARTS, pages_of
from tests.support.site.engines import case_text
from tests.support.site.visits import CHECKER, Scheme, Visit, in_scheme

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a colour scheme can break; the others are looked at in one scheme."""

RUN = "only => axe.run(document, {resultTypes: ['violations'], runOnly: only})"


@pytest.fixture(scope="session")
def axe(repository) -> str:
    return (repository / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def sees(axe, visit_as) -> Callable[..., Visit]:
    """Start a visit on which axe can look."""

    def start(**device: Any) -> Visit:
        visit = visit_as(reduced_motion="reduce", **device)
        visit.page.add_init_script(axe)
        return visit

    return start


def violations(page: Page, *, dark: bool = True) -> list[tuple[str, str, list[str]]]:
    """What axe finds on a page as it stands, in light and, unless colours were looked at elsewhere, in dark."""
    found: list[tuple[str, str, list[str]]] = []
    looks: tuple[tuple[Scheme, dict[str, Any]], ...] = (
        ("dark", {"type": "rule", "values": COLOUR}),
        ("light", {"type": "tag", "values": TAGS}),
    )
    for scheme, only in looks[0 if dark else 1 :]:
        in_scheme(page, scheme)
        found += [
            (scheme, each["id"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in page.evaluate(RUN, only)["violations"]
        ]
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_page(sees, site, part):
    visit = sees()
    wrong = {}
    with serving(site.site) as visit.address:  # at the root, where the page for unknown addresses finds its styles
        for path in pages_of(site.site, part):
            found = violations(visit.open_settled(path.relative_to(site.site).as_posix()))
            if found:
                wrong[path.name] = found
        visit.page.goto("about:blank")  # before its server goes
    assert wrong == {}


def empty(visit: Visit) -> None:
    expect(visit.answer()).to_contain_text("Nothing is entered yet")


def partly(visit: Visit) -> None:
    visit.choose("atra", "given")
    visit.page.locator("[data-section=open]").wait_for()


def urgent(visit: Visit) -> None:
    partly(visit)
    visit.choose("ato", "given")
    visit.choose("dyspnea", "true")
    visit.choose("acute-renal-failure", "true")
    visit.answer().locator("[data-recommendation=withhold-atra][data-status=indicated]").wait_for()


def reasons(visit: Visit) -> None:
    urgent(visit)
    for summary in visit.answer().locator("summary").all():
        if summary.is_visible():
            summary.click()
    for title in visit.answer().locator("[data-part=title]").all():
        if title.is_visible():
            title.click()
    visit.answer().locator(".wb-why__grounds").first.wait_for()
    visit.page.locator("[data-part=path] > summary").click()


def refused(visit: Visit) -> None:
    visit.choose("ato", "given")
    visit.enter("potassium", "9999")
    visit.answer().locator(".wb-message--refused").wait_for()


def converted(visit: Visit, number: str = "2.5") -> None:
    visit.choose("ato", "given")
    visit.enter("magnesium", number)
    visit.choose_unit("magnesium", "mmol/L")
    visit.field("magnesium").locator("[data-part=converted]").wait_for()


def not_applicable(visit: Visit) -> None:
    visit.choose("atra", "not-given")
    visit.choose("ato", "not-given")
    visit.answer().locator(".wb-message--not-applicable").wait_for()


def compared(visit: Visit) -> None:
    partly(visit)
    visit.page.locator("[data-part=take] > summary").click()
    visit.page.locator("[data-take=keep]").click()
    visit.choose("dyspnea", "true")
    visit.answer().locator("[data-section=since]").wait_for()


def taken(visit: Visit) -> None:
    partly(visit)
    visit.page.locator("[data-part=take] > summary").click()
    visit.page.locator("[data-take=text]").click()
    visit.page.locator("dialog[open] textarea").wait_for()


def clearing(visit: Visit) -> None:
    partly(visit)
    visit.page.locator("[data-part=reset]").click()
    visit.page.locator("dialog[open]").wait_for()


def asked(visit: Visit) -> None:
    visit.page.get_by_label("Your question, in your own words").fill("when can I restart ATRA?")
    visit.page.locator("[data-statement]:visible").first.wait_for()


def as_patient(visit: Visit) -> None:
    urgent(visit)
    visit.page.locator("#wb-audience").select_option("patient")


def as_nurse(visit: Visit) -> None:
    urgent(visit)
    visit.page.locator("#wb-audience").select_option("nurse")


STATES = [
    empty, partly, urgent, reasons, refused, converted, not_applicable, compared, taken, clearing, asked, as_patient,
    as_nurse,
]  # fmt: skip


@pytest.mark.parametrize("width", [1440, 360])
def test_the_checker_in_every_state(sees, width):
    # So high that no field lies half under the lower edge, or under the bar that sticks to it on a phone: axe measures
    # what is left of it.
    visit = sees(viewport={"width": width, "height": 9000})
    page = visit.open_checker()
    wrong = {}
    for state in STATES:
        state(visit)
        found = violations(page, dark=width > 1000)
        if found:
            wrong[state.__name__] = found
        # The next state begins with an empty form.
        page.keyboard.press("Escape")
        page.locator("#wb-audience").select_option("physician")
        page.locator("form.wb-form").evaluate("form => form.reset()")
        page.locator(".wb-message--empty").wait_for()
        page.locator("details[open]").evaluate_all("all => all.forEach(each => { each.open = false; })")
        page.get_by_label("Your question, in your own words").fill("")
    assert wrong == {}


def test_the_checker_of_each_protocol_with_what_it_has_of_its_own(sees, each):
    """Empty, with the worked case that makes most indicated (scores, grades and values with it), and refused."""
    protocol, engine = each.protocol, Checker(each.protocol)

    def indicated(case: WorkedCase) -> int:
        answer = engine.assess({"protocol": protocol.id, "findings": case.findings})
        return sum(result.status is Status.INDICATED for result in answer.recommendations)

    fullest = max((case for case in each.cases if case.expect is not None), key=indicated)
    number = next(f for f in protocol.findings if isinstance(f, QuantityFinding | IntegerFinding))
    visit = sees(viewport={"width": 1440, "height": 9000})
    page = visit.open_ready(f"protocols/{protocol.id}/checker.html")
    wrong = {"empty": violations(page)}
    visit.open("index.html")  # an address that differs in its end alone would load nothing
    page = visit.open(f"protocols/{protocol.id}/checker.html#case={quote(case_text(protocol.id, fullest.findings))}")
    visit.answer().locator("[data-recommendation][data-status=indicated]").first.wait_for(timeout=60_000)
    for title in visit.answer().locator("[data-part=title]").all():
        if title.is_visible():
            title.click()
    visit.answer().locator(".wb-why__grounds").first.wait_for()
    wrong["answered"] = violations(page)
    unit = number.unit if isinstance(number, QuantityFinding) and number.also else None
    visit.enter(number.id, str(int(number.plausible[1]) * 10 + 9), unit)
    visit.answer().locator(".wb-message--refused").wait_for()
    wrong["refused"] = violations(page)
    assert {state: found for state, found in wrong.items() if found} == {}


def test_the_checker_that_could_not_start(sees):
    visit = sees()
    visit.page.route("**/assets/runtime/**", lambda route: route.abort())
    visit.open(CHECKER)
    visit.page.locator("[data-part=retry]").wait_for(timeout=60_000)
    assert violations(visit.page) == []


def test_the_search_with_results(sees):
    visit = sees()
    page = visit.open("index.html")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.locator("[data-md-component=search-query]").press_sequentially("arsenic")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == []
