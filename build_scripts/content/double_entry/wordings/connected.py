"""What belongs together: a step of the pathway and the rules at its ends, a warning and the doses that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.expressions import All, Expression, Not


def connected_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each end of the pathway whose rule forbids it, and to each dose left out of a warning."""
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
