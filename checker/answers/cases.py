"""Cases: the findings of one patient as they come in, checked before anything is evaluated."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.answers.echo import cut, decimal_from, echo, unknown
from checker.answers.value_readers import InvalidValue, value_reader
from checker.language.findings import Finding
from checker.words.rationals import Number

DEEPEST = 64
"""Levels of nesting that a JSON text may have; a case needs three. The interpreter's own limits are higher, but differ
between platforms, and in a browser a text beyond them ends the whole runtime."""

MOST_BYTES = 1 << 20
"""Bytes that a case may have: 1 MiB. A case with every finding of a protocol has a few thousand; whoever reads cases
must be able to stop reading somewhere."""

MOST_HINTS = 20
"""Highest number of unknown names in a case for which the nearest known name is looked up: the search takes far longer
than the refusal."""


@dataclass(frozen=True, slots=True)
class CaseError:
    """One reason why a case is refused."""

    finding: str | None
    """Id of the finding, as given; None when the case as a whole is wrong."""
    value: object
    """The value as given."""
    message: str
    """What is wrong with the value and what was expected."""

    def to_data(self) -> dict[str, object]:
        """Return the error as the machine interface writes it."""
        return {"finding": self.finding, "value": echo(self.value), "message": self.message}


class RefusedCase(ValueError):
    """A case that cannot be evaluated; it carries every reason at once."""

    def __init__(self, errors: Sequence[CaseError]) -> None:
        super().__init__("; ".join(f"{e.finding}: {e.message}" if e.finding else e.message for e in errors))
        self.errors = tuple(errors)

    def to_data(self) -> dict[str, object]:
        """Return the errors as the machine interface writes them."""
        return {"errors": [error.to_data() for error in self.errors]}


@dataclass(frozen=True, slots=True)
class Case:
    """A case whose outer form is right; its findings are still as given."""

    protocol: str
    findings: Mapping[str, object]


def decoded(data: bytes) -> str:
    """Return the text of a case that comes as UTF-8, with or without a byte order mark.

    Raises:
        RefusedCase: when it has more than `MOST_BYTES` bytes, or is not UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise RefusedCase(
            [CaseError(None, None, f"longer than {MOST_BYTES:,} bytes (1 MiB), the most that a case may have")]
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedCase([CaseError(None, None, f"not UTF-8: byte {error.start} cannot be read")]) from None


def parse_case(text: str) -> Case:
    """Read a case from JSON.

    Args:
        text: `{"protocol": id, "findings": {id: value, …}}`. Numbers are read as exact decimals.

    Raises:
        RefusedCase: when the text is not JSON, repeats a key, or is not of that form.
    """
    if _too_deep(text):
        raise RefusedCase([CaseError(None, None, "the JSON is nested too deeply")])
    try:
        data = json.loads(
            text,
            parse_float=decimal_from,
            parse_int=decimal_from,
            parse_constant=Decimal,
            object_pairs_hook=_without_duplicates,
        )
    except InvalidValue as error:
        raise RefusedCase([CaseError(None, None, str(error))]) from None
    except ValueError as error:
        raise RefusedCase([CaseError(None, None, f"not valid JSON: {error}")]) from None
    return case_from(data)


def case_from(data: object) -> Case:
    """Return the case that a parsed JSON value stands for.

    Raises:
        RefusedCase: when it is not an object with `protocol` (a string) and `findings` (an object) and nothing else.
    """
    form = '{"protocol": "…", "findings": {…}}'
    if not isinstance(data, Mapping):
        raise RefusedCase([CaseError(None, data, f"expected an object {form}")])
    errors = [
        CaseError(None, data[key], f"unknown key '{cut(str(key))}', expected {form}")
        for key in data
        if key not in ("protocol", "findings")
    ]
    protocol, findings = data.get("protocol"), data.get("findings")
    if not isinstance(protocol, str):
        errors.append(CaseError(None, protocol, "expected 'protocol' with the id of a protocol"))
    if not isinstance(findings, Mapping):
        errors.append(CaseError(None, findings, "expected 'findings' with an object; leave out what was not assessed"))
    if errors:
        raise RefusedCase(errors)
    assert isinstance(protocol, str)  # for the type checker, as is the next line
    assert isinstance(findings, Mapping)
    return Case(protocol, findings)


_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[\[{]|[\]}]', re.DOTALL)


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif first != '"':
            depth -= 1
    return False


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise InvalidValue(f"the key '{cut(twice)}' is given twice")
    return result


class CaseReader:
    """A reader that checks the values of a case by the findings of a protocol, and converts them for the rules."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = {finding.id: (index, value_reader(finding)) for index, finding in enumerate(findings)}
        self._count = len(findings)

    def read(self, given: Mapping[str, object]) -> list[bool | str | Number | None]:
        """Return the values by position of the finding; None stands for not assessed.

        Raises:
            RefusedCase: with every value that is refused.
        """
        values: list[bool | str | Number | None] = [None] * self._count
        errors: list[CaseError] = []
        for finding, value in given.items():
            known = self._findings.get(finding)
            if known is None:
                name = str(finding)  # every key of JSON is text, one of a Python mapping may be anything
                hints = self._findings if len(errors) < MOST_HINTS else ()
                errors.append(CaseError(cut(name), value, unknown("finding", name, hints)))
            elif value is not None:
                try:
                    values[known[0]] = known[1](value)
                except InvalidValue as error:
                    errors.append(CaseError(finding, value, str(error)))
        if errors:
            raise RefusedCase(errors)
        return values
