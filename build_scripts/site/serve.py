"""The live preview for authors, all in one process: the site is built again whenever a file changes.

A mistake is said at once, and the last good site stays until it is mended.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from build_scripts.evidence.uncovered import covered_content, draft_lines
from build_scripts.project.lock import one_at_a_time
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError, UsageError, place_and_reason
from build_scripts.project.store import Store
from build_scripts.site.mkdocs import run_mkdocs
from build_scripts.site.stage import Progress, stage_site
from build_scripts.site.swap import new_site


def serve(project: Project, address: str, progress: Progress, report: Callable[[ContentError], None]) -> None:
    """Serve the site with live reload until a signal ends the process.

    Args:
        project: The project with all its folders.
        address: Host and port, for example `127.0.0.1:8000`.
        progress: Called with each line of progress.
        report: Called with the mistakes in the content, while the last good site stays served.

    Raises:
        UserError: when the first build fails, or nothing can listen at the address.
    """
    from mkdocs.livereload import LiveReloadServer  # loaded here, since it takes a while

    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise UsageError(f"'{address}' is no host and port; expected for example 127.0.0.1:8000")
    site = project.build / "preview"
    _preview(project, site, progress)

    def again() -> None:
        try:
            _preview(project, site, progress)
            progress("Content is fine; the page reloads by itself.")
        except ContentError as error:
            report(error)
        except Exception as error:  # whatever it is: the author mends it, and the next change is looked at
            said = place_and_reason(error) if isinstance(error, OSError) else str(error) or type(error).__name__
            progress(f"wardbook: {said}\nThe last good site stays on the page.")

    server = LiveReloadServer(again, host.strip("[]"), int(port), str(site))
    server.error_handler = lambda status: (site / f"{status}.html").read_bytes() if status == 404 else None
    for folder in (project.docs, project.templates):
        server.watch(str(folder))
    progress(f"Serving at http://{address}/ (stop with Ctrl+C). Edit the YAML and watch.")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
    except OSError as error:
        raise UsageError(f"cannot serve at {address}: {error.strerror}") from None
    finally:
        server.shutdown()


def _preview(project: Project, site: Path, progress: Progress) -> None:
    """Build the preview: the staged pages without proofs, policy and service worker."""
    with one_at_a_time(project.build, progress):
        store = Store(project.cache)
        content = covered_content(project.docs, store)
        for remark in draft_lines(content, store):
            progress(str(remark))
        stage_site(project, content, progress)
        with new_site(site) as new:
            run_mkdocs(project, progress, new)
