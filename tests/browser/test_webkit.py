"""WebKit, of which Safari is made: a whole case from a server and from a disk, and what it does to form and answer.

It changes fields without telling the page."""

from __future__ import annotations

import pytest

from tests.support.site.limits import limit
from tests.support.site.visits import CHECKER
from tests.support.site.webdriver import WebKit, webkit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("webkit")]

READY = "document.querySelector('[data-part=status][data-state=ready]') !== null"
SHOWN = """const chosen = (finding) => document.querySelector(`#finding-${finding} input:checked`)?.value;
  return {
    form: [chosen("atra"), chosen("dyspnea"), document.querySelector("#input-qtc").value,
           document.querySelector("#finding-qtc select").value],
    answer: document.querySelector("#wb-answer [data-part=body]").innerText,
    undo: !document.querySelector("[data-part=undo]").disabled,
  };"""
TEXT = """document.querySelector("[data-take=text]").click();
  const text = document.querySelector("[data-part=taken-text]").value;
  document.querySelector("[data-part=taken-close]").click();
  return text;"""


@pytest.fixture(scope="module")
def safari(webkit_driver, xvfb, tmp_path_factory):
    with webkit(webkit_driver, xvfb, tmp_path_factory.mktemp("home")) as window:
        yield window


@pytest.fixture
def entered(safari: WebKit, address, protocol):
    """The checker with a patient who is to be treated at once, and a number that is shown in another unit."""
    safari.open(f"{address}/index.html")
    safari.run("sessionStorage.clear()")
    safari.open(f"{address}/{CHECKER}")
    safari.wait(READY)
    safari.click("#finding-atra input[value=given]")
    safari.click("#finding-dyspnea input[value=true]")
    safari.click("#input-qtc")
    safari.run(
        """const field = document.querySelector("#input-qtc");
        field.value = arguments[0];
        field.dispatchEvent(new Event("input", { bubbles: true }));
        const unit = document.querySelector("#finding-qtc select");
        unit.value = "s";
        unit.dispatchEvent(new Event("input", { bubbles: true }));""",
        str(limit(protocol, "qtc") / 1000),  # the number stays as it is, whatever unit is chosen
    )
    safari.wait(
        "document.querySelector('#wb-answer [data-recommendation=give-dexamethasone]') !== null"
        " && document.querySelector('[data-part=body][aria-busy]') === null"
    )
    return safari


def test_back_from_a_statement_form_answer_and_record_are_of_the_same_patient(entered):
    before, recorded = entered.run(SHOWN), entered.run(TEXT)
    assert "Findings: ATRA: Given; Dyspnoea or respiratory distress; QTc: " in recorded
    entered.click(".wb-protocol a")
    entered.wait("document.querySelector('[data-checker]') === null")

    entered.back()

    entered.wait("document.querySelector('#finding-atra input:checked') !== null && document.readyState === 'complete'")
    entered.run("return new Promise((done) => setTimeout(done, 1500))")
    after = entered.run(SHOWN)
    assert after["form"] == before["form"]
    assert after["form"][:2] == ["given", "true"]
    assert "Give dexamethasone now" in after["answer"]
    assert entered.run(TEXT) == recorded

    entered.click("#finding-ato input[value=not-given]")
    entered.run("return new Promise((done) => setTimeout(done, 300))")
    assert "Give dexamethasone now" in entered.run(SHOWN)["answer"]
    text = entered.run(TEXT)
    assert "ATO: Not given" in text
    assert "ATRA: Given" in text


def test_a_reload_puts_both_back_and_a_link_that_leads_here_asks(entered):
    before = entered.run(SHOWN)
    entered.reload()
    entered.wait(READY)
    entered.wait("document.querySelector('#wb-answer [data-recommendation=give-dexamethasone]') !== null")
    entered.run("return new Promise((done) => setTimeout(done, 1500))")

    shown = entered.run(SHOWN)
    assert shown["form"] == before["form"]
    assert "Give dexamethasone now" in shown["answer"]
    assert shown["undo"]
    assert "are put back" in entered.run("return document.querySelector('[data-part=kept]').innerText")

    entered.open(entered.run("return location.href"))
    entered.wait("document.querySelector('[data-part=kept-offer]').open")
    shown = entered.run(SHOWN)
    assert shown["form"] == ["", "", "", "ms"]
    assert "Nothing is entered yet" in shown["answer"]
    entered.click("[data-part=kept-anew]")
    entered.reload()
    entered.wait(READY)
    assert entered.run(SHOWN)["form"] == ["", "", "", "ms"]
    assert not entered.run("return document.querySelector('[data-part=kept-offer]').open")


@pytest.mark.parametrize("place", ["a server", "a disk"])
def test_a_whole_case(safari: WebKit, address, site, protocol, place):
    safari.open(f"{address}/{CHECKER}" if place == "a server" else (site.site / CHECKER).as_uri())
    safari.wait(READY)
    safari.click("#finding-atra input[value=given]")
    safari.click("#finding-ato input[value=given]")
    safari.click("#finding-dyspnea input[value=true]")
    qtc = f"{limit(protocol, 'qtc') + 12},5"
    safari.type("#input-qtc", qtc)

    safari.wait("document.querySelector('#wb-answer [data-recommendation=give-dexamethasone]') !== null")
    safari.wait(f"(() => {{ {TEXT} }})().includes('QTc: {qtc} ms')")  # a typed number counts a moment later
    safari.click("#wb-answer [data-recommendation=give-dexamethasone] [data-part=title]")
    safari.wait("document.querySelector('#wb-answer [data-recommendation=give-dexamethasone] .wb-tree') !== null")
    assert "- Do now: " in safari.run(TEXT)

    safari.type("[data-ask] input", "when to restart arsenic")
    safari.wait("document.querySelector('[data-ask] [data-statement=S26]:not([hidden])') !== null")

    safari.run("document.querySelector('.md-search__input').focus()")
    safari.wait("document.querySelector('.md-search-result__meta')?.textContent.includes('Type to start')")
    safari.type(".md-search__input", "dexamethasone")
    safari.wait("document.querySelectorAll('.md-search-result__item').length > 0")


def test_without_webassembly_it_says_so_from_a_server_and_from_a_disk(webkit_driver, xvfb, tmp_path, address, site):
    """As in Lockdown Mode on an iPhone or a Mac."""
    with webkit(webkit_driver, xvfb, tmp_path, JSC_useWasm="0") as window:
        for place in (f"{address}/{CHECKER}", (site.site / CHECKER).as_uri()):
            window.open(place)
            window.wait("document.querySelector('[data-part=status][data-state=failed]') !== null")
            said = window.run("return document.querySelector('#wb-answer').innerText")
            assert "The checker could not start: this browser has WebAssembly switched off" in said
            assert "Card for print" in said
            assert "Can't find variable" not in said
            assert "Try again" not in said
            window.run("document.querySelector('[data-part=cannot] a[href=\"card.html\"]').click()")
            window.wait("location.pathname.endsWith('/card.html') && document.readyState === 'complete'")
