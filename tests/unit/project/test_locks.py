"""The lock files pin everything by hash, and name no place to fetch it from."""

from __future__ import annotations

import json
import re

import pytest

import checker


@pytest.fixture
def requirements(repository):
    """Each locked requirement with the lines that belong to it."""
    text = (repository / "requirements.txt").read_text()
    return re.findall(r"^[a-z0-9][^\n]*==(?:[^\n]*\\\n)*[^\n]*", text, flags=re.MULTILINE)


def test_every_python_package_is_pinned_by_hash(requirements):
    assert len(requirements) > 50
    assert [line for line in requirements if "--hash=sha256:" not in line] == []


def test_every_package_that_is_asked_for_is_locked(repository, requirements):
    asked = re.findall(r"^([a-z][a-z0-9._-]*)", (repository / "requirements.in").read_text(), flags=re.MULTILINE)
    locked = {re.split(r"==", line)[0] for line in requirements}

    assert {re.sub(r"[._]", "-", name) for name in asked} - locked == set()


def test_no_address_is_in_the_python_lock(repository):
    text = (repository / "requirements.txt").read_text()

    assert re.findall(r"^.*(?:://|--find-links|--(?:extra-)?index-url| @ ).*$", text, flags=re.MULTILINE) == []


def test_every_npm_package_is_pinned_by_hash_and_without_an_address(repository):
    packages = json.loads((repository / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}

    assert "node_modules/pyodide" in installed
    assert [name for name, entry in installed.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in installed.items() if "resolved" in entry] == []


def test_pyodide_is_pinned_exactly_in_both_npm_files(repository):
    asked = json.loads((repository / "package.json").read_text())["dependencies"]["pyodide"]
    locked = json.loads((repository / "package-lock.json").read_text())["packages"]["node_modules/pyodide"]

    assert re.fullmatch(r"\d+\.\d+\.\d+", asked)
    assert locked["version"] == asked


def test_the_checker_needs_no_package(repository):
    text = (repository / "checker" / "pyproject.toml").read_text()

    assert re.search(r"^dependencies = \[\]$", text, flags=re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", checker.__version__)
