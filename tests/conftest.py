"""What every test may ask for."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from build_scripts.content.load import load_content
from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.evidence.quality import Quality, quality_of
from build_scripts.project.chromium import BROWSER_ARGUMENTS, find_chromium
from build_scripts.project.paths import Project
from build_scripts.project.programs import find_program
from build_scripts.project.store import Store
from tests.support.real_protocols import FIRST, NAMES, named

# Generated tests try the same examples in every run: a failure is reproduced by running them again.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=300)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _signals() -> None:
    """Take signals as a terminal gives them: a job in the background may have been started with some ignored, and the
    commands that tests start would inherit that."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser for tests; a machine without one fails them, since a test that is skipped proves nothing."""
    found = find_chromium()
    if found is None:
        pytest.fail(
            "no Chromium: `python -m build_scripts.project.chromium` finds or installs one, and so does `make test`"
        )
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one driver of browsers in this process; it allows no second."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """A real Chromium: where there is one, without the windows that nobody looks at, which take a third of its time."""
    launched = playwright.chromium.launch(
        executable_path=find_program("chromium-headless-shell") or chromium, args=BROWSER_ARGUMENTS
    )
    yield launched
    launched.close()


def _program(name: str) -> Path:
    found = find_program(name)
    if found is None:
        pytest.fail(
            f"no {name}: `python -m build_scripts.project.programs` finds or installs it, and so does `make test`"
        )
    return found


@pytest.fixture(scope="session")
def nginx() -> Path:
    """The web server nginx."""
    return _program("nginx")


@pytest.fixture(scope="session")
def apache2() -> Path:
    """The web server Apache."""
    return _program("apache2")


@pytest.fixture(scope="session")
def caddy() -> Path:
    """The web server Caddy."""
    return _program("caddy")


@pytest.fixture(scope="session")
def firefox() -> Path:
    """The browser Firefox."""
    return _program("firefox-esr")


@pytest.fixture(scope="session")
def webkit_driver() -> Path:
    """What drives the browser WebKit."""
    return _program("WebKitWebDriver")


@pytest.fixture(scope="session")
def xvfb() -> Path:
    """A screen that nobody sees, since WebKit wants one."""
    return _program("Xvfb")


@pytest.fixture(scope="session")
def java() -> Path:
    """Java, for the checker of HTML."""
    return _program("java")


@pytest.fixture(scope="session")
def project(repository: Path) -> Project:
    """The project under test: this repository."""
    return Project(repository)


@pytest.fixture(scope="session")
def content(project: Project) -> Content:
    """The real content, loaded and checked, from what the build has kept while neither it nor the code has changed."""
    return load_content(project.docs, Store(project.cache))


@pytest.fixture(scope="session")
def quality(project: Project, content: Content) -> dict[str, Quality]:
    """The quality of the real content, which the build has worked out already."""
    return quality_of(content, Store(project.cache))


@pytest.fixture(scope="session")
def site(project: Project) -> Project:
    """The project with its site built: `make test` sees to that before any test runs."""
    if not (project.site / "index.html").is_file():
        pytest.fail("there is no built site to test; 'make site' builds it, 'make test' does so first")
    return project


@pytest.fixture(scope="session")
def first(content: Content) -> LoadedProtocol:
    """The protocol that a test means which speaks of its findings and recommendations."""
    return named(content, FIRST)


@pytest.fixture(params=NAMES)
def each(request: pytest.FixtureRequest, content: Content) -> LoadedProtocol:
    """Each protocol of the site in a test of its own, for what must hold of all."""
    return named(content, request.param)


@pytest.fixture
def workshop(tmp_path: Path, repository: Path) -> Project:
    """An empty project of one's own, with the real templates, to write content into."""
    (tmp_path / "mkdocs.yml").write_bytes((repository / "mkdocs.yml").read_bytes())
    (tmp_path / "site_templates").symlink_to(repository / "site_templates", target_is_directory=True)
    (tmp_path / "docs").mkdir()
    return Project(tmp_path)
