"""The writing of records: what `wardbook sign` and `wardbook bundle --release` leave beside a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from build_scripts.content.approval.records import (
    APPROVALS,
    FORMAT,
    RELEASES,
    add_record,
    digests_on_record,
    releases_in,
    write_committed,
)
from build_scripts.content.approval.scopes import KEPT, scope_digests
from build_scripts.content.vocabulary.written_out import kept_copy
from build_scripts.project.digests import sha256
from build_scripts.project.problems import UsageError
from checker import Protocol
from checker.protocol.sources import SCOPES


class SigningError(UsageError):
    """An approval that was not recorded; the message says why."""


def scope_of(text: str) -> tuple[str, ...]:
    """Return the parts that a text names, such as 'rules,doses'.

    Raises:
        SigningError: when it names none, or something that is no part.
    """
    named = [part.strip() for part in text.split(",")]
    wrong = [part for part in named if part not in SCOPES]
    if wrong:
        raise SigningError(f"--scope is '{text}', expected one or more of {', '.join(SCOPES)}, with commas between")
    return tuple(part for part in SCOPES if part in named)


def day_of_signature(text: str | None, today: date) -> date:
    """Return the day of a signature, today unless given.

    Raises:
        SigningError: when the text is no day as YYYY-MM-DD, or one that has not come.
    """
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or len(text) != 10:
        raise SigningError(f"--date is '{text}', expected a day as YYYY-MM-DD")
    if day > today:
        raise SigningError(f"--date is {text}, which has not come yet (today is {today})")
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """The person who approves, as the record names them.

    Raises:
        SigningError: when one of the fields is not words in one line.
    """

    reviewer: str
    """Name."""
    role: str
    """Profession and place."""
    competence: str
    """What makes the person competent for this protocol."""
    interests: str
    """Interests that the person states; 'none' where there are none."""

    def __post_init__(self) -> None:
        for option, text in asdict(self).items():
            if not text.strip() or not text.isprintable():
                raise SigningError(
                    f"--{option} is {text!r}, expected words in one line: who approves is never left open"
                )

    def fields(self) -> dict[str, str]:
        """Return the fields by name, with single blanks."""
        return {name: " ".join(text.split()) for name, text in asdict(self).items()}


def record_approval(
    protocol: Protocol,
    folder: Path,
    *,
    signatory: Signatory,
    scope: Sequence[str],
    day: date,
    document: str,
    commit: str | None,
) -> Path:
    """Record that a person approved parts of a protocol as it stands in its folder, and keep a copy of it.

    Args:
        protocol: The protocol, which passed every check.
        folder: Its folder.
        signatory: The person.
        scope: The parts that were approved, of `rules`, `doses` and `texts`.
        day: The day of the signature.
        document: Fingerprint of the document that was signed.
        commit: The git commit that is checked out, where there is one.

    Returns:
        The file with the record.

    Raises:
        ContentError: when the records so far were changed by hand.
    """
    content = kept_copy(protocol, folder)
    digests = scope_digests(protocol, folder)
    kept = f"{KEPT}/{protocol.version}-{sha256(content)[:8]}.yml"
    write_committed(folder / kept, content)
    record = {
        **signatory.fields(),
        "scope": list(scope),
        "date": day.isoformat(),
        "version": protocol.version,
        "format": FORMAT,
        "digests": digests_on_record(digests),
        "files": dict(digests.files),
        "kept": kept,
        "copy": sha256(content),
        "document": document,
        **({"commit": commit} if commit else {}),
    }
    add_record(folder, APPROVALS, record)
    return folder / APPROVALS


def record_release(protocol: Protocol, folder: Path, day: date) -> bool:
    """Record that a version was handed out, once; return whether this is new.

    Raises:
        ContentError: when the records so far were changed by hand.
    """
    if any(record.version == protocol.version for record in releases_in(folder)):
        return False  # that it is unchanged since was checked when it was read
    record = {
        "version": protocol.version,
        "date": day.isoformat(),
        "format": FORMAT,
        "digests": digests_on_record(scope_digests(protocol, folder)),
    }
    add_record(folder, RELEASES, record)
    return True
