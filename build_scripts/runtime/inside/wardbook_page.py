"""The checker as the page's worker calls it: JSON in, JSON out."""

import json
from collections.abc import Callable

from checker import Checker, RefusedCase, alternatives, assess_json, explain, load, parse_case, to_json
from checker.answers.entries import entries
from checker.answers.pending import pending
from checker.protocol.compiled import load_language
from checker.words.messages import speak


def start(compiled: str) -> dict[str, Callable]:
    """Return the functions of a compiled protocol, by the names under which the page calls them.

    The functions give the answer to a case; the evaluated rules behind it; the changes by other answers, with the
    findings that can still make a difference; and the entries of the form for a case that comes as bytes.
    """
    data = json.loads(compiled)
    speak(load_language(data))
    protocol = load(data)
    checkers = {protocol.id: Checker(protocol)}

    def answer(text: str) -> str:
        return assess_json(checkers, text)[0]

    def reasons(text: str) -> str:
        try:
            return to_json(explain(checkers[protocol.id], parse_case(text)))
        except RefusedCase as refused:
            return to_json(refused.to_data())

    def others(text: str) -> str:
        try:
            checker, case = checkers[protocol.id], parse_case(text)
            found = [other.to_data() for other in alternatives(checker, case)]
            return to_json({"alternatives": found, "pending": pending(checker, case)})
        except RefusedCase as refused:
            return to_json(refused.to_data())

    def read(data) -> str:
        return entries(checkers, data if isinstance(data, bytes) else data.to_bytes())

    return {"answer": answer, "explain": reasons, "alternatives": others, "read": read}


def warm_up(compiled: str, cases: str) -> None:
    """Answer some cases, so that all that an answer needs is imported and has run once."""
    calls = start(compiled)
    for case in json.loads(cases):
        for name in ("answer", "explain", "alternatives"):
            calls[name](case)
        calls["read"](case.encode())
