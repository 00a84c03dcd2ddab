"""What belongs together: a step of the pathway and the rules at its ends, a warning and the doses that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.expressions import All, Expression, Not
from checker.protocol.traversal import findings_read, named_rules

_ON = re.compile(r"(?:On|During|While on) (?P<drug>[\w -]+?), ")


def connected_objections(protocol: Protocol, names: DrugNames) -> Iterator[Objection]:
    """Yield an objection to each end of the pathway whose rule forbids it, and to each dose left out of a warning.

    A statement for patients on a drug needs a rule that asks for this drug, where its rules ask for any.
    """
    yield from _on_another(protocol, names)
    recommended = {each.id: each for each in protocol.recommendations}
    for index, step in enumerate(protocol.pathway):
        for field, wrong in (("yes", False), ("no", True)):
            for place, name in enumerate(getattr(step, field)):
                if (step.criterion, wrong) in set(_needed(recommended[name].when)):
                    asked = "that it does" if wrong else "that it does not"
                    message = f"'{name}' stands where '{step.criterion}' is '{field}', and its rule asks {asked} hold"
                    yield ("pathway", index, field, place), message
    for index, warning in enumerate(protocol.warnings):
        if any(recommended[name].doses for name in warning.concerns):
            for each in protocol.recommendations:
                given = {name for dose in each.doses for name in dose.statements} & set(warning.statements)
                if given and each.id not in warning.concerns:
                    message = (
                        f"the warning rests on {min(given)}, which gives a dose of '{each.id}', and leaves that out"
                    )
                    yield ("warnings", index, "concerns"), message


def _needed(rule: Expression) -> Iterator[tuple[str, bool]]:
    """Yield each criterion that has to hold for a rule, and each that must not, with True and False."""
    if isinstance(rule, All):
        for part in rule.parts:
            yield from _needed(part)
    elif isinstance(rule, Not):
        inner = rule.parts[0].refers_to
        if inner is not None and inner[0] == "criterion":
            yield inner[1], False
    elif rule.refers_to is not None and rule.refers_to[0] == "criterion":
        yield rule.refers_to[1], True


def _on_another(protocol: Protocol, names: DrugNames) -> Iterator[Objection]:
    named = named_rules(protocol)
    asked = {finding.id: key for finding in protocol.findings for _, _, key in names.mentions(finding.label)[:1]}
    for index, statement in enumerate(protocol.statements):
        head = _ON.match(statement.text)
        said = {key for _, _, key in names.mentions(head["drug"])} if head else set()
        for each in protocol.recommendations if said else ():
            if statement.id in each.statements:
                read = {asked[name] for name in findings_read(named, each.when) if name in asked}
                if read and not read & said:
                    message = f"the text is on '{min(said)}', and '{each.id}' asks for {', '.join(sorted(read))}"
                    yield ("statements", index, "text"), message
