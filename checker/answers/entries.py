"""A case as a form holds it: the entry of each field, with every number digit for digit as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.answers.assessment import Checker, to_json
from checker.answers.cases import CaseError, RefusedCase, decoded, parse_case
from checker.answers.echo import unknown
from checker.language.findings import Finding, QuantityFinding
from checker.words.units import understood


class _Digits(str):
    """A number of a JSON text in plain digits, none added and none lost."""

    __slots__ = ()


def _digits(written: str) -> _Digits:
    # A form has no powers of ten. The number of digits that a power of ten stands for was checked before.
    return _Digits(format(Decimal(written), "f") if "e" in written.lower() else written)


def entries(checkers: Mapping[str, Checker], data: bytes) -> str:
    """Return the entries of a form for a case, or the errors of a refused case, as one line of JSON.

    A case is refused here exactly when `assess_json` refuses it, and in the same words.

    Args:
        checkers: The protocols that can answer, by id.
        data: The case, JSON in UTF-8.

    Returns:
        `{"findings": {id: entry, …}}`, in which an entry is true or false, the id of a choice, a date, the digits of a
        whole number as a string, or `{"value": digits, "unit": code of UCUM}`; what was not assessed is left out. Or
        `{"errors": […]}`.
    """
    try:
        text = decoded(data)
        case = parse_case(text)
        checker = checkers.get(case.protocol)
        if checker is None:
            raise RefusedCase([CaseError(None, case.protocol, unknown("protocol", case.protocol, checkers))])
        checker.values(case)
    except RefusedCase as refused:
        return to_json(refused.to_data())
    given = json.loads(text, parse_float=_digits, parse_int=_digits)["findings"]
    findings = {finding.id: finding for finding in checker.protocol.findings}
    return to_json(
        {"findings": {name: _entry(findings[name], value) for name, value in given.items() if value is not None}}
    )


def _entry(finding: Finding, value: Any) -> Any:
    """Return a value with the code of its unit, as the form has it, in place of a spelling such as 'mmHg'."""
    if not isinstance(finding, QuantityFinding) or value["unit"] in finding.units:
        return value
    return {**value, "unit": understood(value["unit"], finding.units)}
