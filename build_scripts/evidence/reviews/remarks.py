"""Remarks on the rules: points that a reader would ask about. They stop no build; a person decides on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from build_scripts.evidence.opposed import BOLD, CAUTIOUS
from build_scripts.evidence.reviews.ends import silent
from checker import Protocol
from checker.language.findings import ChoiceFinding, Finding, QuantityFinding
from checker.language.keys import YamlPath
from checker.words.messages import _, marked

KINDS = {
    "warning": marked("The warning '{name}' speaks of {what}, which no finding asks"),
    "dose": marked("'{name}' gives a dose of {what} without saying whom it is for, and no finding asks the age"),
    "aimless": marked("'{name}' is to {what} and names neither drug nor decision, so that nothing is held against it"),
    "decision": marked("'{name}' is alone in naming the decision “{what}”, so that nothing is held against it"),
    "correction": marked("'{name}' corrects, and does not say what it raises or lowers"),
}
"""Kind of remark → its text."""

CONDITIONS = {
    marked("the age"): r"child(ren)?|infants?|neonat\w+|adults?|adolescents?|pa?ediatric|elderly|years of age|age",
    marked("pregnancy"): r"pregnan\w+|breast-?feed\w*",
    marked("the weight"): r"(body )?weight|weighs?|kg",
    marked("allergy"): r"allerg\w+|hypersensitiv\w+|anaphyla\w+",
    marked("heart failure"): r"(heart|cardiac) failure|CHF",
    marked("the kidneys"): r"renal|kidneys?|creatinine|anuri\w+|oliguri\w+",
    marked("dialysis"): r"dialys\w+|ha?emofiltration",
    marked("the liver"): r"liver|hepat\w+|cirrho\w+|bilirubin",
    marked("G6PD deficiency"): r"G6PD|glucose-6-phosphate\w*",
    marked("transfusion"): r"transfus\w+",
}  # fmt: skip
"""Condition in which a dose or an action is often wrong → its words in a message or in a finding's label."""

YEARS = ("a", "mo")
"""UCUM units of the findings that ask for an age."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A point worth a second look."""

    kind: str
    """A key of `KINDS`."""
    name: str
    """The code of the warning, or the id of the recommendation."""
    what: str
    """The subject: a key of `CONDITIONS`, an abbreviation, a drug, an action, or a decision."""
    path: YamlPath

    @property
    def text(self) -> str:
        """The remark in words."""
        return _(KINDS[self.kind], name=self.name, what=_(self.what))


def remarks(protocol: Protocol) -> Iterator[Remark]:
    """Yield the remarks on a protocol."""
    for index, warning in enumerate(protocol.warnings):
        for what in _not_asked(protocol, warning.message):
            yield Remark("warning", warning.code, what, ("warnings", index, "message"))
    for index, recommendation in enumerate(protocol.recommendations):
        path: YamlPath = ("recommendations", index)
        if not asks_age(protocol):
            for place, dose in enumerate(recommendation.doses):
                if dose.for_ is None:
                    yield Remark("dose", recommendation.id, dose.drug, (*path, "doses", place))
        if recommendation.action in (BOLD | CAUTIOUS) - {"avoid"} and not recommendation.drugs:
            decision = recommendation.decision
            if decision is None:
                yield Remark("aimless", recommendation.id, recommendation.action, (*path, "action"))
            elif [other.decision for other in protocol.recommendations].count(decision) == 1:
                yield Remark("decision", recommendation.id, decision, (*path, "decision"))
        if silent(recommendation):
            yield Remark("correction", recommendation.id, "", (*path, "action"))


def asks_age(protocol: Protocol) -> bool:
    """Return whether a protocol asks how old the patient is."""
    pattern = _pattern(CONDITIONS["the age"])
    return any(
        pattern.search(finding.label) is not None or (isinstance(finding, QuantityFinding) and finding.unit in YEARS)
        for finding in protocol.findings
    )


def _not_asked(protocol: Protocol, message: str) -> Iterator[str]:
    """Yield the subjects of a message that no finding asks for and that are not the subject of the whole protocol."""
    known = " ".join((*_subject(protocol), *(text for finding in protocol.findings for text in _asked(finding))))
    for what, words in CONDITIONS.items():
        asked = _pattern(words).search(known) is not None or (what == "the age" and asks_age(protocol))
        if not asked and _pattern(words).search(message):
            yield what
    for short, long in protocol.terms.items():
        if long != long.lower():
            continue  # the name of a society or a trial
        names = {short, re.sub(r" \(.*\)", "", long)}
        names |= {name for group in protocol.synonyms if names & set(group) for name in group}
        words = "|".join(map(re.escape, sorted(names)))
        if _pattern(words).search(message) and not _pattern(words).search(known):
            yield short


def _subject(protocol: Protocol) -> Iterator[str]:
    yield from (protocol.title, protocol.summary, protocol.source.title)
    yield from (group.label for group in protocol.groups)
    for recommendation in protocol.recommendations:
        yield recommendation.label
        yield from recommendation.drugs


def _asked(finding: Finding) -> Iterator[str]:
    yield from filter(None, (finding.label, finding.plain, finding.help))
    if isinstance(finding, ChoiceFinding):
        yield from (choice.label for choice in finding.choices)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({words})(?!\w)", re.IGNORECASE)
