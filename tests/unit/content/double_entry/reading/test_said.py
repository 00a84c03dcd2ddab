"""Routes, single doses and sentences, as texts say them."""

import pytest

from build_scripts.content.double_entry.reading.said import ONCE, SINGLE, routes_said, says_route, sentences

ROUTES = [
    ("10 mg intravenously", {"intravenous"}),
    ("10 mg IV", {"intravenous"}),
    ("10 mg i.v. twice", {"intravenous"}),
    ("into a vein", {"intravenous"}),
    ("by mouth", {"oral"}),
    ("PO", {"oral"}),
    ("orally or intravenously", {"oral", "intravenous"}),
    ("never intrathecally", set()),
    ("intravenously and not by mouth", {"intravenous"}),
    ("under the skin", {"subcutaneous"}),
    ("intramuscular injection", {"intramuscular"}),
    ("an important drip", set()),
    ("Po valley, a pill", set()),
]


@pytest.mark.parametrize(("text", "routes"), ROUTES, ids=[text for text, _ in ROUTES])
def test_a_route_is_read_where_it_is_said_and_not_forbidden(text, routes):
    assert routes_said(text) == routes


def test_a_route_without_a_pattern_is_looked_for_as_it_is_written():
    assert says_route("by nasogastric tube", "nasogastric tube")
    assert not says_route("by mouth", "nasogastric tube")


@pytest.mark.parametrize(("text", "single"), [("a single dose", True), ("once", True), ("once daily", False)])
def test_a_single_dose_is_none_that_is_given_daily(text, single):
    assert bool(ONCE.search(text)) is single


def test_only_words_of_one_dose_and_no_more_forbid_a_frequency():
    assert SINGLE.search("as a single dose")
    assert not SINGLE.search("a single centre")


def test_sentences_end_at_their_points_and_not_within_numbers():
    text = "Give 1.5 mg. Then wait; Then give 2 mg."
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Give 1.5 mg.",
        "Then wait;",
        "Then give 2 mg.",
    ]
