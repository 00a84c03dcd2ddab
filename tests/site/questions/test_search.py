"""The search of the site: the same analysis as that of questions, statements first, developers' pages last."""

from __future__ import annotations

import pytest

from tests.support.site.visits import visiting

DS = "differentiation-syndrome"

ROWS = {
    "when to restart arsenic": (DS, {"S26"}),
    "restart ATRA": (DS, {"S26", "L02"}),
    "steroid dose in differentiation syndrome": (DS, {"S08"}),
    "DS white count 50": (DS, {"S28", "S30", "S31"}),
    "QTc 480": (DS, {"S36"}),
    "DS how long dex": (DS, {"S18"}),
    "dexa dose in DS": (DS, {"S08"}),
    "ATRA leukocytes high risk": (DS, {"S28", "S29"}),
    "hydroxycarbamide": (DS, {"S30"}),
    "central line": (DS, {"S40"}),
    "LP differentiation syndrome": (DS, {"S40"}),
    "Kalium im DS": (DS, {"S33"}),
    "mangesium arsenic": (DS, {"S34"}),
    "Dyspnoe": (DS, {"S10"}),
    "dyspnoea": (DS, {"S10"}),
    "breathlessness": (DS, {"S10"}),
    "tretinoin": (DS, {"S20", "S21", "S26"}),
    "oedema in DS": (DS, {"S12"}),
    "arsenic": (DS, {"S20", "S33", "S34", "S35", "S36"}),
    "haemorrhage Differenzierungssyndrom": (DS, {"S40"}),
    "S08": (DS, {"S08"}),
    "dexamethasone: DS": (DS, {"S08"}),
    "QTc>500 arsenic": (DS, {"S36", "S35"}),
}
"""What is typed → a protocol and its statements, of which one must be the first.

What several protocols speak of is typed with the name of the one that is meant.
"""


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
    protocol, statements = ROWS[typed]
    links = [link for link in search(typed) if "protocols/" in link and not link.endswith("#")]
    assert f"protocols/{protocol}/" in links[0], links
    assert links[0].rpartition("#")[2] in statements, links


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
