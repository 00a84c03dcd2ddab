"""The search of the site: the same analysis as that of questions, statements first, developers' pages last."""

from __future__ import annotations

import pytest

from tests.support.site.visits import visiting

ROWS = {
    "when to restart arsenic": {"S26"},
    "restart": {"S26", "L02"},
    "steroid dose": {"S08"},
    "white count 50": {"S28", "S30", "S31"},
    "QTc 480": {"S36"},
    "how long dex": {"S18"},
    "dexa dose": {"S08"},
    "leukocytes high risk": {"S28", "S29"},
    "hydroxycarbamide": {"S30"},
    "central line": {"S40"},
    "LP": {"S40"},
    "Kalium": {"S33"},
    "mangesium": {"S34"},
    "Dyspnoe": {"S10"},
    "dyspnoea": {"S10"},
    "breathlessness": {"S10"},
    "tretinoin": {"S20", "S21", "S26"},
    "oedema": {"S12"},
    "arsenic": {"S20", "S33", "S34", "S35", "S36"},
    "haemorrhage": {"S40"},
    "S08": {"S08"},
    "dexamethasone:": {"S08"},
    "QTc>500": {"S36", "S35"},
}
"""What is typed → statements of which one must be the first."""


@pytest.fixture(scope="module")
def box(browser, address):
    """A page with its search open, for one search after the other."""
    with visiting(browser, address) as visit:
        page = visit.open("index.html")
        page.locator("[data-md-component=search-query]").click(force=True)
        yield page


@pytest.fixture
def search(box):
    page = box

    def searched(typed):
        query, links = page.locator("[data-md-component=search-query]"), page.locator(".md-search-result__link")
        query.fill("")
        page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
        query.press_sequentially(typed)
        links.first.wait_for(state="attached")
        found = ""
        while found != (found := " ".join(links.evaluate_all("nodes => nodes.map(n => n.getAttribute('href'))"))):
            page.wait_for_timeout(300)  # until nothing changes: each key is a search of its own
        return [link.partition("?")[0] + "#" + link.partition("#")[2] for link in found.split()]

    return searched


@pytest.mark.parametrize("typed", list(ROWS))
def test_the_first_statement_that_is_found_answers(search, typed):
    links = [link.rpartition("#")[2] for link in search(typed) if "protocols/" in link and not link.endswith("#")]
    assert links[0] in ROWS[typed], links


def test_pages_of_developers_come_last(search):
    for typed in ("restart dose decision", "review", "esbuild"):
        places = ["developers/" in link for link in search(typed)]
        assert places == sorted(places)
    assert all(places)


def test_a_search_fetches_what_it_knows_only_once_somebody_searches(visit):
    page = visit.open("index.html")
    page.wait_for_load_state("networkidle")
    assert not [request.url for request in visit.requests if "/lexicon." in request.url]
    page.locator("[data-md-component=search-query]").click(force=True)
    with page.expect_request(lambda request: "/lexicon." in request.url):
        page.keyboard.type("LP")
