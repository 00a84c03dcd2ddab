"""Whatever comes in is refused in words or evaluated: never a traceback, a hang, or memory without end."""

from __future__ import annotations

import contextlib
import json
import random
import re
import resource
import time
from pathlib import Path

import pytest

from build_scripts.content.load import load_protocol
from build_scripts.project.problems import ContentError
from checker import assess_json
from checker.answers.entries import entries
from tests.support.protocols.random_cases import some_cases

NORMAL, LONG = 3_000, 200_000
SLOWEST = 1.0
"""Seconds of the processor for one case: others use this machine too."""
MOST_MEMORY = 100 * 1024
"""Kilobytes."""

JUNK: list[object] = [
    *(None, True, False, 0, -1, 1e308, 10**400, -0.0),
    *("", "yes", "given", "é" * 9, "\u0000", "\ud800", "\U0001d7d9", "\u0661", "1,5", "NaN", "a" * 100_000),
    *("<script>alert(1)</script>", "../../etc/passwd", "\u202e"),
    *([], {}, [[[[[[]]]]]], list(range(5000)), {"value": 1}, {"unit": "mg"}),
    *({"value": "1", "unit": "mmol/L"}, {"value": 1, "unit": "MMOL/L"}, {"value": None, "unit": None}),
    *({"value": [1], "unit": {}}, {"value": 1, "unit": "mg", "more": 1}, {"value": -0.0, "unit": "s"}),
]
"""What stands where an answer should."""

NUMBERS = [
    *("NaN", "Infinity", "-Infinity", "1e999999999", "1" * 5000, "0." + "0" * 5000 + "1"),
    *("-0", "01", "+1", ".5", "0x1F", "1e5"),
]
"""Numbers as they may be spelled in JSON, or not."""


def mangled(dice: random.Random, good: list[str]) -> str:
    """Return a case with something wrong, or a text that is none."""
    text = dice.choice(good)
    way = dice.randrange(9)
    if way == 0:  # another value
        data = json.loads(text)
        names = [*data["findings"], "unknown", "", "DYSPNEA", "__proto__", "a" * 1000]
        data["findings"][dice.choice(names)] = dice.choice(JUNK)
        return json.dumps(data, ensure_ascii=dice.random() < 0.5)
    if way == 1:  # another shape
        data = json.loads(text)
        data[dice.choice(["protocol", "findings", "more", ""])] = dice.choice(JUNK)
        return json.dumps(data)
    if way == 2:  # a key given twice
        return text.replace("{", '{"protocol":"x",', 1) if dice.random() < 0.5 else text[:-2] + ',"ato":1,"ato":2}}'
    if way == 3:  # nested without end
        depth = dice.choice((70, 1000, 100_000))
        return dice.choice(['{"a":', "["]) * depth
    if way == 4:  # cut off
        return text[: dice.randrange(len(text))]
    if way == 5:  # noise
        place = dice.randrange(len(text))
        return (
            text[:place]
            + chr(dice.choice([0, 0x7F, 0xFEFF, 0xD800, 0x1F600, dice.randrange(1, 0xD7FF)]))
            + text[place:]
        )
    if way == 6:  # a number that is spelled oddly
        protocol = json.loads(text)["protocol"]
        value = dice.choice(NUMBERS)
        return f'{{"protocol":"{protocol}","findings":{{"qtc":{{"value":{value},"unit":"ms"}},"wbc":{value}}}}}'
    if way == 7:  # very many findings
        return json.dumps({"protocol": json.loads(text)["protocol"], "findings": {f"f{n}": n for n in range(3000)}})
    return dice.choice(["", " ", "null", "[]", '"x"', "{}", "\ufeff" + text, text * 2, "'", "{'a': 1}", "\x00"])


def attack(checkers, protocol, count, seed):
    dice = random.Random(seed)  # noqa: S311 - no secret
    good = list(some_cases(protocol, 200))
    for text in (mangled(dice, good) for _ in range(50)):
        assess_json(checkers, text)  # so that what is kept for the next time is there
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = 0
    for _ in range(count):
        text = mangled(dice, good)
        start = time.process_time()
        answer, accepted = assess_json(checkers, text)
        assert time.process_time() - start < SLOWEST, text[:200]
        data = json.loads(answer)
        if text.isascii():  # the page opens exactly what the command takes, and refuses the rest in the same words
            opened = entries(checkers, text.encode())
            assert ("findings" in json.loads(opened)) if accepted else (opened == answer), text[:200]
        if accepted:
            assert data["recommendations"]
            continue
        refused += 1
        assert data["errors"], text[:200]
        for error in data["errors"]:
            assert error.keys() == {"finding", "value", "message"}
            assert 8 < len(error["message"]) < 2000, error
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY
    assert refused > count / 2


def test_malformed_cases_are_refused_in_words(content, first):
    attack(content.checkers, first.protocol, NORMAL, "normal")


@pytest.mark.soak
def test_very_many_malformed_cases_are_refused_in_words(content, first):
    attack(content.checkers, first.protocol, LONG, "long")


REAL = (Path(__file__).resolve().parents[2] / "docs/protocols/differentiation-syndrome/protocol.yml").read_bytes()
ALIASES = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9)) for n in range(12)
)
FILES = {
    "aliases that multiply": (ALIASES, "alias"),
    "a merge key": (b"a: &a {id: x}\nb:\n  <<: *a\n", "alias|anchor|merge"),
    "a tag that would run code": (b"id: !!python/object/apply:os.system ['true']\n", "tag"),
    "a tag of its own": (b"id: !new x\n", "tag"),
    "50 MB": (REAL + b"# " + b"x" * 50_000_000, "bytes|large|MB"),
    "50 MB in one scalar": (b"id: " + b"x" * 50_000_000, "bytes|large|MB"),
    "nested without end": (b"[" * 100_000, "nested|deep"),
    "mappings without end": (b"".join(b" " * n + b"a:\n" for n in range(2000)), "nested|deep"),
    "a byte that is no UTF-8": (b"id: \xff\xfe\n", "UTF-8|encod|decode|character"),
    "a NUL": (b"id: a\x00b\n", "character"),
    "nothing": (b"", "expected|empty"),
    "a list": (b"- a\n", "expected"),
    "a key given twice": (b"id: a\nid: b\n", "twice|duplicate"),
    "two documents": (REAL + b"\n---\nid: b\n", "document"),
    "half a file": (REAL[: len(REAL) // 2], "."),
    "a tab for indentation": (b"id: a\n\ttitle: b\n", "."),
    "a text that is only a bracket": (b"{", "."),
    "numbers that are too long": (b"id: a\nversion: " + b"9" * 100_000 + b"\n", "."),
}


@pytest.mark.parametrize(("data", "words"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_protocol_is_refused_by_line_and_quickly(tmp_path, data, words):
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "protocol.yml").write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()

    with pytest.raises(ContentError) as refused:
        load_protocol(folder)

    assert time.process_time() - start < 20 * SLOWEST  # half a real file is read and checked whole
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2 * MOST_MEMORY
    assert refused.value.problems
    text = str(refused.value)
    assert "protocol.yml:" in text
    assert re.search(words, text), text[:500]
    assert len(max(text.splitlines(), key=len)) < 5000


def test_a_real_file_with_bytes_changed_at_random_is_refused_or_read(tmp_path):
    dice = random.Random("bytes")  # noqa: S311 - no secret
    folder = tmp_path / "differentiation-syndrome"
    folder.mkdir()
    for _ in range(12):
        data = bytearray(REAL)
        for _ in range(dice.randint(1, 5)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (folder / "protocol.yml").write_bytes(data)
        with contextlib.suppress(ContentError):  # any other exception is a failure
            load_protocol(folder)
