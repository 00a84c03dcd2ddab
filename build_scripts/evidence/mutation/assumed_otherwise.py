"""Mutants of assumptions: one is left out, or another answer is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker import Protocol
from checker.language.findings import ChoiceFinding
from checker.language.keys import YamlPath
from checker.protocol.model import Recommendation


def assumed_otherwise(
    protocol: Protocol, recommendation: Recommendation
) -> Iterator[tuple[YamlPath, str, Recommendation]]:
    """Yield a recommendation with one change to what it assumes: the path in it, the change in words, and itself."""
    choices = {f.id: [c.id for c in f.choices] for f in protocol.findings if isinstance(f, ChoiceFinding)}
    assume = recommendation.assume
    for n, each in enumerate(assume):
        before, after = assume[:n], assume[n + 1 :]
        yield ("assume",), f"{each.finding} left out", replace(recommendation, assume=(*before, *after))
        if each.is_ is None:
            others = [replace(each, present=not each.present)]
        else:
            others = [replace(each, is_=choice) for choice in choices[each.finding] if choice != each.is_]
        for other in others:
            change = f"{each.finding}: {str(each.answer).lower()} → {str(other.answer).lower()}"
            yield ("assume", n), change, replace(recommendation, assume=(*before, other, *after))
