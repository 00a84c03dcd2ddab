"""Problems of content, each with its place: the one form in which an author learns of a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checker.answers.echo import visible
from checker.language.keys import YamlPath

Objection = tuple[YamlPath, str]
"""Path of a part of a document, and what is wrong with this part."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file."""

    file: Path
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str

    def __str__(self) -> str:
        # A message may repeat what an author wrote. Its line breaks are its own: a counterexample has several lines.
        message = "\n".join(map(visible, self.message.split("\n")))
        return f"{self.file.as_posix()}:{self.line}:{self.column}: {message}"


class UserError(Exception):
    """The root of all errors for users: the message says why a command failed, in words that need no traceback."""

    exit_status = 1
    """Exit status of the command: 1 for a fault in what lies here, 2 for a request that cannot be met."""


class BuildError(UserError):
    """A part of the project that could not be built; the message says why."""


class UsageError(UserError):
    """A command that was used wrongly."""

    exit_status = 2


class ContentError(UserError):
    """Content that cannot be built; it carries every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WritingError(BuildError):
    """A place that cannot be written: the disk is full, or the folder may not be changed."""


@contextmanager
def writing(place: str, after: str) -> Iterator[None]:
    """Name the place where something is written, since a full disk does not say which.

    Args:
        place: The place as the user knows it, for example `site/`.
        after: What the user has now, as the end of a sentence.

    Raises:
        WritingError: for every error of the system.
    """
    try:
        yield
    except OSError as error:
        raise WritingError(f"{place} could not be written, {place_and_reason(error)}; {after}") from None


def place_and_reason(error: OSError) -> str:
    """Return an error of the system in words: the reason, and the file where it is known."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename is not None else reason
