"""Files that are damaged, cut off or plainly something else: each is read, or refused in words with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.content.load import load_cases, load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.translation import load_translations
from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError

PIECES = [
    *(
        "%YAML 1.1\n",
        "%YAML 1.3\n",
        "%TAG ! x\n",
        "---\n",
        "...\n",
        "&a ",
        "*a",
        "!!int ",
        "!!bool yes",
        "! ",
        "!<x> ",
        "!%",
    ),
    *(
        "|\n",
        ">-\n",
        "  \n",
        '"\\UFFFFFFFF"',
        '"\\ud800"',
        "'",
        '"',
        "? ",
        ": ",
        ":\n",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
    ),
    *("<<", "=", "0x_", "._", ".INF", "0144", "%", "@", "`", "\\", "yes", "a", "b ", " ", "1", "~", "\n", "\t", "\r"),
    *("\x00", "\x85", "\u2028", "\ufeff"),
]
"""What YAML gives a meaning to, and what it does not allow."""

TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))


def _told(read: Callable[[], object]) -> None:
    """Read something that may be refused, but in words only."""
    try:
        read()
    except ContentError as error:
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.message.strip()
            assert not re.search(r"\bNone\b|Error\b|object at|Input should", problem.message), problem.message


@given(TEXTS)
@example("%YAML 1.3\n---\na: 1")
@example("a: |\n   \n  \n    x\n")
@example('a: "\\UFFFFFFFF"')
def test_any_text_is_read_as_yaml_or_refused(text: str) -> None:
    _told(lambda: yaml_from(text, Path("any.yml")))


VALUES = [
    *("yes", "true", "null", "~", "0", "-1", "1", "0.1", "1e30", "1e-30", "x", "S01", "mg", "%", "''", "'\u200b'"),
    *("2026-01-01", "'2026-13-01'", "[]", "{}", "[1, 2]", "[[]]", "[{}]", "{a: 1}", "{not: 1}", "{all: []}"),
    *("{finding: x}", "{value: 1, unit: mg}", "{sum: [], unit: mg}", "{since: a, until: b}", "{points: 1}"),
]
"""What may stand, well or badly, where something else stood."""

TRANSLATED = """version: 0.1.0
texts:
  protocol: {title: Beispiel}
  groups:
    treatment: {label: Behandlung}
  findings:
    example-sign: {label: Beispielzeichen}
    example-treatment: {label: Mittel, choices: {given: Gegeben}}
  pages:
    treat: {title: Behandeln, sections: {What to do: Was zu tun ist}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, Any]:
    """A protocol, its cases and its translation: name of the file → its text, a way to write it and one to read it."""
    root = tmp_path_factory.mktemp("broken")
    (root / "site_templates").symlink_to(repository / "site_templates", target_is_directory=True)
    folder = write_skeleton(Project(root), "example")
    (folder / "translations").mkdir()
    (folder / "translations" / "de.yml").write_text(TRANSLATED)
    protocol = load_protocol(folder)
    load_translations(folder, protocol)  # the translation is fine as it is
    read = {
        "protocol.yml": lambda: load_protocol(folder),
        "cases.yml": lambda: load_cases(folder, protocol),
        "translations/de.yml": lambda: load_translations(folder, protocol),
    }
    return {name: (folder / name, (folder / name).read_bytes(), reader) for name, reader in read.items()}


SCALAR = re.compile(rb"(?:: |\[|, |- )([^\s{}\[\],#|>&*!'\"][^{}\[\],#\n]*)(?=[,\]}\n])")
NAME = re.compile(rb"([a-z-]+):")


def _damaged(whole: bytes, draw: Any) -> bytes:
    """Return a file in which a value, a key, some lines or some bytes are not what they were."""
    kind = draw(st.sampled_from(["value", "key", "lines", "bytes", "cut"]))
    if kind in ("value", "key"):
        place = draw(st.sampled_from(list((SCALAR if kind == "value" else NAME).finditer(whole)))).span(1)
        names = sorted({match[1].decode() for match in NAME.finditer(whole)})
        put = draw(st.sampled_from(VALUES if kind == "value" else names)).encode()
        return whole[: place[0]] + put + whole[place[1] :]
    if kind == "lines":
        lines = whole.splitlines(keepends=True)
        start, count = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, 4))
        moved = lines[start : start + count]
        del lines[start : start + count]
        there = draw(st.integers(0, len(lines)))
        return b"".join([*lines[:there], *(moved if draw(st.booleans()) else []), *lines[there:]])
    if kind == "cut":
        return whole[: draw(st.integers(0, len(whole)))]
    changed = bytearray(whole)
    for position in draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3)):
        changed[position] = draw(st.integers(0, 255))
    return bytes(changed)


@pytest.mark.parametrize("name", ["protocol.yml", "cases.yml", "translations/de.yml"])
@settings(max_examples=100)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(files: dict[str, Any], name: str, data: st.DataObject) -> None:
    file, whole, read = files[name]
    try:
        file.write_bytes(_damaged(whole, data.draw))
        _told(read)
    finally:
        file.write_bytes(whole)
