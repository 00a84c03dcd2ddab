"""The bundle, made once and unpacked, and a plain client for its servers."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_scripts.bundle.make import bundle_name, make_bundle
from build_scripts.project.paths import Project


@dataclass(frozen=True)
class Bundle:
    """A made bundle."""

    archive: Path
    folder: Path
    """Its top folder, unpacked."""

    @property
    def site(self) -> Path:
        """The folder to deploy."""
        return self.folder / "site"


@pytest.fixture(scope="session")
def bundle(site: Project, content, tmp_path_factory) -> Bundle:
    """The bundle of the built site, unpacked."""
    place = tmp_path_factory.mktemp("bundle")
    place.chmod(0o755)
    for parent in place.parents[:4]:
        if parent.name.startswith(("pytest-", "popen-")):
            parent.chmod(0o755)  # Apache gives up its rights, and must still come here
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        archive = make_bundle(site, content, lambda line: None, out=place)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place)
    return Bundle(archive, place / bundle_name())
