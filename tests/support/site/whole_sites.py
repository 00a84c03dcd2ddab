"""Whole sites: what one is made of, and builds that are stopped half-way."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from build_scripts.project.paths import Project

STARTED = 1 << (signal.SIGTERM - 1)
"""The bit of a process's caught signals by which it is seen that our handlers are in place."""

BUILD = [sys.executable, "-m", "build_scripts.command.main", "build"]


@dataclass(frozen=True)
class Ended:
    """A build that has ended, however it did."""

    status: int
    said: str
    seconds: float
    """From the start of the process."""
    after: float = 0
    """From the moment at which it could take a signal."""


@dataclass
class Ground:
    """A project that can be built into two known sites."""

    project: Project
    sites: dict[str, str]
    """What is written on the home page → the digest of the whole site with it."""
    seconds: float
    """How long a build takes here, by the latest that nothing stopped."""

    def write(self, text: str) -> None:
        """Change the content, so that a build has something to do."""
        (self.project.docs / "index.md").write_text(f"# Wardbook\n\n{text}\n")

    def other(self) -> str:
        """Change the content to what the site does not show, and return it."""
        shown = digest_of(self.project.site)
        text = next(text for text, digest in self.sites.items() if digest != shown)
        self.write(text)
        return text

    def stopped(self, number: int, moment: float) -> Ended:
        """Change the content, build, and send a signal at a moment: 0 as soon as a build can take one, 1 at its end."""
        self.other()
        result = stopped(self.project, number, moment * self.seconds)
        if result.status == 0:  # the build was faster than thought
            self.seconds = min(self.seconds, result.after)
        return result

    def faults(self) -> list[str]:
        """What is wrong with the site that lies here: it must be one of the two, whole."""
        found = faults_of(self.project.site)
        return found if found or digest_of(self.project.site) in self.sites.values() else ["neither of the two sites"]


def lend(project: Project, built: Project) -> None:
    """Give a project what knows nothing of protocols and takes long to make, from one that was built."""
    project.cache.mkdir(parents=True)
    (project.root / "node_modules").symlink_to(built.root / "node_modules", target_is_directory=True)
    (project.build / "runtime").symlink_to(built.build / "runtime", target_is_directory=True)
    for kept in built.cache.glob("disk-*"):
        shutil.copy(kept, project.cache)


def environment(**more: str) -> dict[str, str]:
    """The environment of a build that gives the same bytes at any time."""
    return {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **more}


def start(project: Project, *options: str, before=None, **more: str) -> subprocess.Popen[bytes]:
    """Start a build."""
    return subprocess.Popen(
        [*BUILD, *options],
        cwd=project.root,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=before,
    )


def ended(process: subprocess.Popen[bytes], since: float) -> Ended:
    """Wait for the end of a build."""
    said, _ = process.communicate(timeout=300)
    return Ended(process.returncode, said.decode(), time.monotonic() - since)


def build(project: Project, *options: str, before=None, **more: str) -> Ended:
    """Build, and wait for the end."""
    since = time.monotonic()
    return ended(start(project, *options, before=before, **more), since)


def stopped(project: Project, number: int, after: float) -> Ended:
    """Build, and send a signal some seconds after the command can take one."""
    since = time.monotonic()
    process = start(project)
    wait_until_started(process)
    ready = time.monotonic()
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    lasted = time.monotonic() - ready
    process.send_signal(number)
    return replace(ended(process, since), after=lasted)


def wait_until_started(process: subprocess.Popen[bytes]) -> None:
    """Wait until a command has its handlers in place: before, the interpreter itself is still starting."""
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text()
        caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
        if caught is not None and int(caught[1], 16) & STARTED:
            return
        time.sleep(0.002)


def digest_of(site: Path) -> str:
    """Return a digest of the names and contents of all files."""
    digest = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(site).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def faults_of(site: Path) -> list[str]:
    """Return what a site lacks: pages, their policy, and the files that the service worker promises."""
    pages = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}
    faults = [f"{name}: no policy" for name, text in pages.items() if "Content-Security-Policy" not in text]
    faults += [f"{name}: not there" for name in ("index.html", "404.html") if name not in pages]
    worker = site / "service-worker.js"
    found = re.match(r"self\.WARDBOOK=(\{.*?\});\n", worker.read_text()) if worker.is_file() else None
    if found is None:
        return [*faults, "no list of files in the service worker"]
    listed = {unquote(entry["url"]): entry for entry in json.loads(found[1])["files"]}
    faults += [f"{name}: not kept by the service worker" for name in pages if name not in listed]
    for name, entry in listed.items():
        path = site / name
        given = path.read_bytes() if path.is_file() else b""
        if entry["integrity"] != f"sha256-{base64.b64encode(hashlib.sha256(given).digest()).decode()}":
            faults.append(f"{name}: not what the service worker promises")
    return faults


def left_over(project: Project) -> list[str]:
    """What a build left behind beside the site, and in the folder of the build."""
    places = [*project.root.glob(".site*"), *project.build.glob("runtime/making-*"), *project.cache.glob(".*")]
    return [path.name for path in places]


def builds_again(ground: Ground) -> str:
    """Assert that a build after all that happened gives the other site, whole, and leaves nothing else behind.

    Returns:
        What its home page says.
    """
    text = ground.other()
    result = build(ground.project)
    assert result.status == 0, result.said
    assert digest_of(ground.project.site) == ground.sites[text]
    assert left_over(ground.project) == []
    return text
