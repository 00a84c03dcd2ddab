"""What readers see: which texts look alike, and which of them say nothing."""

from dataclasses import replace

import pytest

from build_scripts.content.labels import empty_texts, folded, same_labels
from checker.language.findings import Choice
from checker.language.scores import Band, Domain, Grade, GradeStep, Score, ScoreItem
from checker.protocol.model import FindingGroup
from checker.protocol.sources import Author, Reference


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Not given", "not given"),
        ("Not given", " Not  given\n"),
        ("Not given", "Not\u00a0given"),
        ("Not given", "Not given\u200b"),
        ("Not given", "\ufeffN\u00adot given\ufe0f"),
        ("Übelkeit", "U\u0308belkeit"),
        ("", "\u200b\u2060\u00ad\u2800\u3164 \t"),
    ],
)
def test_what_looks_alike_is_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("10⁹/L", "109/L"), ("m²", "m2"), ("Given", "Not given"), ("≥ 1", "> 1")])
def test_what_a_reader_can_tell_apart_is_not_alike(one, other):
    assert folded(one) != folded(other)


GROUPS = (FindingGroup("a", "A"), FindingGroup("b", "a"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (GROUPS, [((1, "label"), (0, "label"), "a")]),
        ((Choice("a", "A"), Choice("b", "B"), Choice("c", "a ")), [((2, "label"), (0, "label"), "a ")]),
        (
            Score(
                id="s",
                label="S",
                items=(
                    ScoreItem(finding="x"),
                    ScoreItem(finding="y"),
                    ScoreItem(finding="v", label="V"),
                    ScoreItem(finding="w", label="V"),
                ),
                bands=(Band(id="low", label="Low", from_=0, to=1), Band(id="lower", label="Low", from_=2, to=3)),
            ),
            [
                (("items", 3, "label"), ("items", 2, "label"), "V"),
                (("bands", 1, "label"), ("bands", 0, "label"), "Low"),
            ],
        ),
        ((Band(id="low", label="Low", from_=0, to=1), Band(id="low", label="Low", from_=0, to=2)), []),
        (
            Grade(
                id="g",
                label="G",
                scale=(GradeStep("one", "1"), GradeStep("two", "1")),
                domains=(Domain("D", ()), Domain("D", ())),
            ),
            [
                (("scale", 1, "label"), ("scale", 0, "label"), "1"),
                (("domains", 1, "label"), ("domains", 0, "label"), "D"),
            ],
        ),
    ],
)
def test_labels_in_one_list_are_distinct(value, found):
    assert list(same_labels(value)) == found


def test_literature_may_have_a_title_in_common():
    one = Reference(
        id="one", type="report", authors=(Author("A"),), title="Guideline", container_title="J", year=2000, read="No."
    )
    assert list(same_labels((one, replace(one, id="two", year=2010)))) == []


def test_every_kind_of_text_in_a_protocol_must_be_there(first):
    """No list of fields is kept: whatever a protocol holds as a text may not be blank."""
    protocol = first.protocol
    assert list(empty_texts(protocol)) == []
    blank = replace(
        protocol,
        summary=" ",
        terms={"": "x", "EX": "\u200b"},
        synonyms=(("a", ""),),
        groups=(replace(protocol.groups[0], label="", help="\u00a0"),),
        statements=(replace(protocol.statements[0], topic="", text="", plain="", conflict=""),),
        changes=(replace(protocol.changes[0], summary=""),),
    )
    assert [path for path, _ in empty_texts(blank)] == [
        ("summary",),
        ("terms", ""),
        ("terms", "EX"),
        ("synonyms", 0, 1),
        ("groups", 0, "label"),
        ("groups", 0, "help"),
        ("statements", 0, "topic"),
        ("statements", 0, "text"),
        ("statements", 0, "plain"),
        ("statements", 0, "conflict"),
        ("changes", 0, "summary"),
    ]


def test_labels_of_different_kinds_may_be_the_same():
    """A criterion and a recommendation, a group and its only finding: they never stand in one list."""
    score = Score(id="s", label="Same", items=(), bands=(Band(id="b", label="Same", from_=0, to=1),))
    assert list(same_labels((score,))) == []
