"""The live preview for authors: the site is built again whenever a file changes, and mistakes are printed at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from build_scripts.evidence.coverage import covered_content
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError
from build_scripts.site.mkdocs import quiet_environment
from build_scripts.site.stage import Progress, stage_site

SETTLE_SECONDS = 0.3
"""Seconds to wait after a change, since an editor writes a file in several steps and all of them are one change."""


class _Changed(FileSystemEventHandler):
    """A file watcher that sets an event when a file is written, created, moved or removed."""

    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a change; reading a file is no change."""
        if not event.is_directory and event.event_type in ("created", "modified", "moved", "deleted"):
            self._event.set()


def serve(project: Project, address: str, progress: Progress, report: Callable[[ContentError], None]) -> int:
    """Serve the site with live reload until interrupted.

    Args:
        project: The project with all its folders.
        address: Host and port, for example `127.0.0.1:8000`.
        progress: Called with each line of progress.
        report: Called with the mistakes in the content, while the last good state stays served.

    Returns:
        The exit status of the server.
    """
    changed, stopping = threading.Event(), threading.Event()
    observer = Observer()
    for folder in (project.docs, project.templates):
        observer.schedule(_Changed(changed), str(folder), recursive=True)
    observer.start()
    watcher = threading.Thread(target=_restage, args=(project, changed, stopping, progress, report), daemon=True)
    watcher.start()
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--config-file",
        str(project.config),
        "--dev-addr",
        address,
        "--watch",
        str(project.templates / "theme"),
    ]
    server = subprocess.Popen(command, cwd=project.root, env=quiet_environment())
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stopping.set()
        changed.set()
        observer.stop()
        if server.poll() is None:
            server.terminate()
            server.wait()


def _restage(
    project: Project,
    changed: threading.Event,
    stopping: threading.Event,
    progress: Progress,
    report: Callable[[ContentError], None],
) -> None:
    while True:
        changed.wait()
        stopping.wait(SETTLE_SECONDS)
        if stopping.is_set():
            return
        changed.clear()
        try:
            stage_site(project, covered_content(project.docs), progress)
            progress("Content is fine; the page reloads by itself.")
        except ContentError as error:
            report(error)
