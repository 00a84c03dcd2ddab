"""YAML as authors write it: digits kept, places known, and nothing that could multiply or run."""

import re
from decimal import Decimal

import pytest

from build_scripts.content.yaml_source import DEEPEST, LARGEST_FILE, read_yaml
from build_scripts.project.problems import ContentError
from checker.answers.echo import MOST_DIGITS


@pytest.fixture
def read(tmp_path):
    file = tmp_path / "f.yml"

    def read(text):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_yaml(file)

    return read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.0", Decimal("4.0")),
        ("2.4305", Decimal("2.4305")),
        ("10", 10),
        ("-30", -30),
        ("1e3", Decimal("1e3")),
        ("0", 0),
        ("0.5", Decimal("0.5")),
        ("+5", 5),
        ("true", True),
        ("TRUE", True),
        ("1:40", "1:40"),
        ("=", "="),
        ("'0144'", "0144"),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("~", None),
        ("2026-11-23", "2026-11-23"),
        ("'4.0'", "4.0"),
        ("10*9/L", "10*9/L"),
        ("µg", "µg"),
    ],
)
def test_scalars_keep_what_was_written(read, text, value):
    data = read(f"key: {text}").data["key"]
    assert data == value
    assert type(data) is type(value)
    if isinstance(value, Decimal):
        assert str(data) == str(value)


@pytest.mark.parametrize(
    ("path", "at_key", "line", "column"),
    [
        ((), False, 1, 1),
        (("b",), True, 2, 1),
        (("b",), False, 3, 3),
        (("b", 1), False, 4, 5),
        (("b", 1, "c"), False, 4, 8),
        (("b", 7), False, 3, 3),
        (("b", 1, "missing"), False, 4, 5),
    ],
)
def test_every_part_knows_its_place(read, path, at_key, line, column):
    problem = read("a: 1\nb:\n  - x\n  - c: 2\n").problem(path, "here", at_key=at_key)
    assert (problem.line, problem.column) == (line, column)


LAUGHS = "a: &a [x, x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("a: [1", "not valid YAML"),
        ("a: 1\n a: 2", "not valid YAML"),
        ("a: 1\n---\nb: 2", "f.yml:2:1: not valid YAML: one document is expected in a file, and another begins here"),
        (b"a: \xff", "not UTF-8: byte 3"),
        (LAUGHS, "anchors and aliases are not used here"),
        ("a: &x 1", "f.yml:1:4: anchors and aliases"),
        ("a: &x [*x]", "f.yml:1:4: anchors and aliases"),
        ('a: 1\nb: "\\UFFFFFFFF"', "f.yml:2:7: not valid YAML: what stands up to here cannot be read"),
        ("a: 1\nb: x\x00", "f.yml:2:5: not valid YAML: the character U+0000 cannot be shown; take it out"),
        ('a: "\\ud800"', "f.yml:1:4: the character U+D800 cannot be shown"),
        ('"\\e": 1', "f.yml:1:1: the character U+001B cannot be shown"),
        (b"a: 1\nb: \xff", "f.yml:2:1: the file is not UTF-8: byte 8"),
        ("a: !!python/object/apply:os.system [ls]", "is not used here"),
        ("? [1, 2]\n: x", "a key must be a plain text"),
        ("[" * (DEEPEST + 5) + "]" * (DEEPEST + 5), f"nested more than {DEEPEST} levels deep"),
        ("[" * 20_000, "nested more than"),
        ("a: 1\nb: 2\na: 3\nb: 4", "the key 'a' is given twice (first in line 1)"),
        ("# " + "x" * LARGEST_FILE, "bytes, at most"),
    ],
)
def test_what_is_no_content_is_refused_in_words(read, text, message):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("%YAML 1.1\n", 1),
        ("%YAML 1.3\n", 1),
        ("%YAML 2.0\n", 1),
        ("\ufeff%YAML 1.1\n", 1),
        ("# A comment\n\n%YAML 1.1 # for old readers\n", 3),
        ("...\n%YAML 1.1\n", 2),
        ("%TAG ! tag:yaml.org,2002:\n", 1),
        ("%YAML 1.2\n%OTHER x\n", 2),
    ],
)
def test_a_directive_that_could_turn_meanings_is_refused_at_its_line(read, head, line):
    with pytest.raises(ContentError) as caught:
        read(f"{head}---\na: yes\n")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, 1)
    assert problem.message.endswith("is not used here: expected YAML 1.2, which needs no such line")


def test_the_version_that_is_read_may_be_named(read):
    assert read("%YAML 1.2 # as ever\n---\na: yes\n").data == {"a": "yes"}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("!!bool yes", "!!bool"),
        ("!!int abc", "!!int"),
        ("!!float abc", "!!float"),
        ("!!str 5", "!!str"),
        ("!!timestamp 2026-01-01", "!!timestamp"),
        ("!!null x", "!!null"),
        ("! 5", "!"),
        ("!own 5", "!own"),
        ("!<tag:yaml.org,2002:bool> yes", "tag:yaml.org,2002:bool"),
        ("!!seq [1]", "!!seq"),
        ("!!map {a: 1}", "!!map"),
        ("[1, {b: !!int 5}]", "!!int"),
        ("{!!str b: 5}", "!!str"),
    ],
)
def test_a_tag_is_refused_wherever_it_stands(read, text, tag):
    message = f"the tag '{tag}' is not used here; write the value plainly, without a tag"
    with pytest.raises(ContentError, match=re.escape(message)):
        read(f"key: {text}")


@pytest.mark.parametrize(
    "text",
    [
        *("0144", "007", "00", "0.5_0", "1_000", "-_", "0x1F", "0x_", "0b11", "0o17"),
        *(".5", "+.5", "-.5", "._", "5.", "1.e3", "01.5", "1_0e3"),
    ],
)
def test_a_number_that_can_be_misread_is_refused(read, text):
    with pytest.raises(ContentError) as caught:
        read(f"key: {text}")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (1, 6)
    assert problem.message.startswith(f"'{text}' is no plain number: write it in decimal digits, such as 12 or 0.5")


@pytest.mark.parametrize("text", [".inf", ".Inf", ".INF", "-.INF", "+.inf", ".nan", ".NaN"])
def test_what_cannot_be_measured_is_refused(read, text):
    with pytest.raises(ContentError, match=re.escape(f"'{text}' is no number that can be measured")):
        read(f"key: {text}")


@pytest.mark.parametrize("text", ["9" * 31, "1e31", "1e-31", "1e999999999", "1e" + "9" * 30, "0." + "0" * 40 + "1"])
def test_a_number_beyond_all_that_is_measured_is_refused(read, text):
    with pytest.raises(ContentError, match=f"expected a number of at most {MOST_DIGITS} digits, found"):
        read(f"key: {text}")


@pytest.mark.parametrize("text", ["a: |\n \n\n  x", "a: >\n   \n  \n     x\n"])
def test_a_text_after_a_line_of_blanks_is_refused_in_words(read, text):
    with pytest.raises(
        ContentError, match="begins with a line of nothing but blanks; take the blanks or the line away"
    ):
        read(text)


def test_the_terminal_is_told_nothing_but_the_problems(read, recwarn, capsys):
    with pytest.raises(ContentError):
        read("a: &x 1\nb: &x 2\n")
    assert not recwarn.list
    assert capsys.readouterr() == ("", "")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"gone\.yml:1:1: the file does not exist"):
        read_yaml(tmp_path / "gone.yml")
