"""The command itself: its options, and how it says that something went wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from build_scripts.project.paths import Project, find_project
from build_scripts.project.problems import ContentError, UsageError, UserError, place_and_reason
from build_scripts.project.store import Store

if TYPE_CHECKING:
    from build_scripts.content.loaded import LoadedProtocol


EPILOG = "Exit status: 0 all is well; 1 the content has problems; 2 a case was refused, or wrong usage."


class Command(TyperGroup):
    """The command with all its subcommands; what a user did wrong is said without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand; end with the status of the error that it raises."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            if isinstance(error, ContentError):
                show_problems(error)
            else:
                print(f"wardbook: {error}", file=sys.stderr)
            raise typer.Exit(error.exit_status) from None
        except OSError as error:
            if error.errno is None or isinstance(error, ConnectionError):
                raise  # whoever reads our output has gone, which ends the command
            print(f"wardbook: {place_and_reason(error)}", file=sys.stderr)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="wardbook",
    cls=Command,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    epilog=EPILOG,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Clinical protocols from YAML to a static site with a checker in it.",
)


RootOption = Annotated[
    Path,
    typer.Option(
        "--root",
        help="A folder of the project; the nearest mkdocs.yml upwards is used.",
        exists=True,
        file_okay=False,
        show_default="here",
    ),
]


def show_problems(error: ContentError) -> None:
    """Print every problem of the content, as editors can follow it, and how many there are."""
    for problem in error.problems:
        print(short(str(problem)), file=sys.stderr)
    count = len(error.problems)
    print(f"{count} {'problem' if count == 1 else 'problems'} found; nothing was built.", file=sys.stderr)


def tell_left_out(folder: Path, error: ContentError) -> None:
    """Say that a protocol has problems, and that the others answer without it."""
    for problem in error.problems:
        print(short(str(problem)), file=sys.stderr)
    print(f"wardbook: '{folder.name}' is left out and cannot answer.", file=sys.stderr)


def short(text: str) -> str:
    """Return a message with its path relative to where the author stands, so that editors can follow it."""
    here = Path.cwd().as_posix() + "/"
    return text.removeprefix(here)


def progress(message: str) -> None:
    """Say what is going on, apart from what the command answers."""
    print(message, file=sys.stderr, flush=True)


def project_at(root: Path) -> Project:
    """Return the project that a folder belongs to.

    Raises:
        UsageError: when it belongs to none.
    """
    project = find_project(root.resolve())
    if project is None:
        raise UsageError(f"no Wardbook project in {root} or above (looked for mkdocs.yml and site_templates/)")
    return project


ProtocolArgument = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Id of a protocol; all of them unless given.", show_default=False)
]


def prove_all(protocols: Sequence[LoadedProtocol]) -> None:
    """Prove some protocols and print what came of it.

    Raises:
        ContentError: with every property that does not hold.
    """
    from build_scripts.evidence.proofs import prove
    from build_scripts.evidence.proofs.texts import fault_problems, told

    problems = []
    for loaded in protocols:
        proofs = prove(loaded.protocol)
        print(told(loaded, proofs))
        problems += fault_problems(loaded, proofs.faults)
    if problems:
        raise ContentError(problems)


def chosen_protocols(project: Project, protocol_id: str | None) -> Sequence[LoadedProtocol]:
    """Return the protocols that a command is about, validated, whether or not their cases cover every rule."""
    from build_scripts.content.load import load_kept, protocol_folders
    from checker.answers.echo import unknown

    folders = {folder.name: folder for folder in protocol_folders(project.docs)}
    if protocol_id is not None and protocol_id not in folders:
        raise UsageError(unknown("protocol", protocol_id, folders))
    store = Store(project.cache)
    return [load_kept(folder, store) for name, folder in folders.items() if protocol_id in (None, name)]
