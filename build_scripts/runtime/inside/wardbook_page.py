"""The checker as the page's worker calls it: JSON in, JSON out."""

import json
from collections.abc import Callable

from checker import Checker, RefusedCase, assess_json, explain, load, parse_case, to_json


def start(compiled: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Return two functions of a compiled protocol: the answer to a case, and the evaluated rules behind it."""
    protocol = load(json.loads(compiled))
    checkers = {protocol.id: Checker(protocol)}

    def answer(text: str) -> str:
        return assess_json(checkers, text)[0]

    def reasons(text: str) -> str:
        try:
            return to_json(explain(checkers[protocol.id], parse_case(text)))
        except RefusedCase as refused:
            return to_json(refused.to_data())

    return answer, reasons


def warm_up(compiled: str, cases: str) -> None:
    """Answer some cases, so that all that an answer needs is imported and has run once."""
    answer, reasons = start(compiled)
    for case in json.loads(cases):
        answer(case)
        reasons(case)
