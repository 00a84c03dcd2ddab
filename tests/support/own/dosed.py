"""The protocol of tests in which every way stands in which a dose can depend on the patient."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from build_scripts.content.load import load_alone
from build_scripts.content.loaded import LoadedProtocol
from build_scripts.project.paths import Project

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "dosed"
ID = "example-doses"
CHECKER = f"protocols/{ID}/checker.html"


@cache
def dosed() -> LoadedProtocol:
    """The protocol with its cases and its drugs."""
    return load_alone(FOLDER / "protocols" / ID)


def write_dosed(project: Project) -> None:
    """Write the protocol, its cases and its drugs into a project."""
    shutil.copytree(FOLDER / "protocols", project.docs / "protocols", dirs_exist_ok=True)
    shutil.copytree(FOLDER / "vocabulary", project.docs / "vocabulary", dirs_exist_ok=True)
