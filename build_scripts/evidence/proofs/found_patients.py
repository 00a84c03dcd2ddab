"""Patients who meet a formula: whether there is one, and the smallest, on whom the engine agrees with the solver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.proofs.claims import EngineDisagreement
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition
from build_scripts.evidence.proofs.solving import holding, possible
from build_scripts.evidence.proofs.tried.questions import Undecided, questions_about
from checker import Checker, Protocol
from checker.language.keys import YamlPath

STATUS = {"true": "indicated", "false": "not-indicated", "unknown": "undetermined"}


class FoundPatients:
    """The patients of a protocol who can be, and what the engine says of them."""

    def __init__(self, protocol: Protocol, tries: int | None = None) -> None:
        self.protocol = protocol
        self.formulas = Formulas(protocol, Patient(protocol.findings), tries=tries)
        self.checker = Checker(protocol)
        self.questions = questions_about(self.formulas)
        self._open = False
        self._enterable = holding([*self.formulas.patient.plausible, *self.formulas.given])

    def entered(self, *wanted: Proposition) -> bool:
        """Return whether findings that meet all the formulas can be entered, also where a constraint refuses them."""
        return possible(self._enterable, *wanted)

    def possible(self, *wanted: Proposition, hoped: bool) -> bool:
        """Return whether some patient meets all the formulas.

        Args:
            wanted: The formulas.
            hoped: The answer that a property needs; it is given where the question stays open, which `settled` tells.
        """
        try:
            return self.questions.possible(*wanted)
        except Undecided:
            self._open = True
            return hoped

    def nobody_is_assumed(self) -> Iterator[tuple[YamlPath, str]]:
        """Yield each list of assumptions that are true of no patient together: its path, and what is wrong."""
        for index, recommendation in enumerate(self.protocol.recommendations):
            right = [self.formulas.verdict(each.condition).true for each in recommendation.assume]
            if right and not self.possible(*right, hoped=True):
                message = f"no patient is all that '{recommendation.id}' assumes: the constraints exclude it"
                yield ("recommendations", index, "assume"), message

    def settled(self) -> bool:
        """Return whether no question stayed open since the last time that this was asked."""
        settled, self._open = not self._open, False
        return settled

    def example(self, wanted: Proposition, name: str, why: str, outcomes: dict[str, str]) -> str:
        """Return the smallest case for which a formula holds, as text, once the engine agrees with the solver on it.

        Args:
            wanted: The formula that must hold of the patient.
            name: Name of the case.
            why: Reason that the case gives.
            outcomes: Id of a recommendation or criterion → its truth.
        """
        findings = fewest_findings(self.formulas, wanted)
        found = self.judged(findings)
        wrong = [name for name, truth in outcomes.items() if found[name] != truth]
        if wrong:
            raise EngineDisagreement(f"the solver and the engine differ on {', '.join(wrong)} for {findings}")
        criteria = {c.id: found[c.id] for c in self.protocol.criteria if c.id in outcomes}
        statuses = {r.id: STATUS[found[r.id]] for r in self.protocol.recommendations if r.id in outcomes}
        parts = {"criteria": criteria, "recommendations": statuses}
        expect = {kind: values for kind, values in parts.items() if values}
        return case_text(findings, name=name, why=why, expect=expect)

    def judged(self, findings: dict[str, Any]) -> dict[str, str]:
        """Return the truth of every recommendation and criterion, by id, as the engine finds it."""
        answer = self.checker.assess({"protocol": self.protocol.id, "findings": findings})
        back = {status: truth for truth, status in STATUS.items()}
        found = {r.id: back[r.status.value] for r in answer.recommendations}
        return found | {name: truth.value for name, truth in answer.criteria.items()}
