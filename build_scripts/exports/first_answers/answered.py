"""Answers of the engine, with places in them for the numbers that they repeat."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from build_scripts.exports.first_answers.entered import Enterable, Entry
from build_scripts.project.problems import BuildError
from checker import Checker, assess_json, load
from checker.answers.assessment import to_json
from checker.answers.echo import echo
from checker.protocol.compiled import load_language
from checker.words.messages import speaking

AS_DATA, AS_WORDS, AS_NAME = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks of a place for a number, as JSON writes it or as a sentence does, and of one for the id of a finding; after it
stands the finding's sign. Unicode has set these characters aside: no text holds them."""

FIRST_SIGN = 0x23
"""Code of the sign of the first finding. Signs are characters that JSON writes as they are: '#', '$' and so on."""

BACKSLASH = 0x5C


class FirstAnswerError(BuildError):
    """A stored answer that is not the engine's answer to a case that it stands for."""


def sign_of(position: int) -> str:
    """Return the character that stands for a number in texts of the table."""
    code = FIRST_SIGN + position
    return chr(code if code < BACKSLASH else code + 1)


class Answering:
    """The engine as the page has it, asked about cases of some findings."""

    def __init__(self, compiled: Mapping[str, Any], entered: Sequence[Enterable]) -> None:
        """Load a protocol.

        Args:
            compiled: The compiled protocol that the page carries.
            entered: The findings, in the order of the form.
        """
        self._protocol = str(compiled["id"])
        self._language = load_language(compiled)
        self._checkers = {self._protocol: Checker(load(compiled))}
        self._entered = entered

    @property
    def decimal_mark(self) -> str:
        """What stands before the decimals in sentences."""
        return self._language.decimal_mark

    def text(self, entries: Mapping[int, Entry]) -> str:
        """Return the engine's answer to a case: its findings by position, in their order."""
        findings = ",".join(f"{to_json(self._entered[index].id)}:{entry.json}" for index, entry in entries.items())
        with speaking(self._language):
            return assess_json(self._checkers, f'{{"protocol":{to_json(self._protocol)},"findings":{{{findings}}}}}')[0]

    def pattern(self, answer: str, entries: Mapping[int, Entry]) -> dict[str, Any]:
        """Return the answer to a case as data, with places for the numbers that a refusal repeats."""
        data: dict[str, Any] = json.loads(answer)
        numbers = {
            self._entered[index].id: (index, entry) for index, entry in entries.items() if entry.digits is not None
        }
        for error in data.get("errors", ()):
            for index, entry in numbers.values():
                alone = rf"(?<![\d.,]){re.escape(self._words(entry))}(?![\d.,]*\d)"
                # No sign is a backslash, which would mean something here.
                error["message"] = re.sub(alone, AS_WORDS + sign_of(index), error["message"])
            if error["finding"] in numbers and error["value"] is not None:
                index, _ = numbers[error["finding"]]
                place = AS_DATA + sign_of(index)
                if isinstance(error["value"], dict):
                    error["value"]["value"] = place
                else:
                    error["value"] = place
        return data

    def check(self, pattern: str, answer: str, entries: Mapping[int, Entry]) -> None:
        """Hold a pattern against the engine's answer to a case of the same kinds.

        Raises:
            FirstAnswerError: when the two differ.
        """
        filled = self.filled(pattern, entries)
        if filled != answer:
            case = ", ".join(f"{self._entered[index].id}: {entry.json}" for index, entry in entries.items())
            raise FirstAnswerError(
                f"{self._protocol}: the answer that would be stored for the page is not the engine's to {case}. "
                f"This is a fault of Wardbook, not of the protocol.\nstored: {filled}\nengine: {answer}"
            )

    def filled(self, pattern: str, entries: Mapping[int, Entry]) -> str:
        """Return a pattern with the numbers of a case in their places."""
        for index, entry in entries.items():
            if entry.digits is not None:
                pattern = pattern.replace(AS_DATA + sign_of(index), to_json(echo(Decimal(entry.digits))))
                pattern = pattern.replace(AS_WORDS + sign_of(index), self._words(entry))
        return pattern

    def _words(self, entry: Entry) -> str:
        assert entry.digits is not None
        return entry.digits.replace("-", "−").replace(".", self.decimal_mark)
