"""The bundle, made once and unpacked, and a plain client for its servers."""

from __future__ import annotations

import http.client
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

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


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case; values of a name sent twice are joined by ' & ', so that a test sees both."""
    body: bytes


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


def ask(address: str, *, encoding: str = "identity", method: str = "GET") -> Answer:
    """Ask a server, following no redirection and decoding nothing."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
    try:
        connection.request(method, parts.path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        headers: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            headers[key] = f"{headers[key]} & {value}" if key in headers else value
        return Answer(response.status, headers, response.read())
    finally:
        connection.close()
