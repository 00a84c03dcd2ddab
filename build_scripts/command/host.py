"""Commands of whoever hosts a site: build, serve, bundle, verify."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from build_scripts.command.app import EPILOG, RootOption, app, progress, project_at, short, show_problems
from build_scripts.project.store import Store


@app.command(epilog=EPILOG)
def build(
    root: RootOption = Path(), force: Annotated[bool, typer.Option(help="Build even if nothing changed.")] = False
) -> None:
    """Check the content and build the site into site/."""
    from build_scripts.evidence.uncovered import covered_content, draft_lines
    from build_scripts.evidence.versions import unraised_versions
    from build_scripts.project.lock import one_at_a_time
    from build_scripts.site.build import build_site

    project = project_at(root)
    with one_at_a_time(project.build, progress):
        progress("Checking content …")
        store = Store(project.cache)
        content = covered_content(project.docs, store)
        for remark in (*draft_lines(content, store), *unraised_versions(content.protocols)):
            progress(short(f"{remark}"))
        built = build_site(project, content, progress, force=force)
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
    from build_scripts.site.serve import serve as serve_site

    progress("Checking content …")
    serve_site(project_at(root), address, progress, show_problems)


@app.command(epilog=EPILOG)
def bundle(
    root: RootOption = Path(),
    pdf: Annotated[bool, typer.Option("--pdf", help="Add a printed card of each protocol (needs Chromium).")] = False,
    address: Annotated[str | None, typer.Option(help="Where the site will be found; printed on the cards.")] = None,
    release: Annotated[
        bool, typer.Option("--release", help="Record the versions as handed out: they cannot be changed any more.")
    ] = False,
) -> None:
    """Build the site and make the zip for whoever hosts it: dist/wardbook-<version>.zip."""
    from build_scripts.bundle.make import make_bundle
    from build_scripts.evidence.uncovered import covered_content, draft_lines
    from build_scripts.project.commit import changed_since_commit
    from build_scripts.project.lock import one_at_a_time
    from build_scripts.site.build import build_site

    project = project_at(root)
    with one_at_a_time(project.build, progress):
        progress("Checking content …")
        store = Store(project.cache)
        content = covered_content(project.docs, store)
        for remark in draft_lines(content, store):
            progress(short(f"{remark}"))
        build_site(project, content, progress)
        made = make_bundle(project, content, progress, pdf=pdf, address=address)
    if changed_since_commit(project.root):
        progress("Warning: there are changes that no commit holds, so nobody else can make this bundle again.")
    if release:
        from build_scripts.content.approval.signing import record_release

        for loaded in content.protocols:
            if record_release(loaded.protocol, loaded.folder, date.today()):
                progress(f"{loaded.protocol.id} {loaded.protocol.version} is recorded as released; commit the record.")
    name = made.relative_to(project.root).as_posix()
    print(f"{name}: {made.stat().st_size / 1e6:.1f} MB. To check it: wardbook verify {name}")


@app.command(epilog="Exit status: 0 nothing differs; 1 something does; 2 there is nothing to compare with.")
def verify(
    place: Annotated[Path, typer.Argument(metavar="DIR", help="A deployed folder, or the zip.")],
) -> None:
    """Compare a deployed folder, or a bundle's zip, with its SHA256SUMS, and name every file that differs."""
    from build_scripts.bundle.verify import verify as compare

    verdict = compare(place)
    for difference in verdict.differences:
        print(difference)
    if verdict.differences:
        count = len(verdict.differences)
        print(f"{count} {'file differs' if count == 1 else 'files differ'} from SHA256SUMS.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{verdict.checked} files are as SHA256SUMS says; nothing is missing, nothing is extra.", file=sys.stderr)
