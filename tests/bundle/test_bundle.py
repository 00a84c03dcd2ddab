"""What is in the bundle, and that the same sources give the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from urllib.parse import urlsplit

import brotli
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_scripts.bundle.precompressed import precompress
from build_scripts.bundle.sizes import megabytes, sizes_of
from build_scripts.bundle.verify import verify
from build_scripts.project.commit import UnknownMomentError, moment_of
from build_scripts.project.static_server import serving
from build_scripts.project.store import Store
from build_scripts.site.site_files import LEFT_OUT, SiteFileError, site_files
from tests.support.site.visits import visiting

pytestmark = pytest.mark.xdist_group("bundle")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_zip_and_both_folders_verify(bundle):
    for place in (bundle.archive, bundle.folder, bundle.site):
        verdict = verify(place)
        assert verdict.differences == ()
        assert verdict.checked > 50


def test_each_file_is_in_the_sums(bundle):
    lines = dict(line.split("  ", 1)[::-1] for line in (bundle.folder / "SHA256SUMS").read_text().splitlines())
    there = {p.relative_to(bundle.folder).as_posix(): p for p in bundle.folder.rglob("*") if p.is_file()}
    assert lines == {name: digest(path.read_bytes()) for name, path in there.items() if name != "SHA256SUMS"}


def test_the_whole_site_is_deployed_and_nothing_of_it_is_altered(bundle, site):
    built = {p.relative_to(site.site).as_posix(): p for p in site.site.rglob("*") if p.is_file()}
    for name, path in built.items():
        if LEFT_OUT.search(name):
            assert not (bundle.site / name).exists()
        else:
            assert (bundle.site / name).read_bytes() == path.read_bytes()
    added = {p.relative_to(bundle.site).as_posix() for p in bundle.site.rglob("*") if p.is_file()} - built.keys()
    assert {name for name in added if not name.endswith((".br", ".gz"))} == {"SHA256SUMS", "web.config"}


def test_compressed_copies_are_smaller_and_the_same(bundle):
    copies = [path for path in bundle.site.rglob("*") if path.suffix in (".br", ".gz")]
    assert copies
    for path in copies:
        data, whole = path.read_bytes(), path.with_suffix("").read_bytes()
        assert (brotli.decompress if path.suffix == ".br" else gzip.decompress)(data) == whole
        assert len(data) < len(whole)
        if path.suffix == ".gz":
            assert data[4:8] == bytes(4), f"{path.name} holds a time"


def test_what_does_not_shrink_has_no_copy(tmp_path):
    files = {"noise.bin": os.urandom(5000), "short.txt": b"a" * 1000, "long.txt": b"a" * 5000, "x.png": b"a" * 5000}
    assert set(precompress(files, Store(tmp_path))) == {"long.txt.br", "long.txt.gz"}


def test_every_file_that_a_browser_installs_is_there(bundle):
    worker = bundle.site / "service-worker.js"
    if not worker.is_file():
        return
    listed = re.findall(r'"?url"?:\s*"([^"]+)"', worker.read_text(encoding="utf-8"))
    assert listed
    assert [name for name in listed if not (bundle.site / name).is_file()] == []


def test_the_readme_says_what_the_site_needs_and_whom_to_tell(bundle):
    text = (bundle.folder / "README.txt").read_text(encoding="utf-8")
    deployed = {p.relative_to(bundle.site).as_posix(): p.read_bytes() for p in bundle.site.rglob("*") if p.is_file()}
    sizes = sizes_of(deployed)
    assert f"{megabytes(sizes.disk)}, compressed copies included" in text
    assert f"{megabytes(sizes.first_answer[0])} to {megabytes(sizes.first_answer[1])} with brotli" in text
    for words in (
        "Chrome 109",
        "WebAssembly",
        "memory of a reader's device",
        "Whom to tell of a fault",
        "Content:  ___",
    ):
        assert words in text
    assert "not assessed or certified as a medical device under any regulation" in text
    assert "unless the reader makes a link or saves a file" in text


def test_the_way_to_the_first_answer_is_what_a_browser_fetches(bundle, browser):
    """Counted from the files, and compared with what is asked for: by bytes, within a tenth."""
    fetched: dict[str, None] = {}
    with serving(bundle.site) as host, visiting(browser, host) as visit:

        def note(request):
            fetched[urlsplit(request.url).path.lstrip("/")] = None

        visit.page.on("request", note)
        visit.open("protocols/differentiation-syndrome/checker.html")
        visit.choose("atra", "given")
        visit.choose("dyspnea", "true")
        visit.page.locator("[data-part=status][data-state=ready]").wait_for(state="attached")
    files = {name: bundle.site / name for name in fetched if (bundle.site / name).is_file()}
    plain = sum(path.stat().st_size for name, path in files.items() if "runtime/" not in name and "search" not in name)
    deployed = {p.relative_to(bundle.site).as_posix(): p.read_bytes() for p in bundle.site.rglob("*") if p.is_file()}
    runtime = sum(len(data) for name, data in deployed.items() if re.search(r"runtime/pyodide\.asm\.[^/]*[^rz]$", name))
    least = sizes_of(deployed).plain[0] - runtime
    start = next(len(data) for name, data in deployed.items() if re.search(r"runtime/library\.\w+\.zip$", name))
    assert least - start == pytest.approx(plain, rel=0.1)


def test_the_bill_of_materials_is_valid_and_its_sums_are_right(bundle):
    text = (bundle.folder / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    components = {component["name"]: component for component in bill["components"]}
    assert {"pyodide", "cpython", "mkdocs-material", "atkinson-hyperlegible-next"} <= components.keys()
    held = set()
    for component in components.values():
        assert component["version"]
        assert component["licenses"]
        assert component["purl"].startswith("pkg:")
        for file in component["components"]:
            assert file["hashes"] == [{"alg": "SHA-256", "content": digest((bundle.site / file["name"]).read_bytes())}]
            held.add(file["name"])
    assert held == {p.relative_to(bundle.site).as_posix() for p in bundle.site.rglob("*") if p.is_file()} - {
        "SHA256SUMS"
    }


def test_each_licence_that_the_bill_names_is_there_in_full(bundle):
    texts = {path.name: path.read_text(encoding="utf-8") for path in (bundle.folder / "LICENCES").iterdir()}
    for name, words in {
        "Wardbook-Apache-2.0.txt": "Apache License",
        "Pyodide-MPL-2.0.txt": "Mozilla Public License",
        "CPython-PSF-2.0.txt": "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "Material-for-MkDocs-MIT.txt": "Martin Donath",
        "Atkinson-Hyperlegible-Next-OFL-1.1.txt": "SIL OPEN FONT LICENSE",
        "Workbox-MIT.txt": "Permission is hereby granted",
        "stemmer-MIT.txt": "Permission is hereby granted",
    }.items():
        assert words.lower() in texts[name].lower()
        assert len(texts[name]) > 900


def test_every_entry_has_the_one_time_and_mode_and_its_place(bundle):
    with zipfile.ZipFile(bundle.archive) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2023, 11, 14, 22, 13, 20)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.filename.split("/")[0] for entry in entries} == {bundle.folder.name}


def test_nothing_names_the_machine_that_made_it(bundle, repository):
    here = [str(repository).encode(), str(bundle.folder).encode()]
    for path in bundle.folder.rglob("*"):
        if path.is_file() and path.suffix not in (".br", ".gz", ".zip"):
            data = path.read_bytes()
            assert not [place for place in here if place in data], path


WORKED_OUT = ("quality-*", "reviews-*", "between-*", "first-*")
"""What takes minutes of a build, and is kept under all that it rests on, whatever the folder."""


@pytest.mark.parametrize("worked_out", [WORKED_OUT, pytest.param((), marks=pytest.mark.soak)], ids=["kept", "anew"])
def test_two_copies_of_the_sources_give_the_same_bytes(repository, tmp_path, worked_out):
    """Other folders, another mask, time zone and locale, another hash seed: the zip must not know.

    What was worked out for the site is taken over; `make soak` lets each copy work all of it out.
    """
    tracked = (
        "build_scripts",
        "checker",
        "docs",
        "site_templates",
        "LICENSE",
        "NOTICE",
        "mkdocs.yml",
        "package-lock.json",
        "requirements.txt",
        "tests/spec",
    )
    surroundings = {
        "one": (0o022, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        "a longer name, elsewhere": (0o077, {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2"}),
    }
    made = []
    for name, (mask, environment) in surroundings.items():
        copy = tmp_path / name
        copy.mkdir()
        for part in tracked:
            source = repository / part
            if source.is_dir():
                shutil.copytree(
                    source, copy / part, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy
                )
            else:
                shutil.copy(source, copy / part)
        (copy / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)
        # Compression is by far the slowest step, and kept by content: what is kept has a test of its own.
        kept = repository / "build" / "precompressed"
        (copy / "build").mkdir()
        if kept.is_dir():
            shutil.copytree(kept, copy / "build" / "precompressed")
        (copy / "build" / "cache").mkdir()
        for pattern in worked_out:
            for path in (repository / "build" / "cache").glob(pattern):
                shutil.copy(path, copy / "build" / "cache")
        done = subprocess.run(
            [sys.executable, "-m", "build_scripts.command.main", "bundle"],
            cwd=copy,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(copy), **environment},
            umask=mask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (archive,) = (copy / "dist").glob("*.zip")
        made.append(archive)
    assert _entries(made[0]) == _entries(made[1])
    assert made[0].read_bytes() == made[1].read_bytes()


def _entries(archive):
    with zipfile.ZipFile(archive) as opened:
        return {entry.filename: digest(opened.read(entry)) for entry in opened.infolist()}


def test_the_time_is_that_of_the_commit_unless_told(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert moment_of(tmp_path).isoformat() == "2023-11-14T22:13:20+00:00"
    for wrong in ("yesterday", "0", "99999999999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(UnknownMomentError, match="SOURCE_DATE_EPOCH"):
            moment_of(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with pytest.raises(UnknownMomentError, match="the time of the commit"):
        moment_of(tmp_path)


def test_a_file_that_no_server_knows_is_refused(tmp_path):
    (tmp_path / "page.html").write_bytes(b"")
    assert list(site_files(tmp_path)) == ["page.html"]
    (tmp_path / "movie.avi").write_bytes(b"")
    with pytest.raises(SiteFileError, match=r"movie\.avi, of a type"):
        site_files(tmp_path)
    (tmp_path / "movie.avi").unlink()
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    with pytest.raises(SiteFileError, match="a link"):
        site_files(tmp_path)
