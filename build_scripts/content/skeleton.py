"""`wardbook new`: a protocol to start from."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.project.filenames import objection_to_file_name
from build_scripts.project.paths import Project
from build_scripts.project.problems import UsageError

PROTOCOL_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Pattern of a protocol's id, and so of its folder's name."""


class SkeletonError(UsageError):
    """A skeleton that was not made; the message says why, and what was expected."""


def write_skeleton(project: Project, protocol_id: str) -> Path:
    """Write a commented protocol with two worked cases, which passes `wardbook check` as it is.

    Args:
        project: The project to write the protocol into.
        protocol_id: Kebab-case id, which becomes the folder's name and part of the pages' addresses.

    Returns:
        The new folder.

    Raises:
        SkeletonError: when the id is malformed or no file name on some system, or the folder exists or cannot be made.
    """
    if not PROTOCOL_ID.fullmatch(protocol_id):
        raise SkeletonError(
            f"'{protocol_id}' is no id for a protocol: expected small letters, digits and hyphens, "
            "for example tumour-lysis-syndrome"
        )
    objection = objection_to_file_name(protocol_id)
    if objection:
        raise SkeletonError(objection)
    folder = project.docs / "protocols" / protocol_id
    if folder.exists():
        raise SkeletonError(f"docs/protocols/{protocol_id}/ exists already; nothing was changed")
    templates = Environment(  # noqa: S701 - what it renders is YAML, not HTML
        loader=FileSystemLoader(project.templates / "skeleton"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    today = datetime.date.today()
    words = {
        "id": protocol_id,
        "title": protocol_id.replace("-", " ").capitalize(),
        "today": today.isoformat(),
        "due": today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat(),
    }
    try:
        folder.mkdir(parents=True)
        for name in ("protocol.yml", "cases.yml"):
            (folder / name).write_text(templates.get_template(f"{name}.j2").render(words), encoding="utf-8")
    except OSError as error:
        raise SkeletonError(f"docs/protocols/{protocol_id}/ cannot be written: {error.strerror}") from None
    return folder
