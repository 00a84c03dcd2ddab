"""`wardbook build` and `wardbook serve`, for real, on a small project of one's own."""

import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from build_scripts.content.skeleton import write_skeleton
from tests.support.site.whole_sites import lend


@pytest.fixture
def example(workshop, site):
    """A project with one protocol, ready to build."""
    write_skeleton(workshop, "example")
    lend(workshop, site)
    return workshop


def _build(project, *options):
    return subprocess.run(
        [sys.executable, "-m", "build_scripts.command.main", "build", *options],
        cwd=project.root,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_building_again_does_nothing_until_something_changes(example):
    first = _build(example)
    assert first.returncode == 0, first.stderr
    assert "site/ is ready" in first.stdout
    page = example.site / "protocols" / "example" / "treat.html"
    built = page.stat().st_mtime_ns

    second = _build(example)
    assert "site/ is up to date" in second.stdout
    assert page.stat().st_mtime_ns == built

    file = example.docs / "protocols" / "example" / "protocol.yml"
    file.write_text(file.read_text().replace("do what the example says.", "do what the changed example says."))
    third = _build(example)
    assert "site/ is ready" in third.stdout
    assert "do what the changed example says." in page.read_text()


def test_a_mistake_stops_the_build_and_leaves_the_site_alone(example):
    assert _build(example).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in example.site.rglob("*") if path.is_file()}
    file = example.docs / "protocols" / "example" / "protocol.yml"
    file.write_text(file.read_text().replace("criteria: [suspected]", "criteria: [suspectd]"))
    result = _build(example)
    assert result.returncode == 1
    report = result.stderr.splitlines()[1]
    assert re.match(r"docs/protocols/example/protocol\.yml:\d+:\d+: unknown criterion 'suspectd'", report)
    assert "Traceback" not in result.stderr
    assert {path: path.stat().st_mtime_ns for path in example.site.rglob("*") if path.is_file()} == before


def test_a_link_to_nowhere_on_a_written_page_stops_the_build(example):
    (example.docs / "about").mkdir()
    (example.docs / "about" / "index.md").write_text("# About\n\nSee [nothing](nowhere.md).\n")
    result = _build(example)
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<script>window.PWN=23</script>", "docs/about/index.md:3:1: the element <script> has no place in a page"),
        (
            'Text.\n<img src="x.png" alt="x" onerror="alert()">',
            "docs/about/index.md:4:1: the handler onerror='alert()'",
        ),
        (
            '<meta http-equiv="refresh" content="1;url=https://example.org">',
            "docs/about/index.md:3:1: the element <meta> has no place in a page",
        ),
        ("![x](https://example.org/x.png)", "docs/about/index.md:3:6: the picture 'https://example.org/x.png' is on"),
        ("[x](javascript:alert())", "docs/about/index.md:3:5: the address 'javascript:alert()' on <a>"),
    ],
)
def test_a_written_page_that_could_run_or_load_anything_is_refused_where_it_does(example, written, said):
    (example.docs / "about").mkdir()
    (example.docs / "about" / "index.md").write_text(f"# About\n\n{written}\n")
    result = _build(example)
    assert result.returncode == 1
    assert said in result.stderr
    assert not example.site.exists()


def _get(url):
    with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - an address of this test on 127.0.0.1
        return response.read().decode()


def _eventually(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return True
        except OSError:
            pass
        time.sleep(0.3)
    return False


def test_serving_follows_the_author(example, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    file = example.docs / "protocols" / "example" / "protocol.yml"
    treat = f"http://{address}/protocols/example/treat.html"
    log = tmp_path / "log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [sys.executable, "-m", "build_scripts.command.main", "serve", "--address", address],
            cwd=example.root,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            assert _eventually(lambda: "do what the example says" in _get(treat)), log.read_text()

            good = file.read_text()
            file.write_text(good.replace("do what the example says.", "do what the author wrote."))
            assert _eventually(lambda: "do what the author wrote" in _get(treat)), log.read_text()

            file.write_text(good.replace("criteria: [suspected]", "criteria: [suspectd]"))
            assert _eventually(lambda: "unknown criterion 'suspectd' (did you mean 'suspected'?)" in log.read_text())
            assert "do what the author wrote" in _get(treat)

            file.write_text(good)
            assert _eventually(lambda: "do what the example says" in _get(treat)), log.read_text()
        finally:
            server.terminate()
            server.wait(20)
    assert "Traceback" not in log.read_text()
