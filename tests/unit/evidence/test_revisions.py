"""Records of what a new version changed, kept beside the protocol: written whole, and refused with their place."""

from __future__ import annotations

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence.revisions import RECORDS, records_of, write_record
from build_scripts.project.problems import ContentError
from tests.support.protocols.toys import high, toy


def test_a_record_is_read_as_it_was_written(workshop):
    old, new = toy(), toy(**high("{above: {value: 11, unit: mg/dL}}"))
    folder = workshop.docs / "protocols" / new.id
    folder.mkdir(parents=True)
    file = write_record(workshop, old, new)
    assert list(records_of(folder)) == [new.version]
    assert [path.name for path in file.parent.iterdir()] == [f"{new.version}.json"]
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("damage", "place"), [(b'{"a": 1,\n  ]', ":2:3: no JSON"), (b"", ":1:1: no JSON"), (b'"\xff"', ":1:1: no UTF-8")]
)
def test_a_damaged_record_is_refused_with_its_place(workshop, damage, place):
    folder = write_skeleton(workshop, "example")
    (folder / RECORDS).mkdir()
    (folder / RECORDS / "0.1.0.json").write_bytes(damage)
    with pytest.raises(ContentError) as refused:
        records_of(folder)
    assert f"0.1.0.json{place}" in str(refused.value)
    assert "wardbook diff --record" in str(refused.value)
