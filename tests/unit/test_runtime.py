"""The folder that the reader's browser loads Python from, built for real and started under Node."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile

import pytest

import checker
from build_scripts.runtime import CHECKER, PACKAGE, PYODIDE, RuntimeBuildError, build_runtime

pytestmark = pytest.mark.xdist_group("runtime")

SAME_PYTHON = sys.version_info[:2] == (3, 13)
"""Whether this Python can write byte code for the pinned Pyodide."""

START = """
const [folder] = process.argv.slice(1);
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const pyodide = await loadPyodide({ indexURL: `${folder}/`, lockFileURL: `${folder}/pyodide-lock.json` });
await pyodide.loadPackage("wardbook-checker", { messageCallback: () => {} });
console.log(pyodide.runPython(`
import json, sys
import checker
json.dumps([checker.__version__, checker.__file__.rsplit(".", 1)[1], sys.version.split()[0]])
`));
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    told: list[str] = []
    report = build_runtime(tmp_path_factory.mktemp("runtime"), progress=told.append)
    return report, told


@pytest.fixture
def lock(built):
    report, _ = built
    return json.loads((report.folder / "pyodide-lock.json").read_text())


def test_the_folder_holds_what_the_page_loads_and_nothing_else(built):
    report, _ = built
    names = ["pyodide-lock.json", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip"]

    assert [path.name for path in report.files] == sorted([*names, report.wheel])
    assert set(report.files) == set(report.folder.rglob("*"))


def test_the_lock_file_knows_the_checker_alone_and_by_its_hash(built, lock):
    report, _ = built

    assert list(lock["packages"]) == [PACKAGE]
    entry = lock["packages"][PACKAGE]
    assert entry["file_name"] == report.wheel
    assert entry["sha256"] == hashlib.sha256((report.folder / report.wheel).read_bytes()).hexdigest()
    assert entry["depends"] == []
    assert entry["imports"] == ["checker"]
    assert lock["info"] == json.loads((PYODIDE / "pyodide-lock.json").read_text())["info"]


def test_the_wheel_holds_every_module_as_byte_code_where_this_python_can_write_it(built):
    report, told = built
    suffix = ".pyc" if report.compiled else ".py"
    with zipfile.ZipFile(report.folder / report.wheel) as wheel:
        modules = {name for name in wheel.namelist() if name.endswith((".py", ".pyc"))}

    assert report.compiled is SAME_PYTHON
    assert modules == {f"checker/{path.stem}{suffix}" for path in CHECKER.glob("*.py")}
    assert any("as source" in line for line in told) is not report.compiled


def test_node_loads_the_checker_from_the_folder(built):
    report, _ = built
    node = subprocess.run(
        ["node", "--input-type=module", "--eval", START, str(report.folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert node.returncode == 0, node.stderr
    loaded = json.loads(node.stdout.splitlines()[-1])
    assert loaded == [checker.__version__, "pyc" if report.compiled else "py", report.python]


def test_a_second_build_does_nothing(built):
    report, _ = built
    before = {path: path.stat().st_mtime_ns for path in report.files}
    told: list[str] = []

    again = build_runtime(report.folder.parent, progress=told.append)

    assert again == report
    assert {path: path.stat().st_mtime_ns for path in again.files} == before
    assert not any("Building" in line for line in told)


def test_a_changed_source_is_built_anew_and_replaces_the_old_one(built, tmp_path, monkeypatch):
    monkeypatch.setattr("build_scripts.runtime._can_compile", lambda python: False)  # quicker, and all the same here
    report, _ = built
    package = tmp_path / "checker"
    shutil.copytree(CHECKER, package, ignore=shutil.ignore_patterns("__pycache__"))
    first = build_runtime(tmp_path / "runtime", checker=package)
    original = hash_of_wheel(first)
    with (package / "words.py").open("a") as words:
        words.write("\nADDED = True\n")
    second = build_runtime(tmp_path / "runtime", checker=package)

    # The first is a copy of the sources, so it has the same name; where the sources lie does not count.
    assert first.folder.name == report.folder.name
    assert second.folder != first.folder
    assert list((tmp_path / "runtime").iterdir()) == [second.folder]
    assert hash_of_wheel(second) != original


def hash_of_wheel(report):
    lock = json.loads((report.folder / "pyodide-lock.json").read_text())
    return lock["packages"][PACKAGE]["sha256"]


def test_equal_inputs_give_equal_bytes(built, tmp_path):
    report, _ = built
    again = build_runtime(tmp_path)

    assert {path.name: path.read_bytes() for path in again.files} == {
        path.name: path.read_bytes() for path in report.files
    }


def test_another_python_ships_source_and_says_so(built, tmp_path, monkeypatch):
    monkeypatch.setattr("build_scripts.runtime._can_compile", lambda python: False)
    told: list[str] = []

    report = build_runtime(tmp_path, progress=told.append)

    assert not report.compiled
    assert report.wheel.endswith("-py3-none-any.whl")
    assert told[-1] == report.note
    assert "Python 3.13" in report.note


def test_a_missing_pyodide_is_said_in_words(tmp_path):
    with pytest.raises(RuntimeBuildError, match=r"lacks pyodide\.mjs.*make setup"):
        build_runtime(tmp_path / "runtime", pyodide=tmp_path)


def test_a_wheel_that_cannot_be_built_is_said_in_words(tmp_path):
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker" / "pyproject.toml").write_text("[build-system\n")
    (tmp_path / "checker" / "py.typed").touch()

    with pytest.raises(RuntimeBuildError, match="the checker's wheel cannot be built"):
        build_runtime(tmp_path / "runtime", checker=tmp_path / "checker")

    assert list((tmp_path / "runtime").iterdir()) == []
