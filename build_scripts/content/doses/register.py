"""The register of drugs: their names, the routes in use, and the largest doses that a source supports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from build_scripts.content.doses.possible import objection_to_number
from build_scripts.content.doses.units import dose_unit
from build_scripts.content.labels import empty_texts, folded
from build_scripts.content.validation.ucum import UnitError
from build_scripts.content.vocabulary.names import finding_names, joined
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.paths import DRUGS
from build_scripts.project.problems import ContentError, Objection
from build_scripts.words.doses import ROUTES
from checker import Protocol
from checker.answers.echo import unknown
from checker.language.fields import Code, Text
from checker.language.keys import YamlPath
from checker.protocol.model import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugAmount:
    """An amount of a drug: `{amount: 12, unit: mg/m2}`."""

    amount: Decimal
    unit: Code
    """UCUM code of an amount of a drug, per kg or m2 where the limit grows with the patient; never per time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugRoute:
    """A route by which a drug is given, and how that is known."""

    route: Code
    """`intravenous`, `oral`, …; each has its words in `build_scripts/words/doses.py`."""
    statements: tuple[Code, ...] = ()
    """Statements that say so, each as `protocol:statement`."""
    basis: Text | None = None
    """How it is known, where no statement says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugLimit:
    """The largest dose of a drug that a source supports."""

    single: DrugAmount | None = None
    """Largest amount of one dose."""
    daily: DrugAmount | None = None
    """Largest amount in a day."""
    for_: Code | None = None
    """Patients whom the limit is for, as a dose says it. A child is held to an adult's limit until there is its own."""
    route: Code | None = None
    """The route that the limit is for; without it, for each."""
    protocols: tuple[Code, ...] = ()
    """Protocols that the limit is for, in the place of the one for all; without any, the limit is for all protocols."""
    statements: tuple[Code, ...]
    """Statements that support the limit, each as `protocol:statement`. Only a figure with a source is a limit."""
    basis: Text
    """What the limit is: a sentence, which stands on the page on how we know."""

    def holds_in(self, protocol: Protocol) -> bool:
        """Return whether the limit can be one for the doses of a protocol."""
        return not self.protocols or protocol.id in self.protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDrug:
    """A drug, or a class or group of drugs that a recommendation may name."""

    name: Code
    names: tuple[Code, ...] = ()
    """Other names, under which it is found and may be named as well."""
    kind: Literal["drug", "class", "group"] = "drug"
    """`class` for drugs of one kind, `group` for those that share an effect; neither has a dose."""
    routes: tuple[DrugRoute, ...] = ()
    limits: tuple[DrugLimit, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name of the drug, that by which it is listed first."""
        return (self.name, *self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugFile:
    """The file `vocabulary/drugs.yml`: the drugs that protocols may name."""

    drugs: tuple[RegisteredDrug, ...]


@dataclass(frozen=True)
class DrugRegister:
    """The drugs that protocols may name."""

    drugs: tuple[RegisteredDrug, ...] = ()
    document: YamlDocument | None = field(default=None, compare=False, repr=False)
    """The file of the register, which knows the places; None where a project has none."""

    @cached_property
    def by_name(self) -> Mapping[str, RegisteredDrug]:
        """Each name, also the other ones → its drug."""
        return {name: drug for drug in self.drugs for name in drug.all_names}

    def named_in(self, protocol: Protocol) -> tuple[RegisteredDrug, ...]:
        """Return the drugs that a protocol names, in the order of the register, without limits of other protocols."""
        named = {name for recommendation in protocol.recommendations for name in drugs_of(recommendation)}
        return tuple(
            replace(drug, limits=tuple(limit for limit in drug.limits if limit.holds_in(protocol)))
            for drug in self.drugs
            if named.intersection(drug.all_names)
        )


def drugs_of(recommendation: Recommendation) -> tuple[str, ...]:
    """Return the names of the drugs that a recommendation is about, those of its doses included."""
    return (*recommendation.drugs, *(dose.drug for dose in recommendation.doses))


def read_register(docs: Path) -> DrugRegister:
    """Read the register of drugs of a docs folder; a folder without one has a register without drugs.

    Raises:
        ContentError: with every problem of the register.
    """
    file = docs / DRUGS
    if not file.exists():
        return DrugRegister()
    from build_scripts.content.schema import parse  # loaded late: much code, which kept content does not need
    from build_scripts.content.yaml_source import read_yaml

    document = read_yaml(file)
    listed: DrugFile = parse(document, DrugFile)
    problems = [document.problem(*objection) for objection in (*empty_texts(listed), *_objections(listed, document))]
    if problems:
        raise ContentError(problems)
    return DrugRegister(listed.drugs, document)


def _objections(listed: DrugFile, document: YamlDocument) -> Iterator[Objection]:
    first: dict[str, int] = {}
    for index, drug in enumerate(listed.drugs):
        for place, name in enumerate(drug.all_names):
            seen = folded(name)
            if seen in first:
                path: YamlPath = ("drugs", index, "names", place - 1) if place else ("drugs", index, "name")
                yield path, f"'{name}' is a name of number {first[seen] + 1} of the drugs already"
            first.setdefault(seen, index)
        if drug.kind != "drug":
            for key in ("routes", "limits"):
                if getattr(drug, key):
                    yield ("drugs", index, key), f"a {drug.kind} of drugs has no {key}; list its drugs by themselves"
        listed_routes = [route.route for route in drug.routes]
        for place, route in enumerate(drug.routes):
            at = ("drugs", index, "routes", place)
            if route.route not in ROUTES:
                yield (*at, "route"), f"{unknown('route', route.route, list(ROUTES))}; expected {', '.join(ROUTES)}"
            elif route.route in listed_routes[:place]:
                yield (*at, "route"), f"the route '{route.route}' stands twice"
            if not route.statements and route.basis is None:
                yield at, "expected 'statements' that name this route, or a 'basis': how it is known"
        for place, limit in enumerate(drug.limits):
            yield from _limit_objections(limit, listed_routes, document, ("drugs", index, "limits", place))
    for path, cited in citations(listed.drugs):
        protocol, colon, statement = cited.partition(":")
        if not (protocol and colon and statement):
            yield path, f"expected a statement as protocol:statement, such as example:S01, found '{cited}'"


def _limit_objections(
    limit: DrugLimit, routes: list[str], document: YamlDocument, path: YamlPath
) -> Iterator[Objection]:
    if limit.single is None and limit.daily is None:
        yield path, "expected 'single', the largest amount of one dose, or 'daily', that in a day"
    if not limit.statements:
        yield (*path, "statements"), "a limit needs the statement that supports it; without a source it is left out"
    if limit.route is not None and limit.route not in routes:
        yield (*path, "route"), unknown("route", limit.route, routes)
    for name in ("single", "daily"):
        most: DrugAmount | None = getattr(limit, name)
        if most is None:
            continue
        objection = objection_to_number(most.amount, document.spelled((*path, name, "amount")))
        if objection:
            yield (*path, name, "amount"), objection
        try:
            if dose_unit(most.unit).time:
                yield (
                    (*path, name, "unit"),
                    f"'{most.unit}': a limit is an amount, and 'daily' says that it is for a day",
                )
        except UnitError as error:
            yield (*path, name, "unit"), str(error)


def citations(drugs: tuple[RegisteredDrug, ...]) -> Iterator[Objection]:
    """Yield each statement that the register cites, as `protocol:statement`, with its place."""
    for index, drug in enumerate(drugs):
        for key in ("routes", "limits"):
            for place, entry in enumerate(getattr(drug, key)):
                for number, cited in enumerate(entry.statements):
                    yield ("drugs", index, key, place, "statements", number), cited


def with_names(protocol: Protocol, register: DrugRegister) -> Protocol:
    """Return a protocol whose synonyms have the names of its findings and drugs too, for those who search or ask."""
    return joined(protocol, [*finding_names(protocol), *(drug.all_names for drug in register.named_in(protocol))])
