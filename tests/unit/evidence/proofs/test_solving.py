"""A solver that gives up: nothing follows from it, and least of all that there is no such patient."""

from __future__ import annotations

import ast

import pytest
import z3
from typer.testing import CliRunner

from build_scripts.command.listed import app
from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence import quality
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation import try_out
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.gaps import gaps
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.prove import prove
from build_scripts.evidence.proofs.solving import SolverGaveUp, possible
from build_scripts.evidence.proofs.suggested_cases import suggestions
from build_scripts.evidence.proofs.tried.known import forget
from build_scripts.evidence.reviews.bench import Bench
from build_scripts.evidence.reviews.crossed import try_crossed
from build_scripts.evidence.reviews.review import review
from build_scripts.project.store import Store
from checker import Checker
from tests.support.protocols.toys import high, rule, toy

ABOVE = high("{above: {value: 11, unit: mg/dL}}")
GAP = rule(
    "keep", "continue", "{all: [{criterion: suspected}, {not: {all: [{criterion: suspected}, {finding: grave}]}}]}"
)


def formulas(protocol):
    return Formulas(protocol, Patient(protocol.findings))


QUESTIONS = {
    "a proof": lambda small: prove(toy()),
    "a comparison": lambda small: compare(toy(), toy(**ABOVE)),
    "whether two versions differ": lambda small: differ(toy(), toy()),
    "the smallest patient": lambda small: fewest_findings(formulas(toy()), z3.BoolVal(True)),
    "gaps": lambda small: list(gaps(formulas(toy(**GAP)))),
    "a review": lambda small: review(toy()),
    "reasons that cross": lambda small: try_crossed(Bench(toy())),
    "small mistakes": lambda small: try_out(small.protocol, small.cases),
    "a suggested case": lambda small: list(suggestions(toy(), coverage(Checker(toy()), ()).missing)),
}
"""All that asks the solver. What it asks about is a toy, or a small protocol with its cases."""


def anew(question, small):
    """Ask with nothing known from before."""
    forget()
    return question(small)


@pytest.fixture
def small(workshop):
    """The protocol that an author starts from, with its cases."""
    write_skeleton(workshop, "example")
    return load_content(workshop.docs).protocols[0]


@pytest.fixture
def in_no_time():
    """Let every question run out of what the solver may spend on it.

    The limit comes into force, for optimizers too, with the next question to a plain solver.
    """
    for limit in (1, 0):
        z3.set_param("rlimit", limit)
        z3.Solver().check()
        if limit:
            yield


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_solver_without_time_answers_nothing(in_no_time, small, question):
    with pytest.raises(SolverGaveUp, match="gave up"):
        anew(question, small)


@pytest.mark.parametrize("command", ["prove", "build"])
def test_a_command_says_in_one_line_that_the_solver_gave_up(in_no_time, workshop, command):
    write_skeleton(workshop, "example")
    result = CliRunner().invoke(app, [command, "--root", str(workshop.root)])
    assert result.exit_code == 1
    assert "gave up" in result.stderr.splitlines()[-1]
    assert not workshop.site.exists()


def test_a_solver_that_fails_has_given_up(monkeypatch):
    def fails(self, *wanted):
        raise z3.Z3Exception("out of memory")

    monkeypatch.setattr(z3.Solver, "check", fails)
    with pytest.raises(SolverGaveUp, match="out of memory"):
        anew(QUESTIONS["a proof"], None)


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
def test_wherever_the_solver_gives_up_there_is_no_answer(gives_up, monkeypatch, small, question):
    asked = gives_up(-1)
    anew(question, small)
    total = len(asked)
    monkeypatch.undo()
    turns = range(total) if total < 12 else [*range(6), *range(6, total, total // 6), total - 1]
    for turn in turns:
        asked = gives_up(turn)
        try:
            anew(question, small)
        except SolverGaveUp:
            pass
        else:  # the solver does not find the same patients each time, and may be done a question earlier
            assert len(asked) <= turn
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
