"""Checks of the codes of findings in terminologies: each has the form of one. Whether it is right, no machine knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_scripts.content.validation.units import objection_to_unit
from build_scripts.project.problems import Objection
from checker.language.findings import Codes, Finding, QuantityFinding

LOINC = re.compile(r"\d{1,7}-\d")
SNOMED = re.compile(r"\d{6,18}")


def code_objections(findings: Sequence[Finding]) -> Iterator[Objection]:
    """Yield an objection to each code of a list of findings that does not have the form of one."""
    for index, finding in enumerate(findings):
        codes, path = finding.codes or Codes(), ("findings", index, "codes")
        if codes.loinc is not None and not _is_loinc(codes.loinc):
            message = f"'{codes.loinc}' is no LOINC code: its last digit checks the others, as in 2823-3"
            yield (*path, "loinc"), message
        if codes.snomed is not None and not SNOMED.fullmatch(codes.snomed):
            yield (*path, "snomed"), f"'{codes.snomed}' is no SNOMED CT identifier: expected 6 to 18 digits"
        if codes.ucum is not None:
            objection = objection_to_unit(codes.ucum)
            if isinstance(finding, QuantityFinding):
                objection = "a quantity has its UCUM code in 'unit'; leave it out here"
            if objection:
                yield (*path, "ucum"), objection


def _is_loinc(code: str) -> bool:
    """Return whether a code has the form of LOINC, with the check digit of the Luhn algorithm (modulus 10)."""
    if not LOINC.fullmatch(code):
        return False
    digits = [int(digit) for digit in reversed(code.replace("-", ""))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
