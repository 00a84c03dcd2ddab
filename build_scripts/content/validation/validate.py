"""Checks beyond the shape of content: names resolve, types and units fit, and nothing is left unused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_scripts.content.labels import empty_texts, label_objections
from build_scripts.content.validation.acceptances import acceptance_objections
from build_scripts.content.validation.formulas import value_objections
from build_scripts.content.validation.layout import bookkeeping_objections, layout_objections, unused_objections
from build_scripts.content.validation.names import id_objections, reference_objections
from build_scripts.content.validation.plain_doses import plain_dose_objections
from build_scripts.content.validation.rules import rule_objections
from build_scripts.content.validation.synonyms import synonym_objections
from build_scripts.content.validation.terminologies import code_objections
from build_scripts.content.validation.units import objection_to_unit, objections_to_units
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.problems import Objection, Problem
from checker import Protocol
from checker.answers.echo import visible
from checker.engine.scope_of_rules import within_scope
from checker.language.findings import BooleanFinding, ChoiceFinding, Finding, QuantityFinding
from checker.language.keys import YamlPath
from checker.protocol.model import Recommendation
from checker.protocol.traversal import COLLECTIONS, CycleError, evaluation_order, findings_read, named_rules


def problems_in(protocol: Protocol, document: YamlDocument, *, past: bool = False) -> list[Problem]:
    """Return everything that is wrong with a protocol whose shape is right; what it reads of others is theirs to check.

    Args:
        protocol: The protocol.
        document: The file that the protocol was read from, which knows the places.
        past: Whether the protocol is an earlier version, to be compared and not to be published: it passed the checks
            of its day, and checks that were added since are left out.
    """
    objections = [*id_objections(protocol), *reference_objections(protocol), *acceptance_objections(protocol)]
    if not past:
        told = {path for path, _ in objections}
        objections += [(path, message) for path, message in empty_texts(protocol) if path not in told]
    if past and not objections:
        objections = [*_cycles(protocol), *rule_objections(protocol)]
    elif not objections:  # what follows takes for granted that names resolve
        circle = [*_cycles(protocol)]
        objections = [
            *circle,
            *(_assumptions(protocol) if not circle else ()),
            *_types_and_units(protocol),
            *rule_objections(protocol),
            *value_objections(protocol),
            *unused_objections(protocol),
            *layout_objections(protocol),
            *label_objections(protocol, document),
            *bookkeeping_objections(protocol),
            *synonym_objections(protocol),
            *plain_dose_objections(protocol),
        ]
    return [document.problem(path, visible(message)) for path, message in objections if document.holds(path)]


def _cycles(protocol: Protocol) -> Iterator[Objection]:
    try:
        evaluation_order(protocol)
    except CycleError as error:
        for collection in COLLECTIONS.values():
            for index, element in enumerate(getattr(protocol, collection)):
                if element.id == error.circle[0]:
                    yield (collection, index), f"'{element.id}' {error}"
                    return


def _types_and_units(protocol: Protocol) -> Iterator[Objection]:
    yield from finding_objections(protocol.findings)
    for index, recommendation in enumerate(protocol.recommendations):
        yield from _corrected(protocol, ("recommendations", index), recommendation)


def finding_objections(findings: Sequence[Finding]) -> Iterator[Objection]:
    """Yield objections to the units, ranges and codes of a list of findings, as `with_factors` leaves them."""
    yield from code_objections(findings)
    for index, finding in enumerate(findings):
        path: YamlPath = ("findings", index)
        if isinstance(finding, QuantityFinding):
            objection = objection_to_unit(finding.unit)
            if objection:
                yield (*path, "unit"), objection
                continue
            for n, objection in objections_to_units(finding):
                yield (*path, "also", n), objection
        low, high = getattr(finding, "plausible", (0, 1))
        if not low < high:
            yield (*path, "plausible"), f"expected the lowest value before the highest, found {low} and {high}"


def _corrected(protocol: Protocol, path: YamlPath, recommendation: Recommendation) -> Iterator[Objection]:
    """Check that a recommendation raises or lowers quantities only, and only with the action `correct`."""
    findings = {finding.id: finding for finding in protocol.findings}
    for field in ("raises", "lowers"):
        names: tuple[str, ...] = getattr(recommendation, field)
        if names and recommendation.action != "correct":
            yield (*path, field), f"only an action 'correct' has '{field}'; this one is '{recommendation.action}'"
        for index, name in enumerate(names):
            if not isinstance(findings[name], QuantityFinding):
                yield (*path, field, index), f"finding '{name}' is no quantity, which alone can be raised or lowered"
    for index, name in enumerate(recommendation.lowers):
        if name in recommendation.raises:
            yield (*path, "lowers", index), f"'{name}' cannot be raised and lowered at once"


def _assumptions(protocol: Protocol) -> Iterator[Objection]:
    """Check that each assumption is an answer that its finding can have, once, and that the rule asks for."""
    findings, named = {finding.id: finding for finding in protocol.findings}, named_rules(protocol)
    for index, recommendation in enumerate(protocol.recommendations):
        read = (
            set(findings_read(named, within_scope(protocol, recommendation.when))) if recommendation.assume else set()
        )
        seen: set[str] = set()
        for n, assumption in enumerate(recommendation.assume):
            name = assumption.finding
            path: YamlPath = ("recommendations", index, "assume", n, "finding")
            wanted = ChoiceFinding if assumption.is_ is not None else BooleanFinding
            if not isinstance(findings[name], wanted):
                form = "{finding: …, present: false}" if wanted is ChoiceFinding else "{finding: …, is: …}"
                hint = f"; write {form}" if isinstance(findings[name], BooleanFinding | ChoiceFinding) else ""
                yield path, f"'{name}' has no such answer to assume, and numbers are never assumed{hint}"
            elif name in seen:
                yield path, f"'{name}' is assumed twice"
            elif worked_out := [v.id for v in protocol.values if name in findings_read(named, v)]:
                yield path, f"'{worked_out[0]}' is worked out from '{name}', and no number rests on an assumed answer"
            elif name not in read:
                yield path, f"the rule of '{recommendation.id}' does not ask for '{name}'"
            seen.add(name)
