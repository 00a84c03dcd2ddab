"""The entrance: everything in which the words and the data of a protocol part."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.content.double_entry.bookkeeping import objections_to_steps
from build_scripts.content.double_entry.declared import Declared
from build_scripts.content.double_entry.drug_names import DrugNames, objections_to_terms
from build_scripts.content.double_entry.holdings import Holdings
from build_scripts.content.double_entry.limits import OWNERS, Limits
from build_scripts.content.double_entry.numbers import TextCheck
from build_scripts.content.double_entry.passages import name_of, passages
from build_scripts.content.double_entry.said_bands import objections_to_bands
from build_scripts.content.double_entry.said_constants import objections_to_constants
from build_scripts.content.double_entry.said_doses import objections_to_doses
from build_scripts.content.double_entry.said_limits import objections_to_limits
from build_scripts.content.double_entry.wordings.recommended import wording_objections
from build_scripts.project.problems import Objection
from checker import Protocol


def double_entry_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each dose, limit and number whose words and data differ, and to each needless declaration.

    Args:
        protocol: A protocol in which every name resolves and every unit is one.
    """
    names, limits, declared = DrugNames(protocol), Limits(protocol), Declared(protocol)
    texts = TextCheck(protocol, names, Holdings(protocol, names, limits), declared)
    every = list(passages(protocol))
    yield from objections_to_terms(protocol)
    yield from objections_to_doses(protocol, names)
    yield from objections_to_limits(protocol, limits, declared)
    yield from objections_to_constants(protocol)
    for passage in every:
        yield from texts.objections(passage)
    yield from objections_to_steps(protocol)
    yield from objections_to_bands(protocol, every)
    yield from wording_objections(protocol, names)
    rules = {name_of(element, protocol) for part in OWNERS for element in getattr(protocol, part)}
    yield from declared.objections({passage.id for passage in every} | rules)
