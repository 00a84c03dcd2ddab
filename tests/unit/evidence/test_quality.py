"""The quality of protocols is kept under all that it rests on, and under nothing else; several are made at once."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import pytest

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence import quality
from build_scripts.evidence.processes import EndedProcess
from build_scripts.evidence.quality import Quality, quality_of
from build_scripts.evidence.reviews import kept
from build_scripts.evidence.reviews.kept import reviewed
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from checker.words.rationals import Rational
from tests.support.protocols.signed import with_dose


@pytest.fixture
def established(monkeypatch):
    """The ids of the protocols whose quality is worked out, one for each time."""
    names = []
    whole = quality._establish

    def counted(loaded):
        names.append(loaded.protocol.id)
        return whole(loaded)

    monkeypatch.setattr(quality, "_establish", counted)
    return names


def found(workshop):
    return quality_of(load_content(workshop.docs), Store(workshop.cache))


@pytest.mark.parametrize(
    ("name", "old", "new", "again"),
    [
        ("protocol.yml", "\nid: ", "\n# A comment.\nid: ", False),
        ("protocol.yml", "label: Example sign", "label: An example sign", True),
        ("protocol.yml", "plausible: [0.1, 100]", "plausible: [0.1, 90]", True),
        ("cases.yml", "example-sign: true", "example-sign: True", False),
        ("cases.yml", "why: ", "why: Now ", True),
    ],
)
def test_what_is_kept_holds_until_something_changes_that_it_rests_on(workshop, established, name, old, new, again):
    file = write_skeleton(workshop, "example") / name
    found(workshop)
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    found(workshop)
    assert established == ["example"] * (2 if again else 1)


def test_it_rests_on_the_code(workshop, established, monkeypatch):
    write_skeleton(workshop, "example")
    found(workshop)
    monkeypatch.setattr(quality, "code_of", lambda *names: "other code")
    found(workshop)
    assert established == ["example"] * 2


def test_it_rests_on_the_register_of_drugs(workshop, established):
    file = with_dose(workshop)
    content = load_content(workshop.docs)
    (loaded,) = content.protocols
    assert loaded.drugs
    quality_of(content, Store(workshop.cache))
    others = tuple(replace(drug, routes=()) for drug in loaded.drugs)
    assert others != loaded.drugs
    quality_of(replace(content, protocols=(replace(loaded, drugs=others),)), Store(workshop.cache))
    assert established == [file.parent.name] * 2


def test_a_copy_elsewhere_has_it_already(workshop, monkeypatch, tmp_path_factory):
    for name in ("first", "second"):
        write_skeleton(workshop, name)
    here = found(workshop)
    copy = tmp_path_factory.mktemp("copy") / "elsewhere"
    shutil.copytree(workshop.docs, copy / "docs")
    shutil.copytree(workshop.cache, copy / "cache")
    monkeypatch.setattr(quality, "_establish", lambda loaded: pytest.fail("worked out again"))
    monkeypatch.setattr(f"{reviewed.__module__}.pairs_between", lambda one, other: pytest.fail("compared again"))
    assert quality_of(load_content(copy / "docs"), Store(copy / "cache")) == here


def test_what_a_draft_may_leave_open_is_refused_past_it_though_all_is_kept(workshop, established):
    """The state of review is no part of what is kept: it decides each time what may stay open."""
    with_dose(workshop)
    (before,) = found(workshop).values()
    assert before.mutation.survivors
    content = load_content(workshop.docs)
    (loaded,) = content.protocols
    entered = replace(loaded.protocol.review.events[-1], state="under-review")
    review = replace(loaded.protocol.review, state="under-review", events=(entered,))
    raised = replace(loaded, protocol=replace(loaded.protocol, review=review))
    with pytest.raises(ContentError, match="would go unnoticed"):
        quality_of(replace(content, protocols=(raised,)), Store(workshop.cache))
    assert len(established) == 1


def test_a_mistake_that_is_kept_stands_where_the_file_has_it_now(workshop, established):
    file = with_dose(workshop)
    (before,) = found(workshop).values()
    file.write_text("# One line more.\n" + file.read_text())
    (after,) = found(workshop).values()
    assert [each.line for each in after.mutation.survivors] == [each.line + 1 for each in before.mutation.survivors]
    assert len(established) == 1


SAID_WHOLE = (str, bytes, int, bool, type(None), Decimal, Fraction, Rational, date, Enum)
"""Types whose values `repr` tells apart."""


def unsaid(part):
    """Yield each part whose `repr` need not hold all of it, or holds its place in memory or an order by chance."""
    if is_dataclass(part) and not isinstance(part, type):
        written_by_dataclass = hasattr(type(part).__repr__, "__wrapped__")
        said = written_by_dataclass and all(field.repr for field in fields(part))
        if not said and not isinstance(part, SAID_WHOLE):
            yield type(part)
        for field in fields(part):
            yield from unsaid(getattr(part, field.name))
    elif isinstance(part, dict):
        for each in part.items():
            yield from unsaid(each)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from unsaid(each)
    elif not isinstance(part, SAID_WHOLE):
        yield type(part)


def test_a_key_made_of_what_was_loaded_holds_all_of_it(content):
    for loaded in content.protocols:
        assert set(unsaid((loaded.protocol, loaded.cases, loaded.drugs))) == set()


def test_what_the_build_reviewed_is_not_reviewed_again(workshop, monkeypatch):
    write_skeleton(workshop, "example")
    quality_of_it = found(workshop)["example"]
    monkeypatch.setattr(kept, "review", lambda protocol: pytest.fail("reviewed again"))
    reviews, _, problems = reviewed(load_content(workshop.docs).protocols, Store(workshop.cache))
    assert reviews == {"example": quality_of_it.reviews}
    assert problems == []


# Several at once


@pytest.fixture
def two(workshop):
    for name in ("first", "second"):
        write_skeleton(workshop, name)
    return load_content(workshop.docs).protocols


def test_several_at_once_get_what_each_alone_gets(two):
    together = {loaded.protocol.id: what for loaded, what in quality._established(two)}
    assert together.keys() == {"first", "second"}
    for loaded in two:
        ((_, alone),) = quality._established([loaded])
        side_by_side = together[loaded.protocol.id]
        assert isinstance(alone, Quality)
        assert isinstance(side_by_side, Quality)
        for name in ("mutation", "coverage", "reviews"):
            assert getattr(side_by_side, name) == getattr(alone, name)
        assert [each.text for each in side_by_side.proofs.proved] == [each.text for each in alone.proofs.proved]


class EndsWhoeverReadsIt:
    """What ends the process that reads it, as a system does that has no memory left."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_process_that_is_ended_from_outside_is_told_in_words(two):
    with pytest.raises(EndedProcess, match="memory"):
        list(quality._established([replace(loaded, translations=EndsWhoeverReadsIt()) for loaded in two]))
