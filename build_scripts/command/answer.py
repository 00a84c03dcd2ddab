"""`wardbook assess`: cases in, answers out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

from rich.console import Console

from build_scripts.command.assessment_table import print_assessment, print_explanation, print_refusal
from checker import CaseError, Checker, RefusedCase, assess_json, explain, parse_case, to_json
from checker.answers.cases import MOST_BYTES, decoded
from checker.answers.echo import unknown


def answer_one(
    checkers: Mapping[str, Checker], data: bytes, out: BinaryIO, *, explain: bool, console: Console | None
) -> bool:
    """Answer one case.

    Args:
        checkers: The protocols that can answer, by id.
        data: The case, JSON in UTF-8.
        out: Where the JSON goes.
        explain: Whether to add the evaluated rules, in JSON as the key `explanation`.
        console: A terminal to print a table on instead of JSON.

    Returns:
        Whether the case was accepted.
    """
    try:
        text = decoded(data)
        if console is None and not explain:
            answer, accepted = assess_json(checkers, text)
            out.write(answer.encode() + b"\n")
            return accepted
        case = parse_case(text)
        if case.protocol not in checkers:
            raise RefusedCase([CaseError(None, case.protocol, unknown("protocol", case.protocol, checkers))])
        checker = checkers[case.protocol]
        assessment = checker.assess(case)
        trees = _explain(checker, case) if explain or console is not None else {}
    except RefusedCase as refused:
        if console is not None:
            print_refusal(console, refused)
        else:
            out.write(to_json(refused.to_data()).encode() + b"\n")
        return False
    if console is None:
        out.write(to_json({**assessment.to_data(), "explanation": trees}).encode() + b"\n")
        return True
    print_assessment(console, checker, assessment, date.today(), trees)
    if explain:
        print_explanation(console, checker, trees)
    return True


_explain = explain  # the keyword argument of `answer_one` takes the name


def answer_lines(checkers: Mapping[str, Checker], lines: BinaryIO, out: BinaryIO) -> bool:
    """Answer JSON Lines, one answer a line in the same order, as they come. No more than a case may have is ever held.

    Returns:
        Whether every case was accepted.
    """
    accepted = True
    while line := lines.readline(MOST_BYTES + 2):
        rest = line
        while not rest.endswith(b"\n") and (rest := lines.readline(MOST_BYTES)):
            pass  # the rest of a line that is refused for its length
        try:
            answer, fine = assess_json(checkers, decoded(line.rstrip(b"\r\n") if rest is line else line))
        except RefusedCase as refused:
            answer, fine = to_json(refused.to_data()), False
        accepted &= fine
        out.write(answer.encode() + b"\n")
        out.flush()
    return accepted
