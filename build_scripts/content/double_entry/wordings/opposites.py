"""Opposites: a label says 'severe' where the statements that it rests on say 'mild', 'before' where they say 'after'.

Statements that only say what makes something so are held against the label of the criterion that rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.project.problems import Objection
from checker import Protocol

_PAIRS = (
    ("before", "after|once"),
    ("until", "unless|before"),
    ("complete(?:ly)?|all", "incomplete(?:ly)?|partial(?:ly)?|partly|mostly|most|begun|began|almost|some"),
    ("severe", "mild"),
    (r"ris(?:es?|en|ing)|rose|increas\w+", r"f[ae]ll(?:s|en|ing)?|decreas\w+|drops?|dropp\w+"),
    ("prolonged", "shortened"),
    ("hyper(?=[a-z]{4})", "hypo(?=[a-z]{4})"),
    ("left", "right"),
    ("systolic", "diastolic"),
    ("first", "last"),
    ("minimum", "maximum"),
    ("lowest", "highest"),
    ("present", "absent"),
    ("with", "without"),
    ("acute", "chronic"),
    ("upper", "lower"),
    ("raise", "lower"),
    (r"temporarily|for now", r"permanently|for good"),
)
_PATTERNS = [
    tuple(re.compile(rf"(?i)\b(?:{word}){'' if '(?=' in word else r'\b'}") for word in pair) for pair in _PAIRS
]


def opposite_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each label of a rule that says the opposite of what its statements say.

    An instruction is refused where one of its statements says the opposite and none says the same, and a criterion
    where any of them says the opposite alone: each of those is a way in which it holds.
    """
    texts = {statement.id: statement.text for statement in protocol.statements}
    for part in ("criteria", "recommendations"):
        for index, element in enumerate(getattr(protocol, part)):
            cited = {name: texts[name] for name in element.statements}
            for pair in _PATTERNS:
                for own, other in (pair, pair[::-1]):
                    word = own.search(element.label)
                    if word is None or (part != "criteria" and any(own.search(text) for text in cited.values())):
                        continue
                    against = {name: text for name, text in cited.items() if not own.search(text)}
                    told = next(((name, m) for name, text in against.items() if (m := other.search(text))), None)
                    if told and not other.search(element.label):
                        name, found = told
                        message = f"the label says '{word.group()}', and {name} says '{found.group()}'"
                        yield (part, index, "label"), message
