"""Sources of the register of drugs: each statement that it cites exists, and each limit follows from what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_scripts.content.doses.limits import most_at_once, most_in_a_day
from build_scripts.content.doses.register import DrugAmount, DrugLimit, DrugRegister, RegisteredDrug, citations
from build_scripts.content.double_entry.holdings import same_amount
from build_scripts.content.double_entry.reading.figures import figures_in
from build_scripts.project.problems import Objection, Problem
from checker import Protocol
from checker.answers.echo import unknown
from checker.words.numbers import plain_number


def source_problems(register: DrugRegister, protocols: Mapping[str, Protocol], folders: Sequence[str]) -> list[Problem]:
    """Return a problem for each protocol or statement that the register names in vain, and each limit without ground.

    Args:
        register: The register.
        protocols: The sound protocols by id.
        folders: Ids of all protocols, also of those with problems of their own.
    """
    if register.document is None:
        return []
    objections = list(_citations(register, protocols, folders))
    if not objections:
        objections = list(_unsupported(register, protocols))
    return [register.document.problem(*objection) for objection in objections]


def _citations(
    register: DrugRegister, protocols: Mapping[str, Protocol], folders: Sequence[str]
) -> Iterator[Objection]:
    for index, drug in enumerate(register.drugs):
        for place, limit in enumerate(drug.limits):
            for number, name in enumerate(limit.protocols):
                if name not in folders:
                    yield (
                        ("drugs", index, "limits", place, "protocols", number),
                        unknown("protocol", name, list(folders)),
                    )
    for path, cited in citations(register.drugs):
        name, _, statement = cited.partition(":")
        if name not in folders:
            yield path, unknown("protocol", name, list(folders))
        elif name in protocols:
            known = [each.id for each in protocols[name].statements]
            if statement not in known:
                yield path, f"{unknown('statement', statement, known)} of protocol '{name}'"


def _unsupported(register: DrugRegister, protocols: Mapping[str, Protocol]) -> Iterator[Objection]:
    """Yield each figure of a limit that neither stands in a statement that it cites nor follows from a dose."""
    for index, drug in enumerate(register.drugs):
        for place, limit in enumerate(drug.limits):
            cited = [each.partition(":")[::2] for each in limit.statements]
            if any(name not in protocols for name, _ in cited):
                continue  # with a fault of its own, a protocol supports nothing yet
            for name, most in (("single", limit.single), ("daily", limit.daily)):
                if most is not None and not _supported(drug, limit, most, name, protocols):
                    told = (
                        f"stands in {', '.join(limit.statements)} nor follows from a dose of {drug.name} that cites it"
                    )
                    path = ("drugs", index, "limits", place, name, "amount")
                    yield path, f"{plain_number(most.amount)} {most.unit} neither {told}"


def _says(text: str, most: DrugAmount, name: str) -> bool:
    """Return whether a statement has an amount, or an end of a range, with its unit; '7 g daily' is 7 g in a day."""
    for figure in figures_in(text):
        units = [figure.unit, str(figure.unit).removesuffix("/d")] if name == "daily" else [figure.unit]
        for value in (figure.low, figure.high):
            if value is not None and any(same_amount(value, unit, most.amount, most.unit) for unit in units):
                return True
    return False


def _supported(
    drug: RegisteredDrug, limit: DrugLimit, most: DrugAmount, name: str, protocols: Mapping[str, Protocol]
) -> bool:
    for cited in limit.statements:
        of, _, statement = cited.partition(":")
        protocol = protocols[of]
        if any(_says(each.text, most, name) for each in protocol.statements if each.id == statement):
            return True
        most_of = most_at_once if name == "single" else most_in_a_day
        doses = [(each, d) for each in protocol.recommendations for d in each.doses if statement in d.statements]
        for recommendation, dose in doses:
            amounts = most_of(dose, protocol, recommendation)
            if dose.drug in drug.all_names and any(amount.equals(most) for amount in amounts):
                return True
    return False
