"""How a browser for the tests is found, and what is said when there is none."""

from __future__ import annotations

import stat

import pytest

from build_scripts.project import chromium as browser


def program(path, body):
    """Write a small shell script that stands in for a browser."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine with an empty PATH, and a Playwright that knows of no browser."""
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    monkeypatch.setattr(browser, "_ASK_PLAYWRIGHT", f"print({str(tmp_path / 'nothing')!r})")
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin")}


def test_the_named_browser_comes_first(bare, tmp_path):
    named = program(tmp_path / "elsewhere" / "mine", "exit 0")
    program(tmp_path / "bin" / "chromium", "exit 0")

    assert browser.find_chromium({**bare, "WARDBOOK_CHROMIUM": str(named)}) == named


@pytest.mark.parametrize("body", [None, "exit 1"], ids=["missing", "failing"])
def test_a_named_browser_that_does_not_start_is_an_error(bare, tmp_path, body):
    named = tmp_path / "mine"
    if body:
        program(named, body)

    with pytest.raises(browser.BrowserError, match=r"WARDBOOK_CHROMIUM is .*mine, which does not start"):
        browser.find_chromium({**bare, "WARDBOOK_CHROMIUM": str(named)})


def test_a_stub_on_the_path_is_passed_over(bare, tmp_path):
    program(tmp_path / "bin" / "chromium", "echo install the snap; exit 1")
    real = program(tmp_path / "bin" / "google-chrome", "exit 0")

    assert browser.find_chromium(bare) == real


def test_playwrights_own_browser_is_the_last_resort(bare, tmp_path):
    own = program(tmp_path / "nothing", "exit 0")

    assert browser.find_chromium(bare) == own


def test_a_bare_machine_has_none(bare):
    assert browser.find_chromium(bare) is None


def test_a_failed_installation_says_what_was_tried(bare, monkeypatch, capsys):
    monkeypatch.setattr(browser, "find_chromium", lambda: None)
    monkeypatch.setattr(browser, "_install_by_playwright", lambda: "no route to its server")
    monkeypatch.setattr(browser, "_install_by_apt", lambda: "there is no apt-get here")

    assert browser.main() == 1
    said = capsys.readouterr()
    assert "Installing Chromium: Playwright's own build" in said.out
    assert "Playwright's own build: no route to its server" in said.err
    assert "the system's package manager: there is no apt-get here" in said.err
    assert "WARDBOOK_CHROMIUM" in said.err


def test_what_was_installed_must_start(bare, monkeypatch, tmp_path):
    real = program(tmp_path / "bin" / "chromium", "exit 0")
    found = iter([None, real])
    monkeypatch.setattr(browser, "find_chromium", lambda: next(found))
    monkeypatch.setattr(browser, "_install_by_playwright", lambda: None)
    monkeypatch.setattr(browser, "_install_by_apt", lambda: None)
    told: list[str] = []

    assert browser.install_chromium(told.append) == real
    assert "Playwright's own build: installed, but what was installed does not start" in told
