"""The real content: complete, honest about its review, and true to the ids that others rely on."""

import pytest

from build_scripts.content.load import load_content
from build_scripts.project.problems import ContentError

RECOMMENDATIONS = [
    "give-dexamethasone",
    "continue-dexamethasone",
    "complete-dexamethasone",
    "look-for-other-causes",
    "continue-atra",
    "continue-ato",
    "withhold-atra",
    "withhold-ato",
    "resume-atra",
    "resume-ato",
    "review-ato-after-qtc",
    "monitor-for-recurrence",
    "read-wbc-as-differentiation",
    "consider-hydroxyurea",
    "consider-cytoreduction",
    "consider-steroid-prophylaxis",
    "consider-systematic-prophylaxis",
    "correct-potassium",
    "correct-magnesium",
    "monitor-qtc",
    "withhold-ato-for-qtc",
    "measure-electrolytes",
    "replete-electrolytes",
    "stop-qt-prolonging-drugs",
    "avoid-invasive-procedures",
]
CRITERIA = [
    "applicable",
    "suspected",
    "severe",
    "resolved",
    "wbc-rise",
    "qtc-prolonged",
    "potassium-below-target",
    "magnesium-below-target",
]
FINDINGS = [
    "age",
    "atra",
    "ato",
    "induction",
    "dyspnea",
    "unexplained-fever",
    "weight-gain-or-edema",
    "unexplained-hypotension",
    "acute-renal-failure",
    "congestive-heart-failure",
    "infiltrates-or-effusion",
    "weight-gain",
    "icu-for-respiratory-distress",
    "dexamethasone-given",
    "progression-on-dexamethasone",
    "no-response-to-dexamethasone",
    "symptoms-resolved",
    "recurrence-after-resumption",
    "wbc-at-start",
    "wbc",
    "significant-wbc-increase",
    "extreme-hyperleukocytosis",
    "potassium",
    "magnesium",
    "qtc",
    "qtc-formula",
]


@pytest.fixture(scope="module")
def loaded(content):
    return next(entry for entry in content.protocols if entry.protocol.id == "differentiation-syndrome")


def _ids(elements):
    return [element.id for element in elements]


def test_public_ids_stay_as_they_are(loaded):
    """These ids stand in addresses, exports and other people's scripts: adding is fine, renaming is not."""
    protocol = loaded.protocol
    assert _ids(protocol.recommendations) == RECOMMENDATIONS
    assert _ids(protocol.criteria) == CRITERIA
    assert set(_ids(protocol.findings)) == set(FINDINGS)
    assert _ids(protocol.scores) == ["count-grade"]
    assert [warning.code for warning in protocol.warnings] == [
        "qtc-formula",
        "at-limit",
        "at-limit",
        "at-limit",
        "ato-only",
        "atra-or-ato",
        "recurrence",
        "child",
        "potassium-high",
        "count-severe",
    ]


def test_all_statements_of_the_source_are_there(loaded):
    own = [f"S{number:02}" for number in range(1, 48)]
    assert _ids(loaded.protocol.statements) == [*own, "L01", "L02", "L03"]
    assert len(loaded.cases) >= 40


def test_what_the_source_does_not_say_says_how_it_is_known(loaded):
    for statement in loaded.protocol.statements:
        assert statement.known == ("restatement" if statement.id.startswith("L") else "source"), statement.id
        if statement.known != "source":
            assert "verified" in statement.origin
            assert statement.references
            assert statement.marker is None


def test_every_dose_says_whom_it_is_for_and_a_child_is_warned_above_it(loaded):
    protocol = loaded.protocol
    dosed = [recommendation for recommendation in protocol.recommendations if recommendation.doses]
    assert dosed
    (child,) = [warning for warning in protocol.warnings if warning.code == "child"]
    assert set(child.concerns) == {recommendation.id for recommendation in dosed}
    assert {dose.for_ for recommendation in dosed for dose in recommendation.doses} == {"adult"}


def test_references_have_titles(loaded):
    assert [reference.id for reference in loaded.protocol.references if reference.title is None] == []


def test_nothing_is_approved_without_a_review_by_a_person(each):
    review = each.protocol.review
    assert review.state == "under-review"
    assert not any(event.state == "approved" for event in review.events)


def test_patients_are_never_told_a_dose(each):
    """The plain wording of a statement or recommendation carries no amount of a drug."""
    doses = {
        (f"{dose.amount} {dose.unit}".lower(), dose.drug) for r in each.protocol.recommendations for dose in r.doses
    }
    plain = [(e.id, e.plain.lower()) for e in (*each.protocol.statements, *each.protocol.recommendations)]
    assert doses
    for name, text in plain:
        assert not any(amount in text for amount, _ in doses), name
        assert not any(unit in text for unit in ("mg", "milligram", "gram", "mmol", "meq")), name


def test_cases_reach_every_status_that_a_recommendation_can_have(loaded, content):
    checker = content.checkers["differentiation-syndrome"]
    seen: dict[str, set[str]] = {name: set() for name in RECOMMENDATIONS}
    for case in loaded.cases:
        if case.expect is not None:
            for answer in checker.assess({"protocol": checker.protocol.id, "findings": case.findings}).recommendations:
                seen[answer.id].add(answer.status.value)
    assert {name: statuses for name, statuses in seen.items() if len(statuses) < 3} == {}


def test_a_folder_without_protocols_says_how_to_make_one(tmp_path):
    with pytest.raises(ContentError, match="'wardbook new ID' makes one"):
        load_content(tmp_path)


def test_folder_and_id_must_agree(workshop):
    from build_scripts.content.skeleton import write_skeleton

    write_skeleton(workshop, "one").rename(workshop.docs / "protocols" / "two")
    with pytest.raises(ContentError, match=r"id 'one' differs from its folder 'two'"):
        load_content(workshop.docs)


def test_related_protocols_must_exist(workshop):
    from build_scripts.content.skeleton import write_skeleton

    file = write_skeleton(workshop, "one") / "protocol.yml"
    file.write_text(file.read_text().replace("# related: [another-protocol]", "related: [onne]"))
    with pytest.raises(ContentError, match=r"unknown protocol 'onne' \(did you mean 'one'\?\)"):
        load_content(workshop.docs)


def test_what_is_kept_of_the_content_is_what_its_files_say(project, content):
    """Other tests ask what the build has kept; here all of it is read anew."""
    assert load_content(project.docs) == content
