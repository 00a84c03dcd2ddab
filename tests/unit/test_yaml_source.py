"""YAML as authors write it: digits kept, places known, and nothing that could multiply or run."""

from decimal import Decimal

import pytest

from build_scripts.problems import ContentError
from build_scripts.yaml_source import DEEPEST, LARGEST_FILE, read_yaml


@pytest.fixture
def read(tmp_path):
    file = tmp_path / "protocol.yml"

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
        ("010", 10),
        ("0x1F", 31),
        ("true", True),
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
        (b"a: \xff", "not UTF-8: byte 3"),
        (LAUGHS, "anchors and aliases are not used here"),
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


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"gone\.yml:1:1: the file does not exist"):
        read_yaml(tmp_path / "gone.yml")
