"""The document that a reviewer signs: everything in words, nothing of the YAML, and what changed since."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.load import load_alone
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation.mistakes import mistakes_of
from build_scripts.evidence.noticed import MutationScore
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.quality import Quality
from build_scripts.evidence.reviews.review import review
from build_scripts.pages.signing.arithmetic import arithmetic
from build_scripts.pages.signing.document import review_document
from build_scripts.words.site_language import ENGLISH
from checker import Checker
from checker.language.findings import ChoiceFinding
from checker.protocol.doses import Dose, Frequency
from tests.support.protocols.signed import (
    DOSE_CHANGED,
    LIMIT_CHANGED,
    approve,
    change,
    raise_version,
    with_dose,
)
from tests.support.protocols.toys import toy


def _document(project, loaded, survivors=()):
    proofs, score = prove(loaded.protocol, notes=False), MutationScore(survivors=survivors)
    quality = Quality(proofs, score, coverage(Checker(loaded.protocol), loaded.cases), review(loaded.protocol))
    return review_document(project, loaded, quality, ENGLISH)


def _text(document):
    soup = BeautifulSoup(document.html, "html.parser")
    for style in soup.find_all("style"):
        style.decompose()
    return " ".join(soup.get_text(" ").split())


@pytest.fixture
def file(workshop):
    return with_dose(workshop)


def test_the_document_of_a_real_protocol_has_all_of_it_in_words(project, each, quality):
    protocol = each.protocol
    text = _text(review_document(project, each, quality[protocol.id], ENGLISH))

    def there(words):
        return " ".join(words.split()) in text

    for recommendation in protocol.recommendations:
        assert there(recommendation.label)
        assert there(recommendation.plain)
    for statement in protocol.statements:
        assert there(statement.text), statement.id
    for disagreement in protocol.disagreements:
        assert there(disagreement.handling), disagreement.id
    for case in each.cases:
        assert there(case.name), case.name
    # What an author wrote may well begin with "None": an answer, or what is done about a disagreement.
    own = [" ".join(disagreement.handling.split()) for disagreement in protocol.disagreements]
    for finding in protocol.findings:
        own += [f"{finding.label}: {a.label}" for a in finding.choices] if isinstance(finding, ChoiceFinding) else []
    without = text
    for words in own:
        without = re.sub(re.escape(words), "", without, flags=re.IGNORECASE)
    for code in ("Decimal(", "Situation(", "QuantityFinding", ": None", "{'", "not-indicated", "&lt;"):
        assert code not in without, code
    ids = [constraint.id for constraint in protocol.constraints]
    # An id of one word, such as "neurology", is a word of texts as well.
    ids += [element.id for element in (*protocol.findings, *protocol.recommendations) if "-" in element.id]
    assert [name for name in ids if name in text] == []


def test_the_document_of_the_first_protocol_says_its_doses_and_works_them_out(project, first, quality):
    text = _text(review_document(project, first, quality[first.protocol.id], ENGLISH))
    assert "Adult dose: dexamethasone 10 mg intravenously every 12 hours" in text
    assert "in 24 hours: 10 mg × 2 = 20 mg" in text
    assert "body surface 1.8 m²: 12 mg/m² × 1.8 m² = 21.6 mg" in text


def test_items_have_boxes_and_the_end_has_a_place_to_sign(workshop, file):
    soup = BeautifulSoup(_document(workshop, load_alone(file.parent)).html, "html.parser")
    for item in soup.select(".item"):
        assert [box.get_text() for box in item.select(".boxes span")] == ["agree", "change"]
    titles = [heading.get_text() for heading in soup.select("h2")]
    assert titles[-1] == "Signature"
    assert [row.get_text(strip=True) for row in soup.select(".lines th")] == [
        "Name",
        "Profession and place",
        "Competence for this protocol",
        "Interests, or none",
        "Date",
        "Signature",
    ]
    assert soup.find("script") is None
    assert not soup.select("[src], link")  # nothing is fetched


def test_cases_are_told_as_patients_with_their_answer(workshop, file):
    text = _text(_document(workshop, load_alone(file.parent)))
    assert (
        "Example treatment: Given. Found: example sign. Nothing else is known. Indicated: "
        "Start example drug as the example says "
        "(example drug 10 mg by mouth every 12 hours), today"
    ) in text
    assert "Open until more is known: Start example drug as the example says (missing: example sign)" in text
    assert "A patient of whom nothing is known." in text


def test_what_changed_since_the_last_signature_is_said_with_the_patients_whom_it_concerns(workshop, file):
    first = _document(workshop, load_alone(file.parent))
    assert "Nobody has signed this protocol yet." in _text(first)
    approve(file.parent)
    again = _document(workshop, load_alone(file.parent))
    assert again.fingerprint == first.fingerprint  # a second person signs the same document
    assert "Reviewer A, tester of approvals, 31 January 2026, version 0.1.0" in _text(again)
    raise_version(file)
    change(file, {**DOSE_CHANGED, **LIMIT_CHANGED})
    changed = _document(workshop, load_alone(file.parent))
    assert changed.fingerprint != first.fingerprint
    text = _text(changed)
    assert "Compared with version 0.1.0 as Reviewer A signed it on 31 January 2026" in text
    assert "was example drug 10 mg by mouth every 12 hours" in text
    assert "is now example drug 70 mg by mouth every 12 hours" in text
    assert "Start example drug as the example says: was indicated and is" in text
    assert "for example for this patient: Example treatment: Given. Example level: 10.01 mg/dL." in text


def test_mistakes_that_nothing_notices_are_listed_without_places_in_the_yaml(workshop, file):
    loaded = load_alone(file.parent)
    text = _text(_document(workshop, loaded, mistakes_of(loaded).survivors))
    assert "until a worked case holds each of them: Example level, plausible values: 0.1 to 100 mg/dL → " in text
    assert "The smallest such patient" in text or "the smallest such patient" in text
    assert "line 6" not in text
    assert "Decimal" not in text


def _dose(**more):
    return Dose(**{"drug": "x", "amount": Decimal(10), "unit": "mg", "statements": (), **more})


@pytest.mark.parametrize(
    ("dose", "lines"),
    [
        (_dose(), []),
        (_dose(frequency=Frequency(every=Decimal(24), unit="h")), []),
        (_dose(frequency=Frequency(every=Decimal(5), unit="h")), []),
        (_dose(frequency=Frequency(every=Decimal(8), unit="h")), ["in 24 hours: 10 mg × 3 = 30 mg"]),
        (
            _dose(amount=Decimal("0.15"), to=Decimal("0.2"), unit="mg/kg"),
            [
                "body weight 50 kg: 0.15 to 0.2 mg/kg × 50 kg = 7.5 to 10 mg",
                "body weight 70 kg: 0.15 to 0.2 mg/kg × 70 kg = 10.5 to 14 mg",
                "body weight 90 kg: 0.15 to 0.2 mg/kg × 90 kg = 13.5 to 18 mg",
            ],
        ),
    ],
)
def test_the_arithmetic_of_a_dose_is_worked_out(dose, lines):
    assert list(arithmetic(dose, toy())) == lines


def test_a_statement_of_a_second_source_is_not_laid_to_the_first(workshop, file):
    text = _text(_document(workshop, load_alone(file.parent)))
    assert "The source, which gives no marker here. Read in the source." in text
    file.write_text(file.read_text().replace("    known: source", "    known: source\n    sources: [example-2000]"))
    text = _text(_document(workshop, load_alone(file.parent)))
    assert "Example et al. 2000. Read in the source." in text
    assert "which gives no marker here" not in text
    file.write_text(
        file.read_text().replace(
            "known: source\n    sources: [example-2000]", "known: restatement\n    origin: A summary."
        )
    )
    text = _text(_document(workshop, load_alone(file.parent)))
    assert "Read in a restatement, to be verified in the source. A summary." in text
    assert "which gives no marker here" not in text
