"""The entrance: each recommendation whose words, or whose statements, contradict its data."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.wordings.connected import connected_objections
from build_scripts.content.double_entry.wordings.instructed import objections_to_instructed
from build_scripts.content.double_entry.wordings.labels import (
    exchanged_objections,
    label_objections,
    under_way_objections,
)
from build_scripts.content.double_entry.wordings.opposites import opposite_objections
from build_scripts.content.double_entry.wordings.treated import objections_to_treated
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.keys import YamlPath


def wording_objections(protocol: Protocol, names: DrugNames) -> Iterator[Objection]:
    """Yield an objection to each recommendation whose words contradict its data, and to labels that were exchanged."""
    texts = {statement.id: statement.text for statement in protocol.statements}
    for index, recommendation in enumerate(protocol.recommendations):
        path: YamlPath = ("recommendations", index)
        cited = {name: texts[name] for name in recommendation.statements}
        for field, message in (
            *label_objections(recommendation, cited, names),
            *objections_to_instructed(recommendation, cited, names),
            *objections_to_treated(recommendation, cited, protocol),
        ):
            yield (*path, field), message
        for place, message in under_way_objections(recommendation, names):
            yield (*path, *place), message
    yield from connected_objections(protocol, names)
    yield from opposite_objections(protocol)
    yield from exchanged_objections(protocol)
