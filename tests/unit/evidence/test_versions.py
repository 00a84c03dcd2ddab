"""A version that was not raised is warned of, also where the change is in what protocols share."""

import subprocess

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence.versions import unraised_versions

OWN = """  - id: example-level
    type: quantity
    label: Example level
    group: laboratory
    unit: mg/dL             # UCUM, in which rules and limits are written
    plausible: [0.1, 100]   # outside of it an entry is refused as a mistake
"""
SHARED = """findings:
  - id: example-level
    type: quantity
    label: Example level
    unit: mg/dL
    plausible: [0.1, 100]
"""


def git(workshop, *arguments):
    who = ("-c", "user.name=t", "-c", "user.email=t@localhost")
    subprocess.run(["git", *who, *arguments], cwd=workshop.root, check=True, capture_output=True)


def warnings(workshop):
    return [warning.message for warning in unraised_versions(load_content(workshop.docs).protocols)]


def test_a_change_of_what_is_shared_is_a_change_of_each_protocol_that_uses_it(workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text()
    start = text.index(OWN)
    end = text.index("\n# constraints:", start)
    file.write_text(f"{text[:start]}  - {{use: example-level, group: laboratory}}\n{text[end:]}")
    shared = workshop.docs / "vocabulary" / "findings.yml"
    shared.parent.mkdir()
    shared.write_text(SHARED)
    assert warnings(workshop) == []  # no git yet
    git(workshop, "init", "-q")
    git(workshop, "add", "docs")
    git(workshop, "commit", "-qm", "first")
    assert warnings(workshop) == []

    shared.write_text(SHARED.replace("[0.1, 100]", "[0.1, 90]"))
    (warning,) = warnings(workshop)
    assert warning.startswith("version 0.1.0 is the one of the last commit, and the rules differ from it")
    file.write_text(file.read_text().replace("version: 0.1.0", "version: 0.2.0").replace("changes:\n", CHANGE))
    assert warnings(workshop) == []


CHANGE = "changes:\n  - {version: 0.2.0, date: 2026-01-02, kind: clinical, summary: Another range.}\n"
