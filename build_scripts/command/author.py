"""Commands of authors and reviewers: check, prove, diff, coverage, mutants, new."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from build_scripts.command.app import (
    EPILOG,
    ProtocolArgument,
    RootOption,
    app,
    chosen_protocols,
    project_at,
    prove_all,
    short,
)
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store


@app.command(epilog=EPILOG)
def check(
    root: RootOption = Path(),
    everything: Annotated[
        bool, typer.Option("--all", help="Prove the rules and try out small mistakes as well, as every build does.")
    ] = False,
) -> None:
    """Validate the content, run every worked case, and review what the rules do.

    Each problem is printed as file:line:column: message, all at once.
    """
    from build_scripts.evidence.held_back import scope_lines
    from build_scripts.evidence.proofs.texts import told
    from build_scripts.evidence.quality import quality_of
    from build_scripts.evidence.reviews.kept import reviewed
    from build_scripts.evidence.reviews.tell import remark_lines
    from build_scripts.evidence.uncovered import MAY_LACK, covered_content, draft_gaps
    from build_scripts.evidence.versions import unraised_versions

    project = project_at(root)
    store = Store(project.cache)
    content = covered_content(project.docs, store)
    reviews, _, problems = reviewed(content.protocols, store)
    if problems:
        raise ContentError(problems)
    if everything:
        quality = quality_of(content, store)
        for loaded in content.protocols:
            print(told(loaded, quality[loaded.protocol.id].proofs))
    lacking = {loaded.protocol.id: gaps for loaded, gaps in draft_gaps(content, store)}
    for loaded in content.protocols:
        protocol = loaded.protocol
        print(
            f"{protocol.id} {protocol.version}: {len(protocol.findings)} findings, "
            f"{len(protocol.recommendations)} recommendations, {len(protocol.statements)} statements, "
            f"{len(loaded.cases)} cases as expected"
        )
        for place, gap in enumerate(lacking.get(protocol.id, ())):
            print(f"    line {gap.line}: {gap.message}" if place else f"  {MAY_LACK}, {gap.message}:")
        for line in (*remark_lines(loaded, reviews[protocol.id]), *scope_lines(loaded)):
            print(f"  worth a second look, {line}")
    for warning in unraised_versions(content.protocols):
        print(short(f"{warning}"), file=sys.stderr)


@app.command(epilog=EPILOG)
def prove(protocol_id: ProtocolArgument = None, root: RootOption = Path()) -> None:
    """Prove of every possible patient what the rules must hold to, or show the smallest patient who refutes it."""
    prove_all(chosen_protocols(project_at(root), protocol_id))


@app.command(epilog="Exit status: 0 no patient gets another answer; 1 some do; 2 there is nothing to compare.")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A git revision, or a folder with another copy of docs/.")],
    protocol_id: ProtocolArgument = None,
    new: Annotated[
        str, typer.Option("--to", metavar="NEW", help="A revision or folder in place of what lies here.")
    ] = "",
    root: RootOption = Path(),
    record: Annotated[
        bool,
        typer.Option("--record", help="Keep the result beside each protocol that changed, for its change history."),
    ] = False,
) -> None:
    """Say for which patients two versions of a protocol answer differently: not by the text, but by the behaviour."""
    from build_scripts.evidence.proofs.differences import compare
    from build_scripts.evidence.proofs.texts import in_words
    from build_scripts.evidence.revisions import protocols_of, write_record

    project = project_at(root)
    before, after = (protocols_of(project, version, protocol_id) for version in (old, new))
    names = sorted({*before, *after})
    alike = [name for name in names if name in before and name in after and before[name] == after[name]]
    changed = False
    for name in (name for name in names if name not in alike):
        if name not in before or name not in after:
            print(f"{name}: only in the {'new' if name in after else 'old'} version")
            changed = True
            continue
        comparison = compare(before[name], after[name])
        print(in_words(before[name], after[name], comparison))
        changed = changed or not comparison.nothing
        if record and before[name].version == after[name].version:
            print(f"  not kept: the version is {after[name].version} in both; raise it first")
        elif record:
            file = write_record(project, before[name], after[name])
            print(f"  kept as {file.relative_to(project.root).as_posix()}")
    if alike:
        print(f"Unchanged: {', '.join(alike)}")
    if changed:
        raise typer.Exit(1)


@app.command(epilog="Exit status: 0 every rule is covered; 1 some are not, or the content has problems.")
def coverage(protocol_id: ProtocolArgument = None, root: RootOption = Path()) -> None:
    """Say which rules no worked case holds to their meaning, each with a case that would, ready to paste."""
    from build_scripts.evidence.coverage import WHATS, lacks
    from build_scripts.evidence.coverage import coverage as cover
    from build_scripts.evidence.proofs.suggested_cases import suggestions
    from checker import Checker

    missing = 0
    for loaded in chosen_protocols(project_at(root), protocol_id):
        covered = cover(Checker(loaded.protocol), loaded.cases)
        print(f"{loaded.protocol.id} {loaded.protocol.version}, {len(loaded.cases)} worked cases:")
        for kind, (done, all_) in covered.counts().items():
            print(f"  {done} of {all_}: {WHATS[kind]}")
        for situations, suggestion in suggestions(loaded.protocol, covered.missing, loaded.cases):
            print("", *(f"# {lack}" for lack in lacks(situations)), sep="\n")
            print(suggestion if suggestion is not None else "# and no such patient was found; see 'wardbook prove'")
        missing += len(covered.missing)
    if missing:
        raise typer.Exit(1)


@app.command(epilog="Exit status: 0 all was tried out, whatever came of it; 1 the content has problems.")
def mutants(protocol_id: ProtocolArgument = None, root: RootOption = Path()) -> None:
    """Make small mistakes in rules, doses and actions; list those that nothing notices, each with a case that would."""
    from build_scripts.evidence.mutation.mistakes import mistakes_of, pasteable
    from build_scripts.evidence.unnoticed import tally_text, unnoticed_text

    for loaded in chosen_protocols(project_at(root), protocol_id):
        protocol, score = loaded.protocol, mistakes_of(loaded)
        print(f"{protocol.id} {protocol.version}: {score.caught} of {score.total} mistakes noticed")
        for tally in score.tallies:
            if tally.made:
                print(f"  {tally_text(tally)}")
        for mistakes, case in pasteable(loaded, score):
            print()
            for mistake in mistakes:
                print(f"# protocol.yml, line {mistake.line}: {unnoticed_text(protocol, mistake)}")
            print(case)


@app.command(epilog=EPILOG)
def new(
    protocol_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the new protocol, kebab-case.")],
    root: RootOption = Path(),
) -> None:
    """Make a commented skeleton of a protocol that passes 'wardbook check'."""
    from build_scripts.content.skeleton import write_skeleton

    project = project_at(root)
    folder = write_skeleton(project, protocol_id)
    print(
        f"{folder.relative_to(project.root).as_posix()}/ has a protocol.yml and a cases.yml. "
        "Edit them, with 'wardbook check' after each step, and 'make serve' to watch."
    )
