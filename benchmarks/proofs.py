"""How long it takes to prove a protocol, and how that grows with the number of its rules."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.measured import measured_protocols
from benchmarks.results import show
from build_scripts.evidence.proofs import prove
from checker import Protocol
from checker.language.comparisons import Comparison
from checker.language.conditions import ChoiceIs, CriterionHolds, FindingHolds
from checker.language.expressions import All, AnyOf, AtLeast, Not
from checker.language.findings import BooleanFinding, Choice, ChoiceFinding, Finding, QuantityFinding
from checker.language.operands import Quantity
from checker.protocol.model import Criterion

ROOT = Path(__file__).parent.parent
RUNS = 5
TARGET = 10
"""Seconds that the first protocol may take."""
SIZES = (10, 100, 1000)
LONG = 20
"""Seconds beyond which a protocol is proved once only."""


def synthetic(like: Protocol, rules: int) -> Protocol:
    """Return a protocol with so many rules, half criteria and half recommendations.

    Each criterion counts three signs and a threshold of its own and builds on the one before last; each recommendation
    reads two criteria and a choice. There is a finding for every two rules.
    """
    many = rules // 2
    signs = [f"sign-{n}" for n in range(max(4, many // 2))]
    levels = [f"level-{n}" for n in range(max(2, many // 2))]
    findings: list[Finding] = [
        ChoiceFinding(
            id="drug", label="d", group="g", type="choice", choices=(Choice("given", "g"), Choice("not-given", "n"))
        ),
        *(BooleanFinding(id=name, label=name, group="g", type="boolean") for name in signs),
        *(
            QuantityFinding(
                id=name, label=name, group="g", type="quantity", unit="mg", plausible=(Decimal(0), Decimal(100))
            )
            for name in levels
        ),
    ]
    on = Criterion(id="on", label="on", when=ChoiceIs("drug", ("given",)))
    criteria = [on]
    for n in range(many - 1):
        three = tuple(FindingHolds(signs[(n + k) % len(signs)]) for k in range(3))
        limit = Comparison(finding=levels[n % len(levels)], above=Quantity(Decimal(1 + n % 90), "mg"))
        before = CriterionHolds(criteria[max(0, n - 1)].id)
        rule = All((CriterionHolds("on"), AnyOf((AtLeast(2, three), limit, Not(before)))))
        criteria.append(Criterion(id=f"c{n}", label=f"c{n}", when=rule))
    first = like.recommendations[0]
    recommendations = tuple(
        replace(
            first,
            id=f"r{n}",
            drugs=(f"drug-{n // 4}",),
            action="continue" if n % 2 else "monitor",
            doses=(),
            when=All((CriterionHolds(criteria[n].id), FindingHolds(signs[n % len(signs)]))),
        )
        for n in range(many)
    )
    return replace(
        like,
        findings=tuple(findings),
        criteria=tuple(criteria),
        recommendations=recommendations,
        applicable="on",
        constraints=(),
        scores=(),
        grades=(),
        warnings=(),
        invariants=(),
    )


def main() -> None:
    """Print the seconds for the first protocol and the heaviest, and for synthetic ones of growing size."""
    real = [loaded.protocol for loaded in measured_protocols()]
    first = real[0]
    protocols = {f"{each.id}: {len(each.criteria) + len(each.recommendations)} rules": each for each in real}
    protocols |= {f"synthetic: {size} rules": synthetic(first, size) for size in SIZES}
    seconds: dict[str, list[float]] = {name: [] for name in protocols}
    counts = {}
    for run in range(RUNS):
        for name, protocol in protocols.items():
            if run and seconds[name][0] > LONG:
                continue
            start = time.perf_counter()
            # The limits of three-valued logic are looked for in the real ones only: they are no proof.
            counts[name] = len(prove(protocol, notes=protocol in real).proved)
            seconds[name].append(time.perf_counter() - start)
    table = Table(title=f"Proving a protocol, medians of {RUNS}, in turn (those above {LONG} s once)")
    for column in ("protocol", "properties", "seconds", "milliseconds a property", "wanted"):
        table.add_column(column)
    for number, (name, times) in enumerate(seconds.items()):
        taken = median(times)
        each = f"{1000 * taken / max(1, counts[name]):.1f}"
        table.add_row(name, str(counts[name]), f"{taken:.2f}", each, f"≤ {TARGET}" if not number else "")
    show(table)


if __name__ == "__main__":
    main()
