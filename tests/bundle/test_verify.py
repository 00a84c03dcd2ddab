"""`wardbook verify`: each thing that can happen to a deployed folder, by its name."""

from __future__ import annotations

import hashlib
import shutil
import stat
import subprocess
import zipfile

import pytest
from typer.testing import CliRunner

from build_scripts.bundle.sums import SumsError, sums_of
from build_scripts.bundle.verify import verify
from build_scripts.command.listed import app

FILES = {"index.html": b"home", "assets/a b.js": b"script", "assets/deep/x.wasm": b"\0asm", "web.config": b"<x/>"}

pytestmark = pytest.mark.xdist_group("bundle")


@pytest.fixture
def deployed(tmp_path):
    folder = tmp_path / "site"
    for name, data in {**FILES, "SHA256SUMS": sums_of(FILES)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _change(folder):
    (folder / "index.html").write_bytes(b"hone")


def _remove(folder):
    (folder / "assets/a b.js").unlink()


def _remove_folder(folder):
    shutil.rmtree(folder / "assets")


def _add(folder):
    (folder / "assets/deep/new.html").write_bytes(b"")


def _add_hidden(folder):
    (folder / ".htaccess").write_bytes(b"")


def _add_with_odd_name(folder):
    (folder / "two\nlines").write_bytes(b"")


def _link_out(folder):
    (folder.parent / "elsewhere").write_bytes(b"home")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(folder.parent / "elsewhere")


def _link_folder_out(folder):
    (folder / "assets").rename(folder.parent / "assets")
    (folder / "assets").symlink_to(folder.parent / "assets")


def _link_in_circles(folder):
    (folder / "assets/again").symlink_to(folder)


def _file_for_folder(folder):
    shutil.rmtree(folder / "assets/deep")
    (folder / "assets/deep").write_bytes(b"")


@pytest.mark.parametrize(
    ("happening", "said"),
    [
        (lambda folder: None, ()),
        (_change, ("changed: index.html",)),
        (_remove, ("missing: assets/a b.js",)),
        (_remove_folder, ("missing: assets/a b.js", "missing: assets/deep/x.wasm")),
        (_add, ("extra: assets/deep/new.html",)),
        (_add_hidden, ("extra: .htaccess",)),
        (_add_with_odd_name, ("extra: 'two\\nlines'",)),
        (_link_out, ("link: index.html",)),
        (_link_folder_out, ("link: assets",)),
        (_link_in_circles, ("link: assets/again",)),
        (_file_for_folder, ("extra: assets/deep", "missing: assets/deep/x.wasm")),
    ],
)
def test_what_happened_to_a_folder_is_named(deployed, happening, said):
    happening(deployed)
    result = CliRunner().invoke(app, ["verify", str(deployed)])
    assert tuple(result.stdout.splitlines()) == said
    assert result.exit_code == (1 if said else 0)


def test_all_is_named_at_once(deployed):
    for happening in (_change, _remove, _add):
        happening(deployed)
    assert verify(deployed).differences == (
        "missing: assets/a b.js",
        "extra: assets/deep/new.html",
        "changed: index.html",
    )


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (None, "holds no SHA256SUMS"),
        (b"", "is empty"),
        (b"not a sum\n", "line 1, is not a sum"),
        (b"\xff\xfe", "is not a text file"),
        (b"0" * 64 + b"  ../outside\n", "leads out of the folder: ../outside"),
        (b"0" * 64 + b"  /etc/passwd\n", "leads out of the folder: /etc/passwd"),
        (b"0" * 64 + b"  C:/x\n", "leads out of the folder: C:/x"),
        (b"0" * 64 + b"  a\\..\\..\\x\n", "leads out of the folder"),
        ((b"0" * 64 + b"  twice\n") * 2, "names twice a second time"),
    ],
)
def test_sums_that_say_nothing_are_refused(deployed, sums, said):
    (deployed / "SHA256SUMS").unlink()
    if sums is not None:
        (deployed / "SHA256SUMS").write_bytes(sums)
    result = CliRunner().invoke(app, ["verify", str(deployed)])
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_place_that_is_not_there_is_said(tmp_path):
    (tmp_path / "text").write_text("text")
    for place, said in ((tmp_path / "nothing", "there is no"), (tmp_path / "text", "neither a folder nor a zip")):
        with pytest.raises(SumsError, match=said):
            verify(place)


def test_sums_with_windows_line_ends_will_do(deployed):
    sums = deployed / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(deployed).differences == ()


def _zip(file, files):
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files:
            archive.writestr(f"top/{name}", data)


def test_a_zip_is_compared_without_unpacking(tmp_path):
    file = tmp_path / "x.zip"
    entries = [*FILES.items(), ("SHA256SUMS", sums_of(FILES))]
    _zip(file, entries)
    assert (verify(file).checked, verify(file).differences) == (4, ())
    _zip(file, [("index.html", b"hone"), ("new", b""), *entries[1:3], entries[-1]])
    assert verify(file).differences == ("changed: index.html", "extra: new", "missing: web.config")
    _zip(file, entries[:-1])
    with pytest.raises(SumsError, match="holds no SHA256SUMS"):
        verify(file)


@pytest.mark.parametrize(
    ("entry", "mode", "said"),
    [
        ("top/../../x/", stat.S_IFDIR, "extra: ../../x/"),
        ("/x/", stat.S_IFDIR, "extra: /x/"),
        ("other/", stat.S_IFDIR, "extra: other/"),
        ("top/evil/", stat.S_IFDIR, "extra: evil/"),
        ("top/assets/deep/..\\..\\x/", stat.S_IFDIR, "extra: assets/deep/..\\..\\x/"),
        ("top/assets/", stat.S_IFDIR, None),
        ("top/", stat.S_IFDIR, None),
        ("top/assets/", stat.S_IFLNK, "link: assets"),
        ("top/elsewhere", stat.S_IFLNK, "link: elsewhere"),
        ("top/index.html", stat.S_IFLNK, "link: index.html"),
    ],
)
def test_folders_and_links_of_a_zip_are_named(tmp_path, entry, mode, said):
    file = tmp_path / "x.zip"
    files = {name: data for name, data in FILES.items() if f"top/{name}" != entry}
    _zip(file, [*files.items(), ("SHA256SUMS", sums_of(FILES))])
    with zipfile.ZipFile(file, "a") as archive:
        info = zipfile.ZipInfo(entry)
        info.create_system = 3
        info.external_attr = (mode | 0o755) << 16
        archive.writestr(info, b"" if entry.endswith("/") else FILES.get(entry.removeprefix("top/"), b"x"))
    assert verify(file).differences == (() if said is None else (said,))


def test_a_zip_damaged_on_its_way_is_named(tmp_path):
    file = tmp_path / "x.zip"
    _zip(file, [*FILES.items(), ("SHA256SUMS", sums_of(FILES))])
    file.write_bytes(file.read_bytes().replace(b"script", b"scrapt"))
    assert verify(file).differences == ("unreadable: assets/a b.js",)
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(SumsError):
        verify(file)


def test_sha256sum_finds_the_same(deployed):
    def check():
        return subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=deployed, check=False, capture_output=True
        )

    assert check().returncode == 0
    _change(deployed)
    assert check().stdout.startswith(b"index.html: FAILED")
    assert hashlib.sha256(b"home").hexdigest() in (deployed / "SHA256SUMS").read_text()
