"""The three parts of a protocol that a person can approve, each as plain data with a digest of its own.

Every value of a protocol, and every file in its folder, belongs to one part at least: what neither the rules nor the
doses hold is among the texts, so that nothing on a page is covered by no signature.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from build_scripts.content.approval.folding import folded_spelling
from build_scripts.content.translatable import named_by
from build_scripts.content.vocabulary.lenders import lenders_of
from build_scripts.content.yaml_source import read_yaml
from build_scripts.project.digests import sha256
from build_scripts.project.problems import ContentError
from checker import Protocol
from checker.language.fields import TEXT
from checker.protocol.doses import Dose
from checker.protocol.model_fields import ModelField, classes_below, fields_of
from checker.protocol.sources import Review
from checker.words.rationals import Rational

OWN = ("approvals.yml", "releases.yml", "protocol.yml")
"""Files of a protocol's folder that count otherwise: by their own seals, or as the protocol itself."""

KEPT = "approved"
"""Folder beside a protocol.yml with the protocols as they were signed."""

REGISTER = ("vocabulary", "drugs.yml")
"""Place of the register of drugs below docs/."""

UNJUDGED = ("version", "review", "source")
"""Fields of a protocol that travel with the checker although no answer depends on them."""

BESIDE_RULES = ("synonyms", "codes")
"""Fields of findings on which no answer depends, although they are no words of a sentence."""

READ_FROM_RECORDS = ("state", "approvals")
"""Fields of a review that follow from the records and from its events."""


@dataclass(frozen=True, slots=True)
class ScopeDigests:
    """The digests of the parts of a protocol, SHA-256 in hexadecimal digits."""

    rules: str
    doses: str
    texts: str
    register: str
    """Digest of what the register says of the protocol's drugs; whoever approves the doses relies on it."""
    files: Mapping[str, str]
    """Name of each file whose content is among the texts → its digest."""

    def of(self, scope: str) -> str:
        """Return the digest of a part."""
        return str(getattr(self, scope))


def scope_digests(protocol: Protocol, folder: Path) -> ScopeDigests:
    """Return the digests of a protocol's parts.

    Args:
        protocol: The protocol, with or without its approvals.
        folder: Its folder, with the cases, translations and pictures that are among the texts.
    """
    files = {path.relative_to(folder).as_posix(): _of_file(path) for path in _files(folder)}
    # Rules of other protocols stand here in their words, in every language.
    for lender in lenders_of(protocol):
        for path in sorted((folder.parent / lender / "translations").glob("*.yml")):
            files[f"../{lender}/translations/{path.name}"] = _of_file(path)
    return ScopeDigests(
        _digest(rules_of(protocol)),
        _digest(doses_of(protocol)),
        _digest(texts_of(protocol), files),
        _digest(register_entries(protocol, folder.parent.parent.joinpath(*REGISTER))),
        files,
    )


def rules_of(protocol: Protocol) -> dict[str, Any]:
    """Return all that answers depend on, without words and doses."""
    return {
        field.key: _plain(getattr(protocol, field.name), texts=False)
        for field in fields_of(Protocol)
        if not field.left_behind and field.name not in UNJUDGED and TEXT not in field.holds
    }


def doses_of(protocol: Protocol) -> dict[str, Any]:
    """Return all doses by the recommendation that they belong to, with their words."""
    return {r.id: [_plain(dose, texts=True) for dose in r.doses] for r in protocol.recommendations if r.doses}


def texts_of(protocol: Protocol) -> dict[str, Any]:
    """Return all that readers see beside rules and doses: words, sources, pages and their order, and the dates."""
    return {
        field.key: _plain(value, texts=True)
        if field.left_behind or field.name in UNJUDGED or TEXT in field.holds
        else _words(value)
        for field in fields_of(Protocol)
        for value in (getattr(protocol, field.name),)
    }


def register_entries(protocol: Protocol, register: Path) -> list[Any]:
    """Return what the register says of a protocol's drugs; all of it where its entries cannot be told apart."""
    if not register.is_file():
        return []
    try:
        data = read_yaml(register).data
    except ContentError:
        return [sha256(register.read_bytes())]  # its own checks name what is wrong with it
    drugs = {name.casefold() for r in protocol.recommendations for name in (*r.drugs, *(dose.drug for dose in r.doses))}
    entries = data.get("drugs") if isinstance(data, dict) else data
    if isinstance(entries, dict):
        entries = [{"name": name, "entry": entry} for name, entry in entries.items()]
    if not isinstance(entries, list):
        return [_data(data)]
    return [
        _data(_own_limits(entry, protocol.id))
        for entry in entries
        if drugs & {text.casefold() for text in _strings(entry)}
    ]


def _own_limits(entry: Any, protocol_id: str) -> Any:
    """Return an entry of the register without limits that are for other protocols alone."""
    limits = entry.get("limits") if isinstance(entry, dict) else None
    if not isinstance(limits, list):
        return entry
    named = [limit.get("protocols") if isinstance(limit, dict) else None for limit in limits]
    own = [
        limit
        for limit, names in zip(limits, named, strict=True)
        if not (isinstance(names, list) and names and protocol_id not in names)
    ]
    return {**entry, "limits": own}


def _strings(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _strings(inner)


def _files(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and parts[0] not in (*OWN, KEPT) and not any(part.startswith((".", "__")) for part in parts):
            yield path


def _of_file(path: Path) -> str:
    """Return the digest of a file: of YAML by what it says, without comments and spelling; of others by their bytes."""
    try:
        return _digest(_data(read_yaml(path).data)) if path.suffix == ".yml" else sha256(path.read_bytes())
    except ContentError:
        return sha256(path.read_bytes())


def _digest(*data: Any) -> str:
    return sha256(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def _data(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _data(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_data(item) for item in value]
    if isinstance(value, str):
        return folded_spelling(value)
    return str(value) if isinstance(value, Decimal | Rational | date) else value


@cache
def _says(field: ModelField) -> bool:
    """Whether a field holds words for readers, itself or deeper down."""
    below = (inner for cls in field.classes for each in classes_below(cls) for inner in fields_of(each))
    return TEXT in field.holds or any(TEXT in inner.holds for inner in below)


def _stated(value: Any) -> Iterable[tuple[ModelField, Any]]:
    """Yield the fields of a model object in which it differs from one that leaves them out, and their values."""
    defaults = {field.name: field.default for field in fields(value)}
    for field in fields_of(type(value)):
        held = getattr(value, field.name)
        left_out = defaults[field.name] is not MISSING and held == defaults[field.name]
        followed = (isinstance(value, Review) and field.name in READ_FROM_RECORDS) or (
            isinstance(value, Dose) and field.name == "factors"  # which follow from units
        )
        if not left_out and not followed:
            yield field, held


def _plain(value: Any, *, texts: bool) -> Any:
    """Return a value of the model as plain data, with its words or without them; doses only with them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.key: _text(held) if TEXT in field.holds else _plain(held, texts=texts)
            for field, held in _stated(value)
            if texts or (TEXT not in field.holds and Dose not in field.classes and field.name not in BESIDE_RULES)
        }
    if isinstance(value, Mapping):
        return [[str(name), _plain(item, texts=texts)] for name, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item, texts=texts) for item in value]
    return str(value) if isinstance(value, Decimal | Rational | date) else value


def _text(value: Any) -> Any:
    """Return the words of a field without what is only spelling in them."""
    if isinstance(value, Mapping):
        return [[name, folded_spelling(text)] for name, text in value.items()]
    if isinstance(value, tuple):
        return [_text(item) for item in value]
    return folded_spelling(value) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    """Return the words inside an element that the rules hold otherwise, each bound to the element's name."""
    if isinstance(value, tuple):
        return [_words(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return None
    name = named_by(type(value))
    found = {
        field.key: _text(held)
        if TEXT in field.holds
        else _plain(held, texts=True)
        if field.name in BESIDE_RULES
        else _words(held)
        for field, held in _stated(value)
        if _says(field) or field.name in BESIDE_RULES
    }
    return {**({"of": getattr(value, name)} if name else {}), **found}
