"""Never half a site: whatever happens to a build, the site that was there stays whole until the new one is."""

from __future__ import annotations

import random
import shutil
import signal
import time

import pytest

from build_scripts.project.lock import one_at_a_time
from tests.support.site.readers import reading
from tests.support.site.whole_sites import build, builds_again, digest_of, ended, left_over, start

pytestmark = pytest.mark.xdist_group("whole-sites")

MISTAKES = {
    "a link to nowhere": ("docs/index.md", "\n[x](nowhere.md)\n"),
    "a handler of an event": ("docs/index.md", "\n<p onclick='x()'>x</p>\n"),
    "a page from another host": ("docs/index.md", "\n<iframe src='https://example.org'></iframe>\n"),
    "a key that is none": ("docs/protocols/example/protocol.yml", "\nnonsense: 1\n"),
    "no UTF-8": ("docs/protocols/example/protocol.yml", "\udcff\n"),
}


def killed(ground, chance, wanted):
    """Kill builds at random moments until that many were hit. Return how many were tried, and the faults after each."""
    faults: list[str] = []
    hits = tries = 0
    while hits < wanted:
        result = ground.stopped(signal.SIGKILL, chance.uniform(0, 1.05))
        hits += result.status == -signal.SIGKILL
        tries += 1
        faults += ground.faults()
    return tries, faults


def survives_kills(ground, browser, chance, rounds, wanted):
    """Kill that many builds in each round, with a reader whose browser holds the site from before all of them."""
    text = ground.other()
    assert build(ground.project).status == 0
    faults: list[str] = []
    tries = 0
    with reading(browser, ground, text) as reader:
        for _ in range(rounds):
            tried, found = killed(ground, chance, wanted)
            tries, faults = tries + tried, faults + found
            reader.goes_on()
        assert faults == []
        if builds_again(ground) == text:
            builds_again(ground)
        reader.takes(next(other for other in ground.sites if other != text))
    return tries


@pytest.mark.browser
def test_a_killed_build_leaves_a_whole_site(ground, browser):
    survives_kills(ground, browser, random.Random(8), rounds=1, wanted=8)  # noqa: S311 - nothing secret


@pytest.mark.soak
@pytest.mark.browser
def test_a_hundred_killed_builds_leave_a_whole_site(ground, browser):
    tries = survives_kills(ground, browser, random.Random(), rounds=5, wanted=20)  # noqa: S311 - nothing secret
    print(f"100 of {tries} builds were killed before their end, and the site was whole after each")


def fails(ground, mistake):
    """Build with a mistake in a file, mend the file, and return what was said."""
    name, added = MISTAKES[mistake]
    ground.other()
    file = ground.project.root / name
    good = file.read_bytes()
    file.write_bytes(good + added.encode(errors="surrogateescape"))
    try:
        result = build(ground.project)
    finally:
        file.write_bytes(good)
    assert result.status == 1, result.said
    assert "Traceback" not in result.said
    return result.said


@pytest.mark.parametrize("mistake", list(MISTAKES)[:4])
def test_a_failing_build_leaves_the_site_alone(ground, mistake):
    before = {path: path.stat().st_mtime_ns for path in ground.project.site.rglob("*")}
    fails(ground, mistake)
    assert {path: path.stat().st_mtime_ns for path in ground.project.site.rglob("*")} == before
    assert left_over(ground.project) == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_build_with_its_own_status(ground, name):
    number = getattr(signal, name)
    result = ground.stopped(number, random.Random(name).uniform(0, 0.5))  # noqa: S311 - nothing secret
    assert result.status == 128 + number, result.said
    assert "Traceback" not in result.said
    assert "rror" not in result.said
    assert ground.faults() == []
    assert left_over(ground.project) == []


@pytest.mark.soak
@pytest.mark.browser
def test_thirty_failing_or_interrupted_builds_leave_a_whole_site(ground, browser):
    chance = random.Random()  # noqa: S311 - nothing secret
    text = ground.other()
    assert build(ground.project).status == 0
    with reading(browser, ground, text) as reader:
        for turn in range(10):
            fails(ground, list(MISTAKES)[turn % len(MISTAKES)])
            assert ground.faults() == []
        reader.goes_on()
        tries = interrupted(ground, chance, 20)
        reader.goes_on()
    print(f"10 builds failed, 20 of {tries} were interrupted before their end, and the site was whole after each")
    builds_again(ground)


def interrupted(ground, chance, wanted):
    """Interrupt builds at random moments until that many were hit. Return how many were tried."""
    hits = tries = 0
    while hits < wanted:
        number = chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
        result = ground.stopped(number, chance.uniform(0, 1.05))
        assert result.status in (0, 128 + number), result.said
        assert "Traceback" not in result.said
        assert ground.faults() == []
        hits, tries = hits + (result.status != 0), tries + 1
    return tries


def test_a_reader_never_meets_anything_but_a_whole_site(ground):
    ground.other()
    process, since = start(ground.project), time.monotonic()
    seen = set()
    while process.poll() is None:
        texts = [(ground.project.site / name).read_bytes() for name in ("index.html", "service-worker.js")]
        seen.add(b"Content-Security-Policy" in texts[0] and b"self.WARDBOOK=" in texts[1])
    assert ended(process, since).status == 0
    assert seen == {True}


def test_two_builds_at_once_wait_for_each_other(ground):
    text = ground.other()
    with one_at_a_time(ground.project.build, lambda line: None):
        since = time.monotonic()
        both = [start(ground.project), start(ground.project)]
        for process in both:
            assert process.stdout is not None
            assert (
                b"Another process is at work in build/; this one goes on when it has finished"
                in process.stdout.readline()
            )
    results = [ended(process, since) for process in both]
    assert [result.status for result in results] == [0, 0], results
    assert all("Traceback" not in result.said for result in results)
    assert sum("site/ is up to date" in result.said for result in results) == 1
    assert digest_of(ground.project.site) == ground.sites[text]


def test_nothing_changed_writes_nothing(ground):
    build(ground.project)
    places = [ground.project.site, *ground.project.site.rglob("*"), *ground.project.staged.rglob("*")]
    before = {path: path.stat().st_mtime_ns for path in places}
    assert "site/ is up to date" in build(ground.project).said
    assert {path: path.stat().st_mtime_ns for path in places} == before


def test_what_an_owner_keeps_in_the_site_under_a_dot_stays(ground):
    kept = ground.project.site / ".well-known"
    kept.mkdir()
    (kept / "security.txt").write_text("ours")
    ground.other()
    assert build(ground.project).status == 0
    assert (kept / "security.txt").read_text() == "ours"
    shutil.rmtree(kept)
