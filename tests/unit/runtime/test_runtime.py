"""The Python that the reader's browser starts, built for real and started under Node in both of its ways."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import shutil
import struct
import sys
import zipfile

import pytest

from build_scripts.project.digests import is_hashed
from build_scripts.project.store import Store
from build_scripts.runtime.build import CHECKER, PYODIDE, build_runtime
from build_scripts.runtime.disk import disk_pack
from build_scripts.runtime.snapshot import STEP, pack, unpack
from build_scripts.runtime.tools import RuntimeBuildError

pytestmark = pytest.mark.xdist_group("runtime")

SAME_PYTHON = sys.version_info[:2] == (3, 13)
"""Whether this Python can write byte code for the pinned Pyodide."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    told: list[str] = []
    report = build_runtime(tmp_path_factory.mktemp("runtime"), progress=told.append)
    return report, told


@pytest.fixture
def library(built):
    report, _ = built
    with zipfile.ZipFile(report.folder / report.manifest["files"]["library"]["name"]) as archive:
        return {entry.filename: entry for entry in archive.infolist()}


def test_the_manifest_names_every_file_with_its_size_and_hash(built):
    report, _ = built
    files = report.manifest["files"]

    assert {entry["name"] for entry in files.values()} == {path.name for path in report.files}
    for entry in files.values():
        content = (report.folder / entry["name"]).read_bytes()
        assert entry["size"] == len(content)
        assert entry["integrity"] == "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert is_hashed(entry["name"])
        assert hashlib.sha256(content).hexdigest()[:10] in entry["name"]


def test_pyodide_itself_is_shipped_as_it_came(built):
    report, _ = built
    for role, name in (("module", "pyodide.asm.js"), ("wasm", "pyodide.asm.wasm")):
        shipped = report.folder / report.manifest["files"][role]["name"]
        assert shipped.read_bytes() == (PYODIDE / name).read_bytes()


def test_the_library_is_trimmed_compiled_and_stored(built, library):
    report, _ = built
    suffix = ".pyc" if report.compiled else ".py"
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as whole:
        everything = len([name for name in whole.namelist() if name.endswith(".py")])

    assert report.compiled is SAME_PYTHON
    assert {entry.compress_type for entry in library.values()} == {zipfile.ZIP_STORED}
    assert {name for name in library if name.startswith("checker/")} == {
        f"checker/{path.relative_to(CHECKER).with_suffix(suffix).as_posix()}" for path in CHECKER.rglob("*.py")
    }
    assert len(library) < everything / 4
    assert not any(name.startswith(("asyncio/base", "tkinter", "unittest", "email")) for name in library)


def test_the_build_says_what_it_ships(built):
    report, told = built
    assert any("as source" in line for line in told) is not report.compiled
    assert report.note.startswith("The checker ships as ")


def test_a_second_build_does_nothing(built):
    report, _ = built
    before = {path: path.stat().st_mtime_ns for path in report.files}
    told: list[str] = []

    again = build_runtime(report.folder.parent, progress=told.append)

    assert again == report
    assert {path: path.stat().st_mtime_ns for path in again.files} == before
    assert not any("Building" in line for line in told)


@pytest.mark.parametrize("damaged", ["library.*", "manifest-*"])
def test_a_damaged_result_is_made_again_with_one_line_said(built, tmp_path, damaged):
    report, _ = built
    folder = tmp_path / "runtime" / report.folder.name
    shutil.copytree(report.folder, folder)
    (file,) = folder.glob(damaged)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    (tmp_path / "runtime" / "making-killed" / "runtime").mkdir(parents=True)
    told: list[str] = []

    again = build_runtime(tmp_path / "runtime", progress=told.append)

    assert told[0] == f"{folder.name} in runtime/ is damaged; it is made again."
    assert again.manifest == report.manifest
    assert file.read_bytes() == whole
    assert [path for path in (tmp_path / "runtime").iterdir() if path.is_dir()] == [folder]


def test_equal_inputs_give_equal_bytes_and_a_changed_source_other_ones(built, tmp_path):
    report, _ = built
    package = tmp_path / "checker"
    shutil.copytree(CHECKER, package, ignore=shutil.ignore_patterns("__pycache__"))
    first = build_runtime(tmp_path / "runtime", checker=package)

    # The first is a copy of the sources: where they lie does not count, and no clock is in the snapshot.
    assert first.folder.name == report.folder.name
    assert first.manifest == report.manifest

    with (package / "words" / "numbers.py").open("a") as words:
        words.write("\nADDED = True\n")
    second = build_runtime(tmp_path / "runtime", checker=package)

    assert [path for path in (tmp_path / "runtime").iterdir() if path.is_dir()] == [second.folder]
    for role, same in (("module", True), ("wasm", True), ("library", False), ("snapshot", False)):
        assert (second.manifest["files"][role] == report.manifest["files"][role]) is same


def test_another_python_ships_source_and_says_so(built, tmp_path, monkeypatch):
    monkeypatch.setattr("build_scripts.runtime.build.can_compile", lambda python: False)
    told: list[str] = []

    report = build_runtime(tmp_path, progress=told.append)

    assert not report.compiled
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

    assert [path for path in (tmp_path / "runtime").iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("changes", [0, 1, 7, 200])
def test_a_packed_snapshot_unfolds_to_what_it_was(changes):
    chance = random.Random(changes)  # noqa: S311 - nothing secret
    beginning = chance.randbytes(STEP * 400)
    memory = bytearray(beginning)
    for _ in range(changes):
        memory[chance.randrange(len(memory))] ^= chance.randrange(1, 256)
    whole = struct.pack("<4I", 0x706E7300, 16, 0, 0) + bytes(memory)

    packed = pack(whole, beginning)

    assert unpack(packed, beginning) == whole
    if changes < 10:
        assert len(packed) < len(whole) / 4


def test_a_snapshot_of_an_unknown_form_stops_the_build():
    with pytest.raises(RuntimeBuildError, match="another form"):
        pack(struct.pack("<4I", 0, 16, 0, 0) + bytes(STEP), bytes(2 * STEP))


def test_a_page_on_a_disk_gets_the_same_files_by_one_script(built, tmp_path):
    import gzip

    report, _ = built
    worker = tmp_path / "worker.0123456789.js"
    worker.write_text("/* </script> ä */")

    store = Store(tmp_path / "kept")
    name, script = disk_pack(report, worker, store)
    assert is_hashed(name)
    carried = json.loads(script.decode().removeprefix("wardbookCarry(").removesuffix(");\n"))

    assert disk_pack(report, worker, store) == (name, script)
    assert carried["worker"] == worker.read_text()
    for role, entry in report.manifest["files"].items():
        content = (report.folder / entry["name"]).read_bytes()
        assert gzip.decompress(base64.b64decode(carried["files"][role])) == content
