"""Rules of another protocol in this one: `{criterion: crs:present}` folds them in, with the findings that they read.

A folded element is called by both names, `protocol:element`. Its rule is that of the other protocol; statements and
literature stay there, where its page explains it. To everything behind the loader it is an element like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from build_scripts.content.labels import folded as as_seen
from build_scripts.content.vocabulary.lenders import MARK, names_in
from build_scripts.content.vocabulary.meanings import difference
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.problems import ContentError, Objection, Problem
from checker import Protocol
from checker.answers.echo import unknown, visible
from checker.language.findings import Finding
from checker.language.keys import YamlPath
from checker.protocol.model import Constraint, FindingGroup
from checker.protocol.model_fields import ModelField, fields_of
from checker.protocol.traversal import COLLECTIONS, elements, named_rules

KindAndId = tuple[str, str]
"""Kind and id of what a rule can refer to by name."""


def names_elsewhere(protocol: Protocol) -> Iterator[tuple[YamlPath, str, str]]:
    """Yield the path, the kind and the name of each element of another protocol that a protocol names."""
    for path, element in elements(protocol):
        for each in fields_of(type(element)):
            kind = _kind(each)
            several = kind is not None and isinstance(getattr(element, each.name), tuple)
            for index, name in enumerate(each.named_in(element) if kind is not None else ()):
                if MARK in name:
                    yield (*path, each.key, index) if several else (*path, each.key), str(kind), name


def with_folded(protocol: Protocol, document: YamlDocument, lend: Callable[[str, YamlPath], Protocol]) -> Protocol:
    """Return a protocol together with what its rules read of other protocols.

    Args:
        protocol: The protocol as it was read.
        document: Its file.
        lend: A function that returns another protocol, in which nothing is borrowed any more; it is given the id and
            the place where this protocol names it.

    Raises:
        ContentError: when there is no such protocol or element, or when both have findings of one id that differ.
    """
    wanted = list(names_elsewhere(protocol))
    if not wanted:
        return protocol
    folder, objections, problems = _Folder(protocol), list[Objection](), list[Problem]()
    for path, kind, name in wanted:
        lender, _, element = name.partition(MARK)
        try:
            lent = lend(lender, path)
        except ContentError as error:
            problems += error.problems
            continue
        known = [other for one, other in named_rules(lent) if one == kind and MARK not in other]
        if element not in known:
            objections.append((path, f"{unknown(kind, element, known)} of protocol '{lender}'"))
        else:
            objections += [(path, message) for message in folder.fold(lent, (kind, element))]
    problems += [document.problem(path, visible(message)) for path, message in objections]
    if problems:
        raise ContentError(problems)
    return folder.protocol


@dataclass
class _Folder:
    """A protocol into which elements of others are folded, one after the other."""

    protocol: Protocol
    _objected: set[str] = field(default_factory=set)

    def fold(self, lent: Protocol, wanted: KindAndId) -> Iterator[str]:
        """Fold an element in, and yield what is in the way."""
        named = named_rules(lent)
        closure = list(dict.fromkeys(_closure(named, wanted)))
        read = {name for this in closure for name in names_in(named[this], "finding")}
        theirs = {finding.id: finding for finding in lent.findings}
        ours = {finding.id: finding for finding in self.protocol.findings}
        for name in sorted(read & ours.keys() - self._objected):
            found = difference(ours[name], theirs[name])
            if found is not None:
                self._objected.add(name)
                here, there = found
                yield (
                    f"protocol '{lent.id}' reads finding '{name}' here, which is {there} there and {here} in this "
                    "protocol: the same id means the same everywhere"
                )
        added = [finding for finding in lent.findings if finding.id in read - ours.keys()]
        self._add_findings(lent, added)
        for this in closure:
            self._add(COLLECTIONS[this[0]], folded_element(lent, named[this], direct=this == wanted))
        self._add_constraints(lent, read)
        self._add_terms(lent)

    def _add(self, collection: str, *new: Any) -> None:
        """Add elements, in the place of those of the same id: one that is named here is better labelled."""
        listed = getattr(self.protocol, collection)
        kept = {element.id: element for element in listed}
        for element in new:
            if element.id not in kept or len(element.label) > len(kept[element.id].label):
                kept[element.id] = element
        changes: dict[str, Any] = {collection: tuple(kept.values())}
        self.protocol = replace(self.protocol, **changes)

    def _add_findings(self, lent: Protocol, added: list[Finding]) -> None:
        groups = {group.id: group for group in lent.groups}
        for finding in added:
            group = self._group(lent, groups[finding.group])
            self.protocol = replace(
                self.protocol,
                findings=(*self.protocol.findings, replace(finding, group=group, statements=())),
            )

    def _group(self, lent: Protocol, theirs: FindingGroup) -> str:
        """Return the id of the group of this protocol in which a finding of theirs is asked for; make it if need be."""
        for group in self.protocol.groups:
            if as_seen(group.label) == as_seen(theirs.label) or group.id == _qualified(lent.id, theirs.id):
                return group.id
        made = folded_group(lent, theirs)
        self.protocol = replace(self.protocol, groups=(*self.protocol.groups, made))
        return made.id

    def _add_constraints(self, lent: Protocol, read: set[str]) -> None:
        """Add the constraints between findings that this protocol has, as far as what was folded in reads them."""
        ours = {finding.id for finding in self.protocol.findings}
        relations = {(constraint.if_, constraint.then) for constraint in self.protocol.constraints}
        new: list[Constraint] = []
        for constraint in lent.constraints:
            bound = set(names_in(constraint, "finding"))
            known = (constraint.if_, constraint.then) in relations
            if bound <= ours and bound & read and not known:
                new.append(replace(constraint, id=_qualified(lent.id, constraint.id)))
        self.protocol = replace(self.protocol, constraints=(*self.protocol.constraints, *new))

    def _add_terms(self, lent: Protocol) -> None:
        """Add their abbreviations where a text that stands here now holds one; this protocol's own prevail."""
        words = " ".join(
            str(getattr(element, name) or "")
            for collection in (*COLLECTIONS.values(), "findings", "groups")
            for element in getattr(self.protocol, collection)
            for name in ("label", "help", "note", "plain")
            if hasattr(element, name)
        ).split()
        said = {word.strip(".,;:!?()[]“”\"'") for word in words}
        more = {short: long for short, long in lent.terms.items() if short in said and short not in self.protocol.terms}
        self.protocol = replace(self.protocol, terms={**self.protocol.terms, **more})


def folded_element(lent: Protocol, element: Any, *, direct: bool) -> Any:
    """Return an element of another protocol as it is folded in.

    Args:
        lent: The other protocol.
        element: One of its values, criteria, scores or grades.
        direct: Whether this protocol's rules name it themselves; it then says where it comes from.
    """
    result = _requalified(lent.id, element)
    changes: dict[str, Any] = {"id": _qualified(lent.id, element.id)}
    if direct:
        changes["label"] = f"{element.label} ({lent.title})"
    if getattr(element, "headline", False):
        changes["headline"] = False
    return replace(result, **changes)


def folded_group(lent: Protocol, group: FindingGroup) -> FindingGroup:
    """Return a group of another protocol as it is folded in: its label says where it comes from."""
    if MARK in group.id:
        return group
    label = f"{group.label} ({lent.title})"
    return replace(group, id=_qualified(lent.id, group.id), label=label, short=group.short or group.label)


def _qualified(lender: str, name: str) -> str:
    return name if MARK in name else f"{lender}{MARK}{name}"


def _kind(each: ModelField) -> str | None:
    """Return the kind of the named elements that a field refers to; None where it refers to none."""
    if each.id is None or each.name == "id" or each.is_mapping:
        return None
    return next((kind for kind in each.id.of if kind in COLLECTIONS), None) if len(each.id.of) == 1 else None


def _closure(named: Mapping[KindAndId, Any], this: KindAndId) -> Iterator[KindAndId]:
    """Yield an element and every other one that its rules read, directly or not."""
    yield this
    for kind in COLLECTIONS:
        for name in names_in(named[this], kind):
            yield from _closure(named, (kind, name))


LEFT_THERE = ("statement", "reference")
"""Kinds of elements that stay with the other protocol."""


def _requalified(lender: str, value: Any) -> Any:
    """Return a part of the model in which every name of a named element is qualified, and no source is cited."""
    if isinstance(value, tuple):
        return tuple(_requalified(lender, item) for item in value)
    if isinstance(value, Mapping):
        return {name: _requalified(lender, item) for name, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    known = {each.name: each for each in fields_of(type(value))}
    for item in fields(value):
        each, held = known[item.name], getattr(value, item.name)
        if each.id is not None and each.id.of[0] in LEFT_THERE:
            changes[item.name] = () if isinstance(held, tuple) else None
        elif _kind(each) is not None and held is not None:
            several = isinstance(held, tuple)
            changes[item.name] = tuple(_qualified(lender, n) for n in held) if several else _qualified(lender, held)
        else:
            changes[item.name] = _requalified(lender, held)
    return replace(value, **changes)
