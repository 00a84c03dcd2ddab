"""The exchange of the old site for the new one, killed at every step, with and without help from the system."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_scripts.site import swap
from build_scripts.site.swap import exchange, new_site, recover


class Killed(BaseException):
    """The end of the process: nothing that would tidy up gets to run."""


@pytest.fixture
def site(tmp_path):
    place = tmp_path / "site"
    write(place, "old")
    return place


@pytest.fixture(params=[True, False], ids=["exchanged in one step", "renamed twice"])
def either(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    return request.param


def write(folder, text):
    folder.mkdir(exist_ok=True)
    for name in ("a", "b"):
        (folder / name).write_text(text)


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def alone(site):
    return [path.name for path in site.parent.iterdir()] == [site.name]


def test_a_finished_site_takes_the_place_of_the_old_one(site, either):
    with new_site(site) as new:
        write(new, "new")
        assert texts(site) == {"a": "old", "b": "old"}
    assert texts(site) == {"a": "new", "b": "new"}
    assert alone(site)


def test_the_first_site_needs_no_old_one(tmp_path):
    with new_site(tmp_path / "site") as new:
        write(new, "new")
        assert not (tmp_path / "site").exists()
    assert texts(tmp_path / "site") == {"a": "new", "b": "new"}


def test_an_error_on_the_way_leaves_the_old_site_and_nothing_else(site):
    def build():
        with new_site(site) as new:
            write(new, "half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert texts(site) == {"a": "old", "b": "old"}
    assert alone(site)


def test_where_the_system_can_it_exchanges_in_one_step(site, tmp_path):
    write(tmp_path / "other", "new")
    assert exchange(tmp_path / "other", site)
    assert (texts(site)["a"], texts(tmp_path / "other")["a"]) == ("new", "old")
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "nothing", site)


@pytest.mark.parametrize("step", range(6))
def test_killed_at_any_step_the_next_build_finds_or_makes_a_whole_site(site, either, monkeypatch, step):
    """A step is a renaming, or the removal of what is old; the process dies before it."""
    steps = []
    rename, remove = Path.rename, shutil.rmtree

    def counted(function):
        def call(*arguments, **options):
            steps.append(function)
            if len(steps) > step:  # and nothing that tidies up gets to run
                raise Killed
            return function(*arguments, **options)

        return call

    monkeypatch.setattr(Path, "rename", counted(rename))
    monkeypatch.setattr(shutil, "rmtree", counted(remove))
    try:
        with new_site(site) as new:
            write(new, "new")
    except Killed:
        pass
    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(shutil, "rmtree", remove)
    if either:
        assert len(set(texts(site).values())) == 1  # whole at every moment

    recover(site)
    assert set(texts(site)) == {"a", "b"}
    assert len(set(texts(site).values())) == 1
    assert alone(site)


def test_what_was_half_made_is_removed_and_what_was_finished_is_kept(site):
    write(site.with_name(".site-new"), "half")
    recover(site)
    assert (texts(site)["a"], alone(site)) == ("old", True)

    site.rename(site.with_name(".site-old"))
    write(site.with_name(".site-new"), "new")
    recover(site)
    assert (texts(site)["a"], alone(site)) == ("new", True)

    site.rename(site.with_name(".site-old"))
    recover(site)
    assert (texts(site)["a"], alone(site)) == ("new", True)


def test_a_site_elsewhere_is_reached_through_its_link(tmp_path):
    write(tmp_path / "elsewhere", "old")
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with new_site(link) as new:
        write(new, "new")
    assert link.is_symlink()
    assert texts(link) == {"a": "new", "b": "new"}


def test_names_with_a_dot_and_the_rights_of_the_folder_stay(site, either):
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("ours")
    site.chmod(0o750)
    with new_site(site) as new:
        write(new, "new")
    assert (site / ".git" / "config").read_text() == "ours"
    assert site.stat().st_mode & 0o777 == 0o750
