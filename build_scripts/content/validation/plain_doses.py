"""Doses in texts that a patient or carer reads: such a text may hold none, since nobody is to treat oneself by it."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.content.markup.parse import words_of
from build_scripts.project.problems import Objection
from build_scripts.words.dose_words import doses_in, objection_to_plain_dose
from checker import Protocol
from checker.language.keys import YamlPath


def open_texts(protocol: Protocol) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of a protocol that a patient or carer is shown, with its path."""
    yield ("title",), protocol.title
    yield ("summary",), protocol.summary
    yield ("not-applicable",), protocol.not_applicable
    for short, long in protocol.terms.items():
        yield ("terms", short), f"{short}: {long}"
    for index, group in enumerate(protocol.groups):
        yield ("groups", index, "label"), group.label
    for index, finding in enumerate(protocol.findings):
        # Where there are plain words, they stand in the place of the label.
        name = "label" if finding.plain is None else "plain"
        yield ("findings", index, name), finding.plain or finding.label
        for number, choice in enumerate(getattr(finding, "choices", ())):
            yield ("findings", index, "choices", number, "label"), choice.label
    for index, constraint in enumerate(protocol.constraints):
        yield ("constraints", index, "message"), constraint.message
    for index, recommendation in enumerate(protocol.recommendations):
        yield ("recommendations", index, "plain"), recommendation.plain
        if recommendation.under_way is not None:
            yield ("recommendations", index, "under-way", "plain"), recommendation.under_way.plain
    for index, statement in enumerate(protocol.statements):
        yield ("statements", index, "plain"), statement.plain
    for index, page in enumerate(protocol.pages):
        yield ("pages", index, "title"), page.title
        yield ("pages", index, "description"), page.description
        for number, section in enumerate(page.sections):
            place: YamlPath = ("pages", index, "sections", number)
            yield (*place, "title"), section.title
            if section.text is not None and section.readers == "everybody":
                yield (*place, "text"), words_of(section.text)


def plain_dose_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each text for patients and carers that holds a dose."""
    for path, text in open_texts(protocol):
        for dose in doses_in(text):
            yield path, objection_to_plain_dose(dose)
