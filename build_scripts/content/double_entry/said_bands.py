"""Bands of scores in words: 'two or three are called moderate' is the band from 2 to 3 that is labelled so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_scripts.content.double_entry.passages import Passage
from build_scripts.content.double_entry.reading.number_words import SPELLED, value_of
from build_scripts.project.problems import Objection
from checker import Protocol

_NUMBER = rf"(?:[0-9]+|{SPELLED})"
_COUNT = rf"(?<![\w.])(?P<low>{_NUMBER})(?:(?P<more> (?:or|and) more)|(?:\s?[–-]\s?| (?:or|to) )(?P<high>{_NUMBER}))?"
_CALLED = r"(?: points?| signs?)?(?: (?:is|are|means?|makes? it|counts? as))?(?: called)? "


def objections_to_bands(protocol: Protocol, passages: Sequence[Passage]) -> Iterator[Objection]:
    """Yield an objection to each text that gives other numbers to a band than the score does."""
    for score in protocol.scores:
        for band in score.bands:
            words = re.compile(rf"(?i){_COUNT}{_CALLED}(?:an? )?{re.escape(band.label)}\b")
            for passage in passages:
                if band.label.casefold() not in passage.text.casefold():
                    continue
                text = " ".join(passage.text.split())
                for match in words.finditer(text):
                    low = _value(match["low"])
                    last = max(each.to for each in score.bands)
                    high = last if match["more"] else _value(match["high"] or match["low"])
                    if (low, high) != (band.from_, band.to) and (match["high"] or match["more"] or low != band.from_):
                        numbers = f"{band.from_} to {band.to}"
                        yield passage.path, f"the text says '{match.group()}', and the band '{band.id}' is {numbers}"


def _value(written: str) -> int:
    return int(written) if written[0].isdigit() else int(value_of(written))
