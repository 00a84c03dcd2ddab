"""The command that assesses a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from build_scripts.project.problems import UsageError
from build_scripts.project.store import Store

if TYPE_CHECKING:
    pass
from build_scripts.command.app import EPILOG, RootOption, app, project_at, tell_left_out


@app.command(epilog=EPILOG)
def assess(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case as a JSON file; - reads standard input.")],
    root: RootOption = Path(),
    explain: Annotated[bool, typer.Option("--explain", help="Add the evaluated rules as trees.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, on a terminal too.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One case a line in, one answer a line out.")] = False,
) -> None:
    """Assess a patient's findings.

    On a terminal the answer is a table; in a pipe it is the JSON of the machine interface, the same bytes as the
    Python API and the page give. The case names its protocol: {"protocol": "…", "findings": {…}}. A protocol with
    problems is left out, which standard error then says, and the others answer.
    """
    from build_scripts.command.answer import answer_lines, answer_one
    from build_scripts.exports.compiled import load_checkers
    from build_scripts.words.settings import works_doses_out
    from checker.answers.cases import MOST_BYTES

    if jsonl and explain:
        raise UsageError("--jsonl and --explain do not go together")
    try:
        # Closed by the 'with' below; only opening it is tried here.
        stream = sys.stdin.buffer if case == "-" else Path(case).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"cannot read {case}: {error.strerror}") from None
    project = project_at(root)
    worked_out = works_doses_out(project.root)
    checkers = load_checkers(
        project.docs, Store(project.build / "compiled"), tell_left_out, doses_worked_out=worked_out
    )
    with stream:
        if jsonl:
            accepted = answer_lines(checkers, stream, sys.stdout.buffer)
        else:
            console = None if as_json or not sys.stdout.isatty() else Console()
            accepted = answer_one(
                checkers, stream.read(MOST_BYTES + 1), sys.stdout.buffer, explain=explain, console=console
            )
    if not accepted:
        raise typer.Exit(2)
