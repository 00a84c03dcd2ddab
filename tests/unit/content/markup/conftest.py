"""A protocol whose first section has a text, and pages that an author wrote."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from build_scripts.content.load import load_content, load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError
from checker import Protocol

FIRST = "      - title: When to suspect\n"


@pytest.fixture
def folder(workshop: Project) -> Path:
    """The folder of an example protocol, with a picture."""
    folder = write_skeleton(workshop, "example")
    (folder / "pictures").mkdir()
    Image.new("RGB", (640, 360), "white").save(folder / "pictures" / "position.png")
    return folder


@pytest.fixture
def problems(workshop: Project) -> Callable[[], list[str]]:
    """What is wrong with the content, each with its place within docs/."""

    def find() -> list[str]:
        try:
            load_content(workshop.docs)
        except ContentError as error:
            return [str(problem).removeprefix(f"{workshop.docs.as_posix()}/") for problem in error.problems]
        return []

    return find


@pytest.fixture
def said_of(folder: Path, problems: Callable[[], list[str]]) -> Callable[..., list[str]]:
    """What is said of a text in the first section, with line and column counted within the text, from 1."""

    def find(text: str, *, readers: str = "") -> list[str]:
        file = folder / "protocol.yml"
        before, after = file.read_text().split(FIRST)
        block = textwrap.indent(text, " " * 10)
        file.write_text(f"{before}{FIRST}        text: |\n{block}\n{readers}{after}")
        first = before.count("\n") + 3
        found = []
        for problem in problems():
            name, line, column, message = problem.split(":", 3)
            assert name == "protocols/example/protocol.yml"
            found.append(f"{int(line) - first + 1}:{int(column) - 10}:{message}")
        return found

    return find


@pytest.fixture
def example(folder: Path) -> Protocol:
    """The example protocol, loaded."""
    return load_protocol(folder)
