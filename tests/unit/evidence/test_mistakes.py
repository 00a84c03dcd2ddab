"""Unnoticed mistakes are refused once others look at a protocol, and told with their cases."""

import pytest

from build_scripts.content.load import load_alone, load_content
from build_scripts.evidence.mistakes import held_to_their_cases, mistakes_of, told_mistakes
from build_scripts.evidence.quality import quality_of
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from tests.support.protocols.signed import notice_all, with_dose


@pytest.fixture
def file(workshop):
    return with_dose(workshop)


def looked_at(file):
    """The same protocol once its review has begun."""
    text = file.read_text()
    assert text.count("state: submitted") == 2
    file.write_text(text.replace("state: submitted", "state: under-review"))


def test_a_protocol_that_is_looked_at_may_let_nothing_pass(workshop, file):
    assert held_to_their_cases([load_alone(file.parent)]) == []
    looked_at(file)
    problems = held_to_their_cases([load_alone(file.parent)])
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "plausible:" in text)
    assert [problem.line for problem in problems][:4] == [line] * 4
    assert (
        "a mistake here would go unnoticed, which is refused once the review state is past 'submitted': Example level, "
        "plausible values: 0.1 to 100 mg/dL → 0.1 to 99 mg/dL. Then the smallest such patient (Example level: 100 mg/dL "
        "and nothing else known) would be refused; now: taken as it is. 'wardbook mutants example' suggests a case"
    ) in [problem.message for problem in problems]
    with pytest.raises(ContentError, match="would go unnoticed"):
        quality_of(load_content(workshop.docs), Store(workshop.cache))
    notice_all(file)
    assert held_to_their_cases([load_alone(file.parent)]) == []


def test_a_trial_is_kept_until_the_protocol_its_cases_or_its_drugs_change(workshop, file, monkeypatch):
    store = Store(workshop.cache)
    first = mistakes_of(load_alone(file.parent), store)
    tried = []
    monkeypatch.setattr("build_scripts.evidence.mistakes._tried", lambda loaded: tried.append(loaded) or first)
    assert mistakes_of(load_alone(file.parent), store) == first
    assert tried == []
    notice_all(file)
    mistakes_of(load_alone(file.parent), store)
    register = workshop.docs / "vocabulary" / "drugs.yml"
    register.write_text(register.read_text().replace("route: oral", "route: rectal") + "      - {route: oral, basis: b}\n")
    mistakes_of(load_alone(file.parent), store)
    assert len(tried) == 2


def test_what_is_told_stands_at_its_line_with_all_that_one_case_holds_above_it(file):
    cases = file.with_name("cases.yml")
    loaded = load_alone(file.parent)
    without = [line for line in cases.read_text().splitlines() if "example drug" not in line and "doses:" not in line]
    cases.write_text("\n".join(without))
    loaded = load_alone(file.parent)
    told = told_mistakes(loaded, mistakes_of(loaded), lambda path: path.rpartition("/")[2])
    assert "# protocol.yml:" in told
    dose = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "- {drug: example drug" in text)
    assert f"# protocol.yml:{dose}: Do what the example says" not in told  # the words of the source hold the dose
    assert told.endswith("unnoticed; none may be once the review state is past 'submitted'.")
