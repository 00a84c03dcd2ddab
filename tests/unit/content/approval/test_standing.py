"""An approval holds for what was approved; records are nobody's to edit; a version that was signed stays as it was."""

import datetime

import pytest

from build_scripts.content.approval.records import approvals_in
from build_scripts.content.approval.signing import (
    SigningError,
    day_of_signature,
    record_release,
    scope_of,
)
from build_scripts.content.load import load_content, load_protocol
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from tests.support.protocols.signed import (
    DAY,
    DOSE_CHANGED,
    LIMIT_CHANGED,
    URGENCY_CHANGED,
    approve,
    change,
    raise_version,
    with_dose,
)

TODAY = datetime.date(2026, 2, 1)


@pytest.fixture
def file(workshop):
    return with_dose(workshop)


def _change(file, find, replacement):
    text = file.read_text()
    assert text.count(find) == 1
    file.write_text(text.replace(find, replacement))


def _problems(folder):
    with pytest.raises(ContentError) as caught:
        load_protocol(folder)
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in caught.value.problems]


def test_all_three_parts_make_an_approval_in_one_signature_or_in_several(file):
    approve(file.parent, ["doses"])
    review = load_protocol(file.parent).review
    assert (review.state, review.approved, review.changed) == ("submitted", ("doses",), None)
    approve(file.parent, ["rules", "texts"], reviewer="Reviewer B")
    review = load_protocol(file.parent).review
    assert review.state == "approved"
    assert [approval.reviewer for approval in review.approvals] == ["Reviewer A", "Reviewer B"]


def test_what_is_only_spelling_keeps_the_approval(file):
    approve(file.parent)
    _change(file, "text: When it is suspected, do", "text: When it is suspected do")
    _change(file, "# related: [another-protocol]", "# a remark of the author")
    assert load_protocol(file.parent).review.state == "approved"


def test_a_changed_text_lets_the_state_fall_back_and_says_since_when(file):
    approve(file.parent)
    _change(file, "text: When it is suspected, do", "text: When it is suspected, at last do")
    review = load_protocol(file.parent).review
    assert (review.state, review.altered, review.changed) == ("submitted", ("texts",), DAY)


@pytest.mark.parametrize(
    ("part", "words"), [("doses", DOSE_CHANGED), ("rules", LIMIT_CHANGED), ("rules", URGENCY_CHANGED)]
)
def test_a_signed_version_is_refused_once_a_rule_or_a_dose_differs(file, part, words):
    approve(file.parent, ["texts"])  # of a version that was signed nothing may change, whatever was signed of it
    change(file, words)
    signed = f"the {part} are not those of version 0.1.0 as it was signed on 2026-01-31 (approvals.yml)"
    line = file.read_text().splitlines().index("version: 0.1.0") + 1
    way_out = "give the change a version of its own, with an entry at the top of 'changes'"
    assert _problems(file.parent) == [f"protocol.yml:{line}:10: {signed}: {way_out}"]
    raise_version(file)
    assert load_protocol(file.parent).review.state == "submitted"


def test_another_version_is_not_approved_before_somebody_approves_it(file):
    approve(file.parent)
    raise_version(file)
    change(file, DOSE_CHANGED)
    review = load_protocol(file.parent).review
    assert (review.state, review.altered) == ("submitted", ("doses", "texts"))
    approve(file.parent, day=datetime.date(2026, 2, 2))
    assert load_protocol(file.parent).review.state == "approved"


def test_a_released_version_is_refused_once_a_dose_differs(file):
    assert record_release(load_protocol(file.parent), file.parent, DAY)
    assert not record_release(load_protocol(file.parent), file.parent, TODAY)
    assert load_protocol(file.parent).review.state == "submitted"
    change(file, DOSE_CHANGED)
    (problem,) = _problems(file.parent)
    assert "the doses are not those of version 0.1.0 as it was released on 2026-01-31 (releases.yml)" in problem


@pytest.mark.parametrize(
    ("find", "replacement"),
    [
        ('reviewer: "Reviewer A"', 'reviewer: "Reviewer B"'),
        ('date: "2026-01-31"', 'date: "2026-02-28"'),
        ('scope: ["doses"]', 'scope: ["rules", "doses", "texts"]'),
        ('version: "0.1.0"', 'version: "0.2.0"'),
    ],
)
def test_a_record_that_was_changed_by_hand_is_refused_with_its_place(file, find, replacement):
    approve(file.parent, ["doses"])
    records = file.parent / "approvals.yml"
    _change(records, find, replacement)
    assert _problems(file.parent) == [
        "approvals.yml:4:5: this record was changed by hand: only 'wardbook sign' writes it; restore it from git"
    ]


def test_a_record_cannot_be_taken_out_from_before_another(file):
    approve(file.parent, ["doses"])
    approve(file.parent, ["rules"], reviewer="Reviewer B")
    records = file.parent / "approvals.yml"
    head, first, second = records.read_text().split("  - ")
    assert "Reviewer A" in first
    records.write_text(f"{head}  - {second}")
    assert "this record was changed by hand" in _problems(file.parent)[0]


def test_a_record_without_the_copy_that_was_signed_is_refused(file):
    approve(file.parent)
    (record,) = approvals_in(file.parent)
    copy = file.parent / record.kept
    copy.write_text(copy.read_text().replace("amount: 10", "amount: 100"))
    (problem,) = _problems(file.parent)
    assert problem.startswith("approvals.yml:")
    assert f"{record.kept}, the protocol as it was signed, was changed since" in problem
    copy.unlink()
    assert "as it was signed, is not there" in _problems(file.parent)[0]


def test_a_release_that_was_changed_by_hand_is_refused(file):
    record_release(load_protocol(file.parent), file.parent, DAY)
    _change(file.parent / "releases.yml", 'version: "0.1.0"', 'version: "0.0.9"')
    assert "only 'wardbook bundle --release' writes it" in _problems(file.parent)[0]


def test_what_is_kept_between_two_builds_never_keeps_an_approval(file, workshop):
    store = Store(workshop.cache)
    approve(file.parent)
    assert load_content(workshop.docs, store).protocols[0].protocol.review.state == "approved"
    (file.parent / "picture.png").write_bytes(b"another file on the pages")
    assert load_content(workshop.docs, store).protocols[0].protocol.review.state == "submitted"


@pytest.mark.parametrize("name", ["", "  ", "Reviewer A\nReviewer B"])
def test_who_approves_is_never_left_open(file, name):
    with pytest.raises(SigningError, match="--reviewer is"):
        approve(file.parent, reviewer=name)
    assert not (file.parent / "approvals.yml").exists()


def test_the_words_of_a_signature_are_taken_as_they_are_or_refused():
    assert scope_of("texts, rules") == ("rules", "texts")
    for wrong in ("", "rule", "rules,all"):
        with pytest.raises(SigningError, match="expected one or more of rules, doses, texts"):
            scope_of(wrong)
    assert day_of_signature(None, TODAY) == TODAY
    assert day_of_signature("2026-01-31", TODAY) == DAY
    for wrong in ("31.1.2026", "20260131", "2026-02-30"):
        with pytest.raises(SigningError, match="expected a day as YYYY-MM-DD"):
            day_of_signature(wrong, TODAY)
    with pytest.raises(SigningError, match="has not come yet"):
        day_of_signature("2026-02-02", TODAY)
