"""What is wrong with content, and where: the one form in which an author hears of a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.language.keys import YamlPath

Objection = tuple[YamlPath, str]
"""What is wrong with a part of a document, by its path in it."""


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
        return f"{self.file.as_posix()}:{self.line}:{self.column}: {self.message}"


class UserError(Exception):
    """Why a command cannot do what was asked, in words that need no traceback: the root of all such errors."""

    exit_status = 1
    """What the command ends with: 1 where what lies here is wrong, 2 where the command was asked for what cannot be."""


class BuildError(UserError):
    """Why something could not be built."""


class UsageError(UserError):
    """A command that was used wrongly."""

    exit_status = 2


class ContentError(UserError):
    """Content that cannot be built; it carries every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
