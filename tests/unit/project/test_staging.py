"""The staging folder changes only where content changed."""

import pytest

from build_scripts.project.staging import Stage


def test_unchanged_files_keep_their_time_and_stale_ones_go(tmp_path):
    first = Stage(tmp_path)
    kept = first.write("a/kept.md", "same")
    changed = first.write("a/changed.md", "old")
    stale = first.write("b/stale.md", "gone soon")
    first.finish()
    before = kept.stat().st_mtime_ns

    second = Stage(tmp_path)
    second.write("a/kept.md", "same")
    second.write("a/changed.md", "new")
    second.finish()

    assert kept.stat().st_mtime_ns == before
    assert changed.read_text() == "new"
    assert not stale.exists()
    assert not stale.parent.exists()


def test_a_copy_follows_its_source(tmp_path):
    source = tmp_path / "source.bin"
    source.write_bytes(b"one")
    copy = Stage(tmp_path / "stage").copy(source, "x/copy.bin")
    source.write_bytes(b"three")
    Stage(tmp_path / "stage").copy(source, "x/copy.bin")
    assert copy.read_bytes() == b"three"


def test_two_sources_for_one_file_are_an_error(tmp_path):
    stage = Stage(tmp_path)
    stage.write("a.md", "one")
    with pytest.raises(ValueError, match=r"two sources for the staged file a\.md"):
        stage.write("a.md", "two")
