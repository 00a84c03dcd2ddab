"""One English throughout, the British: on every page, in the words of scripts and in the written documents."""

import re

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

AMERICAN = re.compile(
    r"\b(?:"
    r"colors?|behavior|favorite|honor|labor|neighbor\w*|centers?|centered|fibers?|liters?|meters?"
    r"|edema|anemia|leukemi[ac]|hemorrhag\w+|hemoglobin|hematolog\w+|bacteremia|\w+kalemia|\w+natremia"
    r"|\w+magnesemia|hyperuricemia|uremia|ischemi[ac]|hypoxemia|pediatric\w*|esophag\w+|diarrhea|dyspne(?:a|ic)"
    r"|orthopnea|tumors?|fetus|catheteriz\w+|hospitaliz\w+|randomiz\w+|organiz\w+|optimiz\w+|recogniz\w+|summariz\w+"
    r"|minimiz\w+|maximiz\w+|normaliz\w+|customiz\w+|authoriz\w+|analyz\w+|localiz\w+|emphasiz\w+|prioritiz\w+"
    r"|stabiliz\w+|utiliz\w+|realiz\w+|standardiz\w+|generaliz\w+|nebuliz\w+|gray|defense|offense|licenses?|licensed"
    r"|canceled|canceling|labeled|labeling|modeled|modeling|traveled|fulfill|judgment|catalogs?|artifacts?|aluminum"
    r"|sulfates?|toward|skeptical"
    r")\b",
    re.IGNORECASE,
)
"""A small list of what slips in, as whole words. A program is software here, and is spelt so in Britain, too."""

ALLOWED = ("Apache License", "LICENSE", "called dyspnea", "Cornell Assessment of Pediatric Delirium")
"""Names, and the id of a finding in the name of a case that is refused for it."""

NOT_OURS = "script, style, code, pre, [hidden], .wb-reference > p:first-child, #__search, .md-search"
"""Titles of publications, what a machine reads, and other names that only the search knows."""

SPOKEN = ("title", "aria-label", "placeholder", "alt")


def american(text):
    for name in ALLOWED:
        text = text.replace(name, "")
    return {match[0] for match in AMERICAN.finditer(text)}


def visible(page):
    for element in page.select(NOT_OURS):
        element.extract()
    spoken = [element[name] for element in page.find_all(True) for name in SPOKEN if element.get(name)]
    return " ".join([" ".join(page.get_text(" ").split()), *spoken])


def test_no_page_is_american(site):
    found = {}
    for path in sorted(site.site.rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found[path.relative_to(site.site).as_posix()] = american(visible(page))
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}


def test_no_word_of_a_template_or_a_script_is_american(repository):
    with (repository / "site_templates/locale/de/LC_MESSAGES/wardbook.po").open("rb") as file:
        words = [message.id for message in read_po(file) if message.id]
    texts = [text for each in words for text in ([each] if isinstance(each, str) else each)]
    assert len(texts) > 500
    assert {text for text in texts if american(text)} == set()


WRITTEN = ["README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "SECURITY.md", "NOTICE"]


@pytest.mark.parametrize("name", WRITTEN)
def test_no_written_document_is_american(repository, name):
    text = (repository / name).read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|^ {4}.*?$|`[^`\n]*`|\]\([^)]*\)", "", text, flags=re.DOTALL | re.MULTILINE)
    assert american(prose) == set()


@pytest.mark.parametrize("word", ["Color", "edema", "leukemia", "hemorrhagic", "hypokalemia", "recognized", "liters"])
def test_what_is_american_is_found(word):
    assert american(f"Some {word}, and more") == {word}


@pytest.mark.parametrize("word", ["colour", "oedema", "leukaemia", "metre", "program", "size", "parameters", "towards"])
def test_what_is_british_is_not(word):
    assert american(f"Some {word}, and more") == set()
