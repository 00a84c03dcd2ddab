"""Protocols whose rules another one reads: found in its file, also while that file cannot be read as a protocol."""

from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.lenders import lenders


def test_what_cannot_be_read_lends_nothing(workshop):
    folder = write_skeleton(workshop, "first")
    assert lenders(folder) == []
    (folder / "protocol.yml").write_bytes(b"\xff")
    assert lenders(folder) == []
