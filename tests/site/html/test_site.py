"""The built HTML, read as a browser would: links, anchors, citations, sources, and nothing from elsewhere."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from checker.protocol.labels import Labels
from tests.support.real_protocols import FIRST


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the site, by its path."""
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def anchors(pages):
    return {path: {element["id"] for element in page.find_all(id=True)} for path, page in pages.items()}


def _targets(page):
    """Yield every address that a page refers to, with its element."""
    for element in page.find_all(True):
        for attribute in ("href", "src", "action", "poster", "data-src"):
            if element.has_attr(attribute):
                yield element, element[attribute]


def test_every_link_leads_somewhere(site, pages, anchors):
    dead = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # served from any depth; tested in a browser
        for _, target in _targets(page):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target.startswith(("data:", "javascript:")):
                continue
            goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if goal.is_dir():
                goal /= "index.html"
            if not goal.is_file():
                dead.append(f"{path.relative_to(site.site)} -> {target}")
            elif parts.fragment and goal in anchors and unquote(parts.fragment) not in anchors[goal]:
                dead.append(f"{path.relative_to(site.site)} -> {target} (no such anchor)")
    assert dead == []


def test_every_page_is_reached_from_home(site, pages):
    seen, queue = set(), [site.site / "index.html"]
    while queue:
        path = queue.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        for element, target in _targets(pages[path]):
            if element.name == "a" and not urlsplit(target).scheme:
                goal = (path.parent / unquote(urlsplit(target).path)).resolve() if urlsplit(target).path else path
                queue.append(goal / "index.html" if goal.is_dir() else goal)
    orphans = {path.relative_to(site.site).as_posix() for path in pages if path not in seen}
    assert orphans == {"404.html"}


def test_the_foot_leads_from_no_protocol_into_another_part(site, pages):
    """ "Next" after the last page of a protocol would be the first of another one, without a word of it."""
    for path, page in pages.items():
        if path.name != "404.html":
            links = [(path.parent / link["href"]).resolve() for link in page.select(".md-footer__link")]
            assert [link for link in links if link.parent != path.parent] == [], path
    (card,) = (page for path, page in pages.items() if path.match("differentiation-syndrome/card.html"))
    assert [link.get_text(" ", strip=True).split()[0] for link in card.select(".md-footer__link")] == ["Previous"]


def test_the_navigation_opens_one_protocol_and_names_the_others(site, pages):
    """A page costs the same however many protocols there are."""
    for path, page in pages.items():
        if path.parent.parent.name == "protocols":
            opened = {
                (path.parent / link["href"]).resolve().parent
                for item in page.select(".md-nav--primary .md-nav[data-md-level='2']")
                for link in item.select("a[href]")
                if not link["href"].startswith("#")
            }
            assert opened == {path.parent}


def test_worked_cases_are_not_in_the_search(site, content):
    """They name every drug and every finding many times, and every page fetches the index."""
    index = " ".join((site.site / "search" / "search_index.json").read_text(encoding="utf-8").split())
    told = [" ".join(case.why.split()) for loaded in content.protocols for case in loaded.cases]
    told = [why for why in told if len(why) > 60]  # a shorter one may be said anywhere
    names = [case.name for loaded in content.protocols for case in loaded.cases if len(case.name) > 40]
    assert told
    assert names
    assert [words for words in (*told, *names) if words in index] == []


def test_nothing_is_loaded_from_elsewhere(site, pages):
    """Links to other sites are fine; anything that a browser would fetch by itself is not."""
    fetched = []
    for path, page in pages.items():
        for element, target in _targets(page):
            address = urlsplit(target)
            if address.netloc and not (
                element.name == "a" or (element.name == "link" and "canonical" in element.get("rel", []))
            ):
                fetched.append(f"{path.relative_to(site.site)}: {element.name} {target}")
    for style in site.site.rglob("*.css"):
        for target in re.findall(r"url\((?!['\"]?data:)['\"]?([^)'\"]+)", style.read_text(encoding="utf-8")):
            if urlsplit(target).netloc:
                fetched.append(f"{style.relative_to(site.site)}: {target}")
            elif not urlsplit(target).path or not (style.parent / urlsplit(target).path).is_file():
                fetched.append(f"{style.relative_to(site.site)}: {target} is not there")
    assert fetched == []


def test_ids_are_unique_and_pages_are_well_formed(pages, site):
    for path, page in pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        assert sorted(ids) == sorted(set(ids)), path.relative_to(site.site)
        assert page.html["lang"] == "en"
        assert page.title.get_text(strip=True)
        assert len(page.find_all("h1")) == 1, path.relative_to(site.site)
        assert all(image.has_attr("alt") for image in page.find_all("img"))


@pytest.fixture(scope="module")
def protocol_pages(content, site, pages):
    """For each protocol, its pages by id."""
    return {
        entry.protocol.id: {
            path.stem: page
            for path, page in pages.items()
            if path.parent == site.site / "protocols" / entry.protocol.id
        }
        for entry in content.protocols
    }


def _home(pages, anchor):
    """The pages that an anchor stands on, each with the element whose heading carries it."""
    return [(name, page.find(id=anchor).parent) for name, page in pages.items() if page.find(id=anchor)]


def test_every_statement_has_one_home_with_text_and_source(each, protocol_pages):
    pages = protocol_pages[each.protocol.id]
    for statement in each.protocol.statements:
        ((_, element),) = _home(pages, statement.id)
        text = " ".join(element.get_text(" ").split())
        links = [a["href"] for a in element.find_all("a", href=True)]
        assert statement.id in text
        assert " ".join(statement.plain.split()) in text.replace(" .", ".")
        cites = [
            "#source" in link or any(f"#{r}" in link for r in (*statement.references, *statement.sources))
            for link in links
        ]
        if statement.known == "source" or statement.references or statement.sources:
            assert any(cites), f"{statement.id} shows no source"
        elif statement.origin:
            assert " ".join(statement.origin.split()) in text
        else:
            assert "general knowledge" in text.lower()


def test_every_citation_links_there_and_back(each, protocol_pages):
    pages = protocol_pages[each.protocol.id]
    for statement in each.protocol.statements:
        ((home, element),) = _home(pages, statement.id)
        for reference in statement.references:
            there = pages["sources"].find(id=reference)
            assert any(a["href"].endswith(f"#{reference}") for a in element.find_all("a", href=True))
            back = {a["href"] for a in there.find_all("a", href=True)}
            assert back & {f"{home}.html#{statement.id}", f"#{statement.id}"}, (statement.id, reference)


def test_every_disagreement_is_shown_with_what_is_done_about_it(each, protocol_pages):
    for disagreement in each.protocol.disagreements:
        ((_, element),) = _home(protocol_pages[each.protocol.id], disagreement.id)
        assert " ".join(disagreement.title.split()) in " ".join(element.get_text(" ").split())


def test_every_dose_stands_with_its_recommendation(each, protocol_pages):
    from build_scripts.words.doses import dose_text

    for recommendation in each.protocol.recommendations:
        ((_, element),) = _home(protocol_pages[each.protocol.id], recommendation.id)
        text = " ".join(element.get_text(" ").split())
        for dose in recommendation.doses:
            assert dose_text(dose, Labels(each.protocol)).lower() in text.lower()


def test_every_protocol_page_says_that_it_is_under_review(each, protocol_pages):
    for name, page in protocol_pages[each.protocol.id].items():
        text = page.find("article").get_text(" ").lower()
        assert "under review" in text, name
        assert "not approved" in text, name
        assert each.protocol.version in text, name


def test_the_overview_opens_with_what_to_do_first(each, protocol_pages):
    article = protocol_pages[each.protocol.id]["index"].find("article")
    shown = [words for words in article.find_all(string=True) if not words.find_parent(class_="wb-review__steps")]
    text = " ".join(" ".join(shown).split())
    labels = {r.id: r.label for r in each.protocol.recommendations}
    position = text.index(labels[each.protocol.first_actions[0]])
    assert position < 900


def test_the_pathway_needs_no_script(each, protocol_pages):
    pictures = [
        svg
        for page in protocol_pages[each.protocol.id].values()
        for svg in page.select("svg[role=img], svg.wb-pathway")
    ]
    assert pictures
    labels = {r.id: r.label for r in each.protocol.recommendations}
    shown = " ".join(" ".join(pictures[0].get_text(" ").split()).split())
    for step in each.protocol.pathway:
        for name in (*step.yes, *step.no):
            assert " ".join(labels[name].split()[:2]) in shown


def words_in(node):
    """What an element says, whatever its spaces and line breaks."""
    return " ".join(node.get_text(" ").split())


def test_the_quality_page_shows_what_stands_behind_a_protocol(each, protocol_pages):
    protocol = each.protocol
    page = protocol_pages[protocol.id]["quality"]
    figures = {words_in(figure.dt): words_in(figure.dd) for figure in page.select(".wb-figures > div")}
    listed = sum(len(group.find_all("li")) for group in page.select(".wb-method details ul"))
    proved = int(figures["Properties proved, for every possible patient"])
    tried = int(figures.get("Properties not proved, and tried on random patients", "0"))
    assert proved > 0
    assert tried == 0 or protocol.values  # what is not computed of a patient's numbers is proved
    assert listed == proved + tried
    assert figures["Worked cases, each answered as expected"] == str(len(each.cases))
    caught, total = map(int, figures["Small mistakes put into rules and doses, and noticed"].split(" of "))
    assert caught == total >= 200
    told = page.select("details.wb-worked .wb-told")
    assert [words_in(case.h3) for case in told] == [case.name for case in each.cases]
    assert [words_in(case.select_one(".wb-told__why")) for case in told] == [
        " ".join(case.why.split()) for case in each.cases
    ]
    assert all(case.select("details li") for case in told)
    doubts = page.find(id="what-the-sources-leave-open").find_next_sibling("p")
    assert doubts.a["href"] == "sources.html#disagreements"
    there = {a["href"].split("#")[1] for a in protocol_pages[protocol.id]["sources"].select(".wb-map a")}
    doubted = {statement.id for statement in protocol.statements if statement.conflict}
    assert there == doubted | {disagreement.id for disagreement in protocol.disagreements}
    assert "preview" not in words_in(page)


def test_the_quality_page_folds_what_only_a_methodologist_needs(each, protocol_pages):
    page = protocol_pages[each.protocol.id]["quality"]
    open_ones = [head["id"] for head in page.select("article :is(h2, h3, h4)[id]") if not head.find_parent("details")]
    assert open_ones[0] == "who-reviews"
    assert open_ones[-1] == "for-methodologists"
    folded = {head["id"] for head in page.select("details :is(h3, h4)[id]")}
    assert {"what-the-rules-do", "what-was-proved", "crossed-reasons", "would-a-mistake-be-noticed"} <= folded
    assert not page.select("details[open]")


def test_the_quality_page_shows_what_the_rules_do(each, content, protocol_pages):
    protocol = each.protocol
    page = protocol_pages[protocol.id]["quality"]
    chapters = [heading.get_text().strip() for heading in page.select("summary h3")]
    assert chapters.index("What the rules do") < chapters.index("What was proved")
    tables = page.select(".wb-method table[data-search-exclude]")
    ends = [table for table in tables if table.caption]
    alone, *others = [table for table in tables if not table.caption]
    groups = [head.get_text(strip=True) for head in alone.select("th[scope=rowgroup]")]
    assert groups == [group.label for group in protocol.groups]
    shown = words_in(alone)
    for finding in protocol.findings:  # each has its row, or stands among those that change nothing
        assert " ".join(finding.label.split()) in shown
    assert ends or (protocol.id != FIRST and "No quantity at its ends changes anything." in words_in(page))
    for table in ends:
        for row in table.select("tbody tr"):
            assert len(row.find_all("td")) == len(table.select("thead th"))
    assert len(others) == 1 or (protocol.id != FIRST and "No two actions are opposed." in words_in(page))
    own = {r.label for r in protocol.recommendations}
    elsewhere = {
        f"{r.label} (in: {other.protocol.title})"
        for other in content.protocols
        if other.protocol.id != protocol.id
        for r in other.protocol.recommendations
    }
    for row in (row for crossed in others for row in crossed.select("tbody tr")):
        bold, cautious, _, verdict = (words_in(cell) for cell in row.find_all("td"))
        assert bold in own
        assert cautious in own | elsewhere
        assert verdict == "No" or "Accepted:" in verdict
