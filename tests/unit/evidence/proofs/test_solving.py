"""A solver that gives up: nothing follows from it, and least of all that there is no such patient."""

from __future__ import annotations

import ast

import pytest
import z3

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence import quality
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.gaps import gaps
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.prove import prove
from build_scripts.evidence.proofs.solving import SolverGaveUp, possible
from build_scripts.evidence.reviews.review import review
from build_scripts.project.store import Store
from tests.support.protocols.toys import high, rule, toy

ABOVE = high("{above: {value: 11, unit: mg/dL}}")
GAP = rule(
    "keep", "continue", "{all: [{criterion: suspected}, {not: {all: [{criterion: suspected}, {finding: grave}]}}]}"
)


def formulas(protocol):
    return Formulas(protocol, Patient(protocol.findings))


QUESTIONS = {
    "a proof": lambda: prove(toy()),
    "a comparison": lambda: compare(toy(), toy(**ABOVE)),
    "whether two versions differ": lambda: differ(toy(), toy()),
    "the smallest patient": lambda: fewest_findings(formulas(toy()), z3.BoolVal(True)),
    "gaps": lambda: list(gaps(formulas(toy(**GAP)))),
    "a review": lambda: review(toy()),
}


@pytest.fixture
def gives_up(monkeypatch):
    """Let the solver give up at a question, counted from 0; return how many questions there were."""
    asked: list[int] = []

    def at(turn):
        asked.clear()
        for kind in (z3.Solver, z3.Optimize):
            whole = kind.check

            def check(self, *wanted, whole=whole):
                asked.append(1)
                return z3.unknown if len(asked) - 1 == turn else whole(self, *wanted)

            monkeypatch.setattr(kind, "check", check)
        return asked

    yield at
    monkeypatch.undo()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_wherever_the_solver_gives_up_there_is_no_answer(gives_up, monkeypatch, question):
    asked = gives_up(-1)
    question()
    total = len(asked)
    monkeypatch.undo()
    turns = range(total) if total < 12 else [*range(6), *range(6, total, total // 6), total - 1]
    for turn in turns:
        gives_up(turn)
        with pytest.raises(SolverGaveUp, match="nothing is kept"):
            question()
        monkeypatch.undo()
    assert total


def test_nothing_is_kept_of_what_was_given_up(workshop, gives_up, tmp_path):
    write_skeleton(workshop, "example")
    content = load_content(workshop.docs)
    store = Store(tmp_path / "kept")
    gives_up(3)
    with pytest.raises(SolverGaveUp):
        quality.quality_of(content, store)
    assert not store.folder.exists()


def test_the_three_answers():
    number = z3.Int("number")
    solver = z3.Solver()
    solver.add(number > 1)
    assert possible(solver, number < 3)
    assert not possible(solver, number < 2)
    solver.set("rlimit", 1)
    powers = [z3.Int(f"n{n}") ** 3 for n in range(3)]
    with pytest.raises(SolverGaveUp, match="gave up"):
        possible(solver, powers[0] + powers[1] == powers[2] + 42, number > 5)


def test_the_solver_is_asked_in_one_place_only(repository):
    """`z3.Solver.check` has an answer that is easily taken for another one."""
    asking = {
        path.relative_to(repository).as_posix()
        for path in (repository / "build_scripts" / "evidence").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "check"
    }
    assert asking == {"build_scripts/evidence/proofs/solving.py"}
