"""Programs that only tests need: found, installed, or missed in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.project import programs as system


def test_what_is_there_is_not_installed(monkeypatch):
    monkeypatch.setattr(system, "find_program", lambda name: Path("/usr/bin") / name)
    monkeypatch.setattr(system, "install_packages", lambda *given: pytest.fail("installs"))
    assert set(system.require_programs(print)) == set(system.PACKAGES)


def test_what_is_only_welcome_is_not_missed(monkeypatch, capsys):
    monkeypatch.setattr(system, "find_program", lambda name: Path(name) if name in system.PACKAGES else None)
    monkeypatch.setattr(system, "install_packages", lambda packages, tell: "there is no apt-get here")
    assert system.main() == 0
    assert capsys.readouterr().err == ""


def test_what_cannot_be_installed_is_named_with_its_package(monkeypatch, capsys):
    monkeypatch.setattr(system, "find_program", lambda name: None)
    monkeypatch.setattr(system, "install_packages", lambda packages, tell: "needs root, or sudo without a password")

    assert system.main() == 1
    said = capsys.readouterr().err
    for part in ("nginx, apache2, caddy, firefox-esr", "needs root", "apt-get install nginx-light"):
        assert part in said
