"""Files of content, against the YAML test suite (Ingy döt Net and contributors, MIT).

Content uses less of YAML than there is, on purpose, and the library that reads it is strict in some places and lenient
in others. Each file on which it differs from the suite is named here with the reason.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.problems import ContentError

NOT_USED = (
    "anchors and aliases are not used here",
    "not valid YAML: one document is expected in a file",
    "is not used here; write the value plainly, without a tag",
    "is not used here: expected YAML 1.2",
    "a key must be a plain text",
    "is given twice",
    "the file is empty",
    "cannot be shown; take it out",
)
"""What is said of YAML that content does without."""

STRICTER = {
    "a tab stands here": (
        "6BCT 6CA3 A2M4 DC7X DK95/00 DK95/03 DK95/04 DK95/05 DK95/07 HS5T J3BT K54U NB6Z Q5MG UV7Q Y79Y/10"
    ),
    "expected ',' or '}', but got": "4MUZ/00 4MUZ/01 4MUZ/02 5MUD 9SA2 K3WX NJ66 UT92 VJP3/01 WZ62",
    "expected ',' or ']', but got": "9MMW",
    "begins with a line of nothing but blanks": "4QFQ DWX9 R4YG T26H",
    "expected a value, but found": "CFD4 HWV9 QT73",
}
"""What the library says → the files that it does not read, though they are YAML: tabs between tokens, a key in braces
whose colon stands on another line or touches its value, a block text after a line of blanks, an empty key. Nobody
writes content like this, and each is refused at its line."""

MORE_LENIENT = {
    "9C9N": "brackets that are not indented",
    "9JBA": "a comment that touches what stands before it",
    "CVW2": "a comment that touches what stands before it",
    "DK95/01": "a tab within quotes, in place of blanks",
    "G5U8": "a dash within brackets",
    "QB6E": "a text in quotes that is not indented",
    "SU5Z": "a comment that touches what stands before it",
    "Y79Y/03": "a tab within brackets, in place of blanks",
    "YJV2": "a dash within brackets",
}
"""File that is read, though it is no YAML → what is wrong with it. Each is read as any person would read it."""

OTHER_VALUES = {
    "652Z": "a question mark that touches a key in braces is dropped",
    "HM87/01": "a question mark that touches a text in brackets makes it a key",
    "L24T/01": "a last line of blanks without its end gets none",
}
"""File that is read with another value than the suite's → the difference."""


def _problems(case):
    try:
        yaml_from(case["yaml"], Path("x.yml"))
    except ContentError as error:
        return error.problems
    return ()


def _data(case):
    return yaml_from(case["yaml"], Path("x.yml")).data


def test_the_suite_is_whole(yaml_files):
    assert len(yaml_files) == 402
    assert sum(case.get("fail", False) for case in yaml_files.values()) == 94


def test_what_is_no_yaml_is_refused(yaml_files):
    read = {name for name, case in yaml_files.items() if case.get("fail") and not _problems(case)}
    assert read == set(MORE_LENIENT)


def test_what_is_yaml_is_read_or_refused_for_a_known_reason(yaml_files):
    stricter = {name: said for said, names in STRICTER.items() for name in names.split()}
    refused = {name: problems[0] for name, case in yaml_files.items() if (problems := _problems(case))}
    wrongly = {
        name: problem.message
        for name, problem in refused.items()
        if not yaml_files[name].get("fail") and not any(words in problem.message for words in NOT_USED)
    }
    assert set(wrongly) == set(stricter)
    assert {name for name, message in wrongly.items() if stricter[name] not in message} == set()


def test_what_is_read_has_the_value_of_the_suite(yaml_files):
    """Decimals keep their digits here; the suite writes its values as JSON."""
    expected = {
        name: json.loads(case["json"], parse_float=Decimal)
        for name, case in yaml_files.items()
        if not case.get("fail") and (case.get("json") or "").strip() and not _problems(case)
    }
    assert len(expected) > 150
    assert {name for name, value in expected.items() if _data(yaml_files[name]) != value} == set(OTHER_VALUES)


def test_every_problem_has_its_place_and_words_of_ours(yaml_files):
    for name, case in yaml_files.items():
        lines = case["yaml"].splitlines()
        for problem in _problems(case):
            assert 1 <= problem.line <= len(lines) + 1, name
            assert problem.column >= 1, name
            assert not re.search(r"\bNone\b|Error\b|<\w[\w ]*>|\('|token|node", problem.message), problem


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("range: [0.1, .INF]", "1:14", "'.INF' is no number that can be measured"),
        ("version: !!int abc", "1:10", "the tag '!!int' is not used here"),
        ("range: [!!float abc, 100]", "1:9", "the tag '!!float' is not used here"),
        ("at: !!timestamp 2026-01-01", "1:5", "the tag '!!timestamp' is not used here"),
        ("%YAML 1.1\n---\nat: 1:40", "1:1", "'%YAML 1.1' is not used here: expected YAML 1.2"),
        ("%YAML 1.3\n---\na: 1", "1:1", "'%YAML 1.3' is not used here: expected YAML 1.2"),
        ("a: 0x_", "1:4", "'0x_' is no plain number"),
        ("a: 1\n---\nb: 2", "2:1", "one document is expected in a file, and another begins here"),
        ("a: 1\n...\nb: 2", "3:1", "one document is expected in a file, and another begins here"),
        ("a: 1\nb\nc: 2", "3:1", "a line above is neither a key with its colon nor part of the text before it"),
        ("a:\n\t- 1", "2:1", "a tab stands here, where only blanks may; put blanks"),
        ("a:\n  - 1\n b: 2", "3:2", "expected the end of this list or mapping, but found"),
        ('a: "b', "1:6", "a text in quotes is still open where the file ends"),
        ('a: "b\n---\nc"', "2:1", "a text in quotes is still open where another document begins"),
    ],
)
def test_a_mistake_is_named_at_its_place(text, place, words):
    with pytest.raises(ContentError) as caught:
        yaml_from(text, Path("x.yml"))
    (problem,) = caught.value.problems
    assert f"{problem.line}:{problem.column}" == place
    assert words in problem.message
