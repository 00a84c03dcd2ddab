"""The `wardbook` command.

Exit statuses: 0 all is well; 1 the content has problems, the site could not be built, or a folder differs from its
sums; 2 a case was refused, or the command was used wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from build_scripts.problems import BuildError, ContentError
from build_scripts.project import Project, find_project
from build_scripts.store import Store

if TYPE_CHECKING:
    from build_scripts.content import LoadedProtocol

EPILOG = "Exit status: 0 all is well; 1 the content has problems; 2 a case was refused, or wrong usage."

app = typer.Typer(
    name="wardbook",
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


def main() -> None:
    """Run the command; the entry point of the package."""
    try:
        app()
    except ContentError as error:
        _show(error)
        raise SystemExit(1) from None
    except BuildError as error:
        print(f"wardbook: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        raise SystemExit(1) from None


def _show(error: ContentError) -> None:
    for problem in error.problems:
        print(_short(str(problem)), file=sys.stderr)
    count = len(error.problems)
    print(f"{count} {'problem' if count == 1 else 'problems'} found; nothing was built.", file=sys.stderr)


def _left_out(folder: Path, error: ContentError) -> None:
    for problem in error.problems:
        print(_short(str(problem)), file=sys.stderr)
    print(f"wardbook: '{folder.name}' is left out and cannot answer.", file=sys.stderr)


def _short(text: str) -> str:
    """Return a message with its path relative to where the author stands, so that editors can follow it."""
    here = Path.cwd().as_posix() + "/"
    return text.removeprefix(here)


def _progress(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _fail(message: str, status: int = 2) -> NoReturn:
    print(f"wardbook: {message}", file=sys.stderr)
    raise typer.Exit(status)


def _project(root: Path) -> Project:
    project = find_project(root.resolve())
    if project is None:
        _fail(f"no Wardbook project in {root} or above (looked for mkdocs.yml and site_templates/)")
    return project


@app.command(epilog=EPILOG)
def check(
    root: RootOption = Path(),
    everything: Annotated[bool, typer.Option("--all", help="Prove the rules as well, as every build does.")] = False,
) -> None:
    """Validate the content, run every worked case, and review what the rules do.

    Each problem is printed as file:line:column: message, all at once.
    """
    from build_scripts.coverage import covered_content
    from build_scripts.reviews.tell import remark_lines, reviewed

    content = covered_content(_project(root).docs)
    reviews, _, problems = reviewed(content.protocols)
    if problems:
        raise ContentError(problems)
    if everything:
        _prove(content.protocols)
    for loaded in content.protocols:
        protocol = loaded.protocol
        print(
            f"{protocol.id} {protocol.version}: {len(protocol.findings)} findings, "
            f"{len(protocol.recommendations)} recommendations, {len(protocol.statements)} statements, "
            f"{len(loaded.cases)} cases as expected"
        )
        for line in remark_lines(loaded, reviews[protocol.id]):
            print(f"  worth a second look, {line}")


ProtocolArgument = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Id of a protocol; all of them unless given.", show_default=False)
]


@app.command(epilog=EPILOG)
def prove(protocol_id: ProtocolArgument = None, root: RootOption = Path()) -> None:
    """Prove of every possible patient what the rules must hold to, or show the smallest patient who refutes it."""
    _prove(_chosen(_project(root), protocol_id))


@app.command(epilog=EPILOG)
def review(
    protocol_id: ProtocolArgument = None,
    root: RootOption = Path(),
    whole: Annotated[
        bool, typer.Option("--whole", help="List all that follows from each answer, not only what changes.")
    ] = False,
) -> None:
    """Show what the rules do: one finding alone, quantities at their ends, and reasons that cross; as Markdown."""
    from build_scripts.reviews.tell import in_words, reviewed

    project = _project(root)
    chosen = [loaded.protocol.id for loaded in _chosen(project, protocol_id)]
    protocols = _chosen(project, None)
    reviews, between, problems = reviewed(protocols)
    by_id = {loaded.protocol.id: loaded.protocol for loaded in protocols}
    for name in chosen:
        print(in_words(by_id[name], reviews[name], between[name], by_id, whole=whole))
    found = [problem for problem in problems if problem.file.parent.name in chosen]
    if found:
        raise ContentError(found)


def _prove(protocols: Sequence[LoadedProtocol]) -> None:
    from build_scripts.proofs.tell import fault_problems, told

    problems = []
    for loaded in protocols:
        proofs, text = told(loaded)
        print(text)
        problems += fault_problems(loaded, proofs.faults)
    if problems:
        raise ContentError(problems)


def _chosen(project: Project, protocol_id: str | None) -> Sequence[LoadedProtocol]:
    """Return the protocols that a command is about, validated, whether or not their cases cover every rule."""
    from build_scripts.load import load_alone, protocol_folders
    from checker.answers.echo import unknown

    folders = {folder.name: folder for folder in protocol_folders(project.docs)}
    if protocol_id is not None and protocol_id not in folders:
        _fail(unknown("protocol", protocol_id, folders))
    return [load_alone(folder) for name, folder in folders.items() if protocol_id in (None, name)]


@app.command(epilog="Exit status: 0 no patient gets another answer; 1 some do; 2 there is nothing to compare.")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A git revision, or a folder with another copy of docs/.")],
    new: Annotated[str, typer.Argument(metavar="[NEW]", help="The same; what lies here now unless given.")] = "",
    root: RootOption = Path(),
    record: Annotated[
        bool, typer.Option("--record", help="Keep the result beside the protocol, for its change history.")
    ] = False,
) -> None:
    """Say for which patients two versions of a protocol answer differently: not by the text, but by the behaviour."""
    from build_scripts.proofs.differences import compare
    from build_scripts.proofs.report import in_words
    from build_scripts.revisions import RevisionError, protocols_of, write_record

    project = _project(root)
    try:
        before, after = protocols_of(project, old), protocols_of(project, new)
    except RevisionError as error:
        _fail(str(error))
    changed = False
    for name in sorted({*before, *after}):
        if name not in before or name not in after:
            print(f"{name}: only in the {'new' if name in after else 'old'} version")
            changed = True
            continue
        comparison = compare(before[name], after[name])
        print(in_words(before[name], after[name], comparison))
        changed = changed or not comparison.nothing
        if record:
            file = write_record(project, before[name], after[name])
            print(f"  kept as {file.relative_to(project.root).as_posix()}")
    if changed:
        raise typer.Exit(1)


@app.command(epilog="Exit status: 0 every rule is covered; 1 some are not, or the content has problems.")
def coverage(protocol_id: ProtocolArgument = None, root: RootOption = Path()) -> None:
    """Say which rules no worked case holds to their meaning, each with a case that would, ready to paste."""
    from build_scripts.coverage import WHATS
    from build_scripts.coverage import coverage as cover
    from build_scripts.proofs.suggest import suggested_case
    from checker import Checker

    missing = 0
    for loaded in _chosen(_project(root), protocol_id):
        covered = cover(Checker(loaded.protocol), loaded.cases)
        print(f"{loaded.protocol.id} {loaded.protocol.version}, {len(loaded.cases)} worked cases:")
        for kind, (done, all_) in covered.counts().items():
            print(f"  {done} of {all_}: {WHATS[kind]}")
        for situation in covered.missing:
            print(f"\n# {situation}")
            suggestion = suggested_case(loaded.protocol, situation)
            print(suggestion if suggestion is not None else "# and there is no such patient; see 'wardbook prove'")
        missing += len(covered.missing)
    if missing:
        raise typer.Exit(1)


@app.command(epilog=EPILOG)
def build(
    root: RootOption = Path(), force: Annotated[bool, typer.Option(help="Build even if nothing changed.")] = False
) -> None:
    """Check the content and build the site into site/."""
    from build_scripts.coverage import covered_content
    from build_scripts.site import build_site

    project = _project(root)
    _progress("Checking content …")
    content = covered_content(project.docs, Store(project.cache))
    built = build_site(project, content, _progress, force=force)
    pages = sum(1 for _ in project.site.rglob("*.html"))
    print(
        f"site/ is {'ready' if built else 'up to date'}: {pages} pages. To look at it: "
        "make serve, or python3 -m http.server --bind 127.0.0.1 --directory site 8000"
    )


@app.command(epilog=EPILOG)
def serve(
    root: RootOption = Path(),
    address: Annotated[str, typer.Option(help="Host and port to listen on.")] = "127.0.0.1:8000",
) -> None:
    """Build the site, serve it, and follow every change of content and templates."""
    from build_scripts.coverage import covered_content
    from build_scripts.serve import serve as serve_site
    from build_scripts.site_stage import stage_site

    project = _project(root)
    _progress("Checking content …")
    content = covered_content(project.docs)
    stage_site(project, content, _progress)
    _progress(f"Serving at http://{address}/ (stop with Ctrl+C). Edit the YAML and watch.")
    raise typer.Exit(serve_site(project, address, _progress, _show))


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
    from build_scripts.assess import answer_lines, answer_one
    from build_scripts.compiled import load_checkers

    if jsonl and explain:
        _fail("--jsonl and --explain do not go together")
    try:
        # Closed by the 'with' below; only opening it is tried here.
        stream = sys.stdin.buffer if case == "-" else Path(case).open("rb")  # noqa: SIM115
    except OSError as error:
        _fail(f"cannot read {case}: {error.strerror}")
    project = _project(root)
    checkers = load_checkers(project.docs, Store(project.build / "compiled"), _left_out)
    with stream:
        if jsonl:
            accepted = answer_lines(checkers, stream, sys.stdout.buffer)
        else:
            console = None if as_json or not sys.stdout.isatty() else Console()
            accepted = answer_one(checkers, stream.read(), sys.stdout.buffer, explain=explain, console=console)
    if not accepted:
        raise typer.Exit(2)


@app.command(epilog=EPILOG)
def new(
    protocol_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the new protocol, kebab-case.")],
    root: RootOption = Path(),
) -> None:
    """Make a commented skeleton of a protocol that passes 'wardbook check'."""
    from build_scripts.skeleton import SkeletonError, write_skeleton

    project = _project(root)
    try:
        folder = write_skeleton(project, protocol_id)
    except SkeletonError as error:
        _fail(str(error))
    print(
        f"{folder.relative_to(project.root).as_posix()}/ has a protocol.yml and a cases.yml. "
        "Edit them, with 'wardbook check' after each step, and 'make serve' to watch."
    )


@app.command(epilog=EPILOG)
def bundle(
    root: RootOption = Path(),
    pdf: Annotated[bool, typer.Option("--pdf", help="Add a printed card of each protocol (needs Chromium).")] = False,
    address: Annotated[str | None, typer.Option(help="Where the site will be found; printed on the cards.")] = None,
) -> None:
    """Build the site and make the zip for whoever hosts it: dist/wardbook-<version>.zip."""
    from build_scripts.bundle import make_bundle
    from build_scripts.commit import changed_since_commit
    from build_scripts.coverage import covered_content
    from build_scripts.site import build_site

    project = _project(root)
    _progress("Checking content …")
    content = covered_content(project.docs, Store(project.cache))
    build_site(project, content, _progress)
    made = make_bundle(project, content, _progress, pdf=pdf, address=address)
    if changed_since_commit(project.root):
        _progress("Warning: there are changes that no commit holds, so nobody else can make this bundle again.")
    name = made.relative_to(project.root).as_posix()
    print(f"{name}: {made.stat().st_size / 1e6:.1f} MB. To check it: wardbook verify {name}")


@app.command(epilog="Exit status: 0 nothing differs; 1 something does; 2 there is nothing to compare with.")
def verify(
    place: Annotated[Path, typer.Argument(metavar="DIR", help="A deployed folder, or the zip.")],
) -> None:
    """Compare a deployed folder, or a bundle's zip, with its SHA256SUMS, and name every file that differs."""
    from build_scripts.bundle.sums import SumsError
    from build_scripts.bundle.verify import verify as compare

    try:
        verdict = compare(place)
    except SumsError as error:
        _fail(str(error))
    for difference in verdict.differences:
        print(difference)
    if verdict.differences:
        count = len(verdict.differences)
        print(f"{count} {'file differs' if count == 1 else 'files differ'} from SHA256SUMS.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{verdict.checked} files are as SHA256SUMS says; nothing is missing, nothing is extra.", file=sys.stderr)


if __name__ == "__main__":
    main()
