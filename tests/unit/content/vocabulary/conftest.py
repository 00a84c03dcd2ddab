"""A protocol that borrows from a vocabulary."""

import re

import pytest

from build_scripts.content.skeleton import write_skeleton
from tests.support.shared_words import FINDINGS, LENT, READS, REFERENCES, change


@pytest.fixture
def vocabulary(workshop):
    """Write the files of a vocabulary."""

    def write(findings=FINDINGS, references=REFERENCES):
        folder = workshop.docs / "vocabulary"
        folder.mkdir(exist_ok=True)
        (folder / "findings.yml").write_text(findings)
        (folder / "references.yml").write_text(references)
        return folder

    return write


@pytest.fixture
def borrower(workshop, vocabulary):
    """A protocol whose level and whose literature are those of the vocabulary; its file."""
    vocabulary()
    file = write_skeleton(workshop, "example") / "protocol.yml"
    used = "  - use: level\n    group: laboratory\n    statements: [S01]\n"
    text, times = re.subn(r"  - id: example-level\n(?:    .*\n)+?(?=      #|\n)", used, file.read_text())
    assert times == 1
    start, end = text.index("  - id: example-2000\n"), text.index("# ---- Where it stands")
    text = f"{text[:start]}  - use: example-2000\n    read: Its abstract.\n\n{text[end:]}"
    file.write_text(text.replace("example-level", "level"))
    cases = file.with_name("cases.yml")
    cases.write_text(cases.read_text().replace("example-level", "level"))
    return file


@pytest.fixture
def lender(workshop):
    """The file of a protocol whose rules are worth reading."""
    folder = write_skeleton(workshop, "first")
    change(folder / "protocol.yml", LENT)
    change(folder / "cases.yml", {"example-sign": "lent-sign"})
    return folder / "protocol.yml"


@pytest.fixture
def reader(workshop, lender):
    """A function that makes a protocol read something of the other one, and returns its file."""

    def write(*read):
        file = write_skeleton(workshop, "second") / "protocol.yml"
        change(file, {READS: READS + "".join(f"        - {rule}\n" for rule in read)})
        (file.parent / "cases.yml").write_text("cases: []\n")
        return file

    return write
