"""What changed since a protocol was signed, element by element, in words that need no YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from build_scripts.content.approval.folding import folded_spelling
from build_scripts.content.approval.records import ApprovalRecord, approvals_in
from build_scripts.content.approval.scopes import UNJUDGED, scope_digests
from build_scripts.content.approval.standing import holds
from build_scripts.content.doses.register import read_register, with_names
from build_scripts.content.schema import parse
from build_scripts.content.translatable import named_by
from build_scripts.content.validation.units import with_factors
from build_scripts.content.vocabulary.earlier import in_todays_form
from build_scripts.content.yaml_source import read_yaml
from build_scripts.words.doses import dose_text
from checker import Protocol
from checker.language.expressions import EXPRESSIONS
from checker.language.fields import TEXT
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.protocol.model_fields import ModelField, fields_of
from checker.protocol.sources import SCOPES
from checker.words.messages import _, marked
from checker.words.numbers import plain_number

KINDS = {
    "groups": marked("Part of the form"),
    "findings": marked("Finding"),
    "constraints": marked("What excludes each other"),
    "values": marked("Value"),
    "criteria": marked("Rule"),
    "scores": marked("Score"),
    "grades": marked("Grade"),
    "recommendations": marked("Recommendation"),
    "warnings": marked("Warning"),
    "statements": marked("Statement"),
    "disagreements": marked("Disagreement"),
    "references": marked("Literature"),
    "pages": marked("Page"),
}
"""Part of a protocol → what one of its elements is called."""

ASPECTS = {
    "when": marked("condition"),
    "if": marked("condition"),
    "then": marked("consequence"),
    "doses": marked("dose"),
    "action": marked("kind of action"),
    "strength": marked("strength"),
    "urgency": marked("urgency"),
    "label": marked("label"),
    "text": marked("text"),
    "plain": marked("plain words"),
    "note": marked("note"),
    "message": marked("message"),
    "statements": marked("statements it rests on"),
    "plausible": marked("plausible range"),
    "formula": marked("formula"),
    "rounded": marked("rounding"),
    "measured": marked("finding that stands in its place"),
}
"""Field of an element → what it is called; others go by their key."""

BOOKKEEPING = ("review", "changes")
"""Fields that grow with each version; what is new in them is told, not the whole of them."""


@dataclass(frozen=True, slots=True)
class SignedDifference:
    """One point in which the content differs from what was signed."""

    scope: str
    """The part that it belongs to: `rules`, `doses` or `texts`."""
    what: str
    """The element and the aspect of it, in words."""
    before: str
    """Empty where it is new."""
    after: str
    """Empty where it is gone."""


@dataclass(frozen=True, slots=True)
class SinceSigned:
    """What changed since the last signature on each part that was changed."""

    record: ApprovalRecord
    """The signature with whose copy the content is compared."""
    signed: Protocol
    """The protocol as it was signed."""
    altered: tuple[str, ...]
    """The parts that were signed and changed."""
    differences: tuple[SignedDifference, ...]
    """Every point in which these parts differ."""


def since_signed(protocol: Protocol, folder: Path, *, everything: bool = False) -> SinceSigned | None:
    """Return what changed in the parts that were signed; None where none was, or nothing changed.

    Args:
        protocol: The protocol as it is.
        folder: Its folder, with the records.
        everything: Whether to compare with the last signature in every part, signed or not.

    Raises:
        ContentError: when a record cannot be relied on.
    """
    records, altered = approvals_in(folder), protocol.review.altered
    compared = SCOPES if everything else altered
    base = next((r for r in reversed(records) if everything or set(r.scope) & set(altered)), None)
    if base is None or not compared:
        return None
    signed = signed_protocol(folder, base)
    digests = scope_digests(protocol, folder)
    found = [d for d in _differences(signed, protocol) if d.scope in compared]
    if "doses" in compared and base.digests.get("register") != digests.register:
        found.append(SignedDifference("doses", _("What the register says of these drugs"), "", _("changed")))
    if "texts" in compared:
        files = [
            name for name in sorted({*base.files, *digests.files}) if base.files.get(name) != digests.files.get(name)
        ]
        found += [SignedDifference("texts", _file_in_words(name), "", _("changed")) for name in files]
    order = ("doses", "rules", "texts")
    told = tuple(sorted(found, key=lambda difference: order.index(difference.scope)))
    return SinceSigned(base, signed, altered, told) if found or altered else None


def signed_protocol(folder: Path, record: ApprovalRecord) -> Protocol:
    """Return a protocol as it was signed, from the copy that was kept of it.

    Raises:
        ContentError: when the copy does not have the shape of a protocol any more.
    """
    signed = with_factors(parse(in_todays_form(read_yaml(folder / record.kept)), Protocol))
    # The names of findings and drugs are among the synonyms of the protocol that it is compared with, too.
    return with_names(signed, read_register(folder.parents[1]))


def parts_held(record: ApprovalRecord, protocol: Protocol, folder: Path) -> tuple[str, ...]:
    """Return the parts of a record that still are as they were signed."""
    digests = scope_digests(protocol, folder)
    return tuple(part for part in SCOPES if part in record.scope and holds(record, part, digests))


def _file_in_words(name: str) -> str:
    if name == "cases.yml":
        return _("The worked cases")
    folder, _slash, rest = name.partition("/")
    if folder == "translations":
        return _("The translation into '{language}'", language=rest.removesuffix(".yml"))
    return _("The file {name}", name=name)


def _differences(old: Protocol, new: Protocol) -> Iterator[SignedDifference]:
    before, after = Labels(old), Labels(new)
    for word, name in ((marked("Compared with its sources"), "checked"), (marked("Review due"), "due")):
        one, other = getattr(old.review, name), getattr(new.review, name)
        yield from _changed("texts", _(word), *((str(one), str(other)) if one != other else ("", "")))
    for word, entries, former in (
        (marked("Change history"), [change.summary for change in new.changes], [c.summary for c in old.changes]),
        (marked("Reviews"), [event.note for event in new.review.events], [e.note for e in old.review.events]),
    ):
        gone, come = (
            [text for text in one if text not in other] for one, other in ((former, entries), (entries, former))
        )
        yield from _changed("texts", _(word), " ".join(gone), " ".join(come))
    for field in fields_of(Protocol):
        one, other = getattr(old, field.name), getattr(new, field.name)
        if field.name in BOOKKEEPING or one == other:
            continue
        named = named_by(field.classes[0]) if field.classes and isinstance(other, tuple) else None
        if named is None:
            kind = "texts" if field.left_behind or TEXT in field.holds or field.name in UNJUDGED else "rules"
            yield from _changed(kind, field.key.replace("-", " ").capitalize(), _said(one, before), _said(other, after))
        else:
            yield from _of_elements(field, named, (one, before), (other, after))


def _of_elements(
    part: ModelField, named: str, old: tuple[Any, Labels], new: tuple[Any, Labels]
) -> Iterator[SignedDifference]:
    former = {getattr(element, named): element for element in old[0]}
    present = {getattr(element, named): element for element in new[0]}
    whole = "texts" if part.left_behind else "rules"
    for name in dict.fromkeys((*former, *present)):
        one, other = former.get(name), present.get(name)
        element = other if other is not None else one
        title = f"{_(KINDS.get(part.key, part.key))}: {_title(element, name)}"
        if one is None or other is None:
            gone = _said(one, old[1]) if one is not None else ""
            come = _said(other, new[1]) if other is not None else ""
            yield SignedDifference(whole, title, gone, come)
            if any(Dose in field.classes and getattr(element, field.name) for field in fields_of(type(element))):
                yield SignedDifference("doses", title, gone, come)
            continue
        if type(one) is not type(other):
            yield SignedDifference(whole, title, _said(one, old[1]), _said(other, new[1]))
            continue
        for field in fields_of(type(other)):
            held, holds_now = getattr(one, field.name), getattr(other, field.name)
            if held != holds_now:
                kind = "doses" if Dose in field.classes else "texts" if TEXT in field.holds else whole
                aspect = f"{title}, {_(ASPECTS.get(field.key, field.key.replace('-', ' ')))}"
                yield from _changed(kind, aspect, _said(held, old[1]), _said(holds_now, new[1]))
    if list(former) != list(present) and set(former) == set(present):
        yield SignedDifference(whole, _("{what}: the order", what=_(KINDS.get(part.key, part.key))), "", _("changed"))


def _changed(scope: str, what: str, before: str, after: str) -> Iterator[SignedDifference]:
    if scope != "texts" or folded_spelling(before) != folded_spelling(after):
        yield SignedDifference(scope, what, before, after)


def _title(element: Any, name: str) -> str:
    for field in ("label", "title", "topic"):
        text = getattr(element, field, None)
        if text:
            return f"{name}, {text}" if field == "topic" else str(text)
    return name


def _said(value: Any, words: Labels) -> str:
    """Return a value of the model in words."""
    if isinstance(value, EXPRESSIONS):
        return value.describe(words)
    if isinstance(value, Dose):
        rest = {field.key: getattr(value, field.name) for field in fields_of(Dose) if field.name in _UNSAID}
        more = [f"{name}: {_said(held, words)}" for name, held in rest.items() if held not in (None, (), False)]
        return "; ".join([dose_text(value, words), *more])
    if isinstance(value, tuple):
        return "; ".join(_said(item, words) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_said(item, words)}" for name, item in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field, getattr(value, field.name)) for field in fields_of(type(value)))
        return "; ".join(f"{field.key}: {_said(held, words)}" for field, held in pairs if held not in (None, (), False))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return plain_number(value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


_UNSAID = ("statements",)
"""Fields of a dose that its words leave out."""
