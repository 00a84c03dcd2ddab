"""Wardbook's checker: the model of a clinical protocol, and the engine that assesses a case by it.

Pure Python, standard library only. The same wheel answers on the command line, as a library and, in Pyodide, inside the
reader's page.

    from checker import Checker, load

    checker = Checker(load(json.loads(compiled)))
    assessment = checker.assess({"protocol": "…", "findings": {"dyspnea": True}})
"""

from checker.answers.alternatives import Alternative, alternatives
from checker.answers.assessment import Assessment, Checker, assess_json, to_json
from checker.answers.cases import Case, CaseError, RefusedCase, parse_case
from checker.answers.explanation import explain
from checker.answers.parts import RecommendationAnswer, Status
from checker.language.truth import Truth
from checker.protocol.compiled import dump, load
from checker.protocol.model import Protocol

__version__ = "0.1.0"

__all__ = [
    "Alternative",
    "Assessment",
    "Case",
    "CaseError",
    "Checker",
    "Protocol",
    "RecommendationAnswer",
    "RefusedCase",
    "Status",
    "Truth",
    "alternatives",
    "assess_json",
    "dump",
    "explain",
    "load",
    "parse_case",
    "to_json",
]
