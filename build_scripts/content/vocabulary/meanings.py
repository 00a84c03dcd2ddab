"""The same id means the same everywhere: findings of two protocols, or of one and the vocabulary, held together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.content.validation.rules import TYPE_NAMES
from build_scripts.content.vocabulary.lenders import only_lent
from build_scripts.content.vocabulary.shared import Vocabulary, read_vocabulary
from build_scripts.content.yaml_source import read_yaml
from build_scripts.project.problems import ContentError, Problem
from checker import Protocol
from checker.answers.echo import shown
from checker.language.findings import ChoiceFinding, DateFinding, Finding, IntegerFinding, QuantityFinding
from checker.language.keys import YamlPath, key
from checker.protocol.compiled import plain
from checker.protocol.sources import Reference
from checker.values.value import Value
from checker.words.numbers import plain_number

OF_A_PROTOCOL = ("read", "note", "accessed")
"""Fields of an entry of literature that each protocol has of its own."""


def difference(finding: Finding, other: Finding) -> tuple[str, str] | None:
    """Return in what two findings of the same id differ, said of the first and of the second; None where in nothing."""
    for said in (_type, _unit, _range, _choices, _precision):
        one, two = said(finding), said(other)
        if one != two:
            return one, two
    return next(_factors(finding, other), None)


def meaning_problems(docs: Path, protocols: Sequence[tuple[Protocol, Path]]) -> list[Problem]:
    """Return each problem of the vocabulary, and each finding, work or value that is another one elsewhere.

    Args:
        docs: The folder of all content.
        protocols: The sound protocols, each with its folder.
    """
    try:
        vocabulary = read_vocabulary(docs)
    except ContentError as error:
        return list(error.problems)
    return list(_problems(protocols, vocabulary))


def _problems(protocols: Sequence[tuple[Protocol, Path]], vocabulary: Vocabulary) -> Iterator[Problem]:
    for collection, what, differ in (
        ("findings", "finding", difference),
        ("references", "reference", _works),
        ("values", "value", _formulas),
    ):
        first: dict[str, tuple[Any, Callable[[], str]]] = {
            element.id: (element, partial(vocabulary.of(collection).place, element.id))
            for element in vocabulary.of(collection).elements
        }
        for protocol, folder in protocols:
            lent = only_lent(protocol)  # held against the other protocol when it was folded in
            for index, element in enumerate(getattr(protocol, collection)):
                if (collection, element.id) in lent:
                    continue
                path: YamlPath = (collection, index)
                known, place = first.setdefault(element.id, (element, partial(_place, folder, path)))
                found = differ(element, known)
                if found is not None:
                    here, there = found
                    yield read_yaml(folder / "protocol.yml").problem(
                        (*path, "id"),
                        f"{what} '{element.id}' is {here} here and {there} in {place()}: the same id means the same "
                        "everywhere; give one of them another id, or let both 'use' the vocabulary",
                    )


def _place(folder: Path, path: YamlPath) -> str:
    """Return file and line of an element, as a message names them."""
    problem = read_yaml(folder / "protocol.yml").problem(path, "")
    return f"protocols/{folder.name}/protocol.yml:{problem.line}"


def _works(reference: Reference, other: Reference) -> tuple[str, str] | None:
    """Return in what two entries of literature differ that should be one work; either may leave something out."""
    for field in fields(Reference):
        one, two = getattr(reference, field.name), getattr(other, field.name)
        if one != two and None not in (one, two) and field.name not in OF_A_PROTOCOL:
            return f"{key(field.name)} {shown(plain(one))}", shown(plain(two))
    return None


def _formulas(value: Value, other: Value) -> tuple[str, str] | None:
    """Return in what two values differ that should be one quantity."""
    for name in ("unit", "formula", "rounded", "plausible", "empirical"):
        one, two = getattr(value, name), getattr(other, name)
        if one != two:
            return f"{name} {shown(plain(one))}", shown(plain(two))
    return None


def _type(finding: Finding) -> str:
    return f"of type {TYPE_NAMES[type(finding)]}"


def _unit(finding: Finding) -> str:
    return f"in {finding.unit}" if isinstance(finding, QuantityFinding) else ""


def _range(finding: Finding) -> str:
    if not isinstance(finding, QuantityFinding | IntegerFinding):
        return ""
    low, high = (plain_number(Decimal(end).normalize()) for end in finding.plausible)
    return f"plausible from {low} to {high}"


def _choices(finding: Finding) -> str:
    if not isinstance(finding, ChoiceFinding):
        return ""
    return f"one of {', '.join(sorted(choice.id for choice in finding.choices))}"


def _precision(finding: Finding) -> str:
    return f"precise to the {finding.precision}" if isinstance(finding, DateFinding) else ""


def _factors(finding: Finding, other: Finding) -> Iterator[tuple[str, str]]:
    """Yield each further unit that both accept and convert differently; one of them may accept more."""
    if not (isinstance(finding, QuantityFinding) and isinstance(other, QuantityFinding)):
        return
    there = {conversion.unit: conversion for conversion in other.also}
    for one in finding.also:
        two = there.get(one.unit)
        if two is not None and (one.times, one.plus) != (two.times, two.plus):
            yield f"converted from {one.unit} by {one.times}", f"by {two.times}"
