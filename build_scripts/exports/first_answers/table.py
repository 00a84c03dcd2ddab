"""The table of first answers of a protocol: as many as fit into what a page may fetch for them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

import brotli

from build_scripts.exports.first_answers.answered import Answering, sign_of
from build_scripts.exports.first_answers.asked import Together, asked_first, together
from build_scripts.exports.first_answers.by_value import added_up, read_by_value
from build_scripts.exports.first_answers.entered import Enterable, Entry, enterable
from build_scripts.exports.first_answers.parts import Columns, parts_of
from checker import load
from checker.answers.assessment import to_json

MOST_BYTES = 40_000
"""Bytes that the table of a protocol may have over the wire, in brotli."""

MOST_CASES = 12_000
"""Cases that a table may hold, so that a build takes seconds and a page's memory little."""

CLOSE = 0.9
"""Share of `MOST_BYTES` from which on a table is full enough."""


@dataclass(frozen=True)
class FirstAnswers:
    """The table of a protocol, and what there is to say of it."""

    data: dict[str, Any]
    """What the page reads; see `site_templates/scripts/checker/first/table.js`."""
    cases: int
    any_of: int
    """Any so many findings of the table are answered."""
    findings: int
    left_out: tuple[str, ...]
    """Ids of the findings that are not in it."""
    size: int
    """Bytes in brotli."""


def first_answers(compiled: Mapping[str, Any], form: Mapping[str, bool]) -> FirstAnswers:
    """Work the table of a protocol out.

    Args:
        compiled: The compiled protocol that the page carries.
        form: Ids of its findings in the order of the form, each with whether a number of it may lack its unit.

    Raises:
        FirstAnswerError: when an answer is not the same for all that was tried of the kinds that it stands for.
    """
    protocol = load(compiled)
    entered = enterable(protocol, form, read_by_value(protocol), added_up(protocol))
    making = _Making(compiled, entered, [finding.id for finding in protocol.findings])
    count = making.fitting(together(entered, asked_first(protocol)))
    data = making.table(count)
    inside = {each.id for each in entered}
    return FirstAnswers(
        data,
        making.cases(count),
        data["anyOf"],
        len(entered),
        tuple(name for name in form if name not in inside),
        _size(data),
    )


class _Making:
    """A table in the making: answers by the findings that are entered together, and how many of these fit."""

    def __init__(self, compiled: Mapping[str, Any], entered: Sequence[Enterable], names: Sequence[str]) -> None:
        self._protocol = compiled["id"]
        self._entered = entered
        self._names = names
        self._answering = Answering(compiled, entered)
        self._asked: list[Together] = []
        self._answers: list[list[list[str]]] = []
        self._sizes: dict[int, int] = {}
        self._draws = random.Random(self._protocol)  # noqa: S311 - the same ones in each build

    def fitting(self, asked: Iterator[Together]) -> int:
        """Ask about more and more, and return how many combinations fit."""
        most, cases = 0, 0
        good, bad = 0, None
        step = 1 + len(self._entered) + len(self._entered) * (len(self._entered) - 1) // 2
        ended = False
        while not ended:
            for each in islice(asked, step):
                cases += self._kinds(each)
                if cases > MOST_CASES:
                    ended = True
                    break
                self._asked.append(each)
            ended = ended or len(self._asked) < most + step
            most = len(self._asked)
            if self.size(most) > MOST_BYTES:
                bad = most
                break
            good = most
            step = max(20, most // 2)
        while bad is not None and bad - good > 1 and self.size(good) < CLOSE * MOST_BYTES:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if self.size(middle) <= MOST_BYTES else (good, middle)
        return good

    def _kinds(self, asked: Together) -> int:
        count = 1
        for position in asked:
            count *= len(self._entered[position].kinds)
        return count

    def cases(self, count: int) -> int:
        """Return how many cases the first combinations have."""
        return sum(map(self._kinds, self._asked[:count]))

    def size(self, count: int) -> int:
        """Return the bytes of a table of the first combinations."""
        if count not in self._sizes:
            self._sizes[count] = _size(self.table(count))
        return self._sizes[count]

    def table(self, count: int) -> dict[str, Any]:
        """Return a table of the first combinations, as data."""
        while len(self._answers) < count:
            self._answers.append([self._answer(case) for case in self._cases(self._asked[len(self._answers)])])
        columns = Columns(self._names)
        for answers in self._answers[:count]:
            for parts in answers:
                columns.add(parts)
        held = set(self._asked[:count])
        positions = range(len(self._entered))
        sizes = range(len(self._entered) + 1)
        whole = [size for size in sizes if all(each in held for each in combinations(positions, size))]
        return {
            "protocol": self._protocol,
            "findings": [{"id": each.id, "count": len(each.kinds), **each.read} for each in self._entered],
            "anyOf": max(0, next((size - 1 for size in sizes if size not in whole), len(self._entered))),
            "mark": self._answering.decimal_mark,
            "together": ["".join(map(sign_of, each)) for each in self._asked[:count]],
            **columns.data(),
        }

    def _cases(self, asked: Together) -> Iterator[dict[int, int]]:
        kinds = [range(len(self._entered[position].kinds)) for position in asked]
        return (dict(zip(asked, each, strict=True)) for each in product(*kinds))

    def _answer(self, case: Mapping[int, int]) -> list[str]:
        entries = {position: self._entered[position].kinds[kind] for position, kind in case.items()}
        first = {position: each[0] for position, each in entries.items()}
        answer = self._answering.text(first)
        parts = parts_of(self._answering.pattern(answer, first))
        pattern = "".join(parts)
        self._answering.check(pattern, answer, first)
        for tried in self._tried(entries):
            self._answering.check(pattern, self._answering.text(tried), tried)
        return parts

    def _tried(self, entries: Mapping[int, tuple[Entry, ...]]) -> Iterator[dict[int, Entry]]:
        """Yield further cases of the same kinds: one finding with all its entries, several with some."""
        if len(entries) == 1:
            for position, each in entries.items():
                yield from ({position: entry} for entry in each[1:])
        elif any(len(each) > 1 for each in entries.values()):
            yield {position: self._draws.choice(each) for position, each in entries.items()}


def _size(data: object) -> int:
    return len(brotli.compress(to_json(data).encode(), quality=11, lgwin=22))
