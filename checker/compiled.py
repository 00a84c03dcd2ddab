"""Protocols as plain data and back: the JSON that travels with a checker page.

Keys are those that an author writes. What only pages need (texts of statements, literature, page layout) stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from checker import conditions, expressions, findings, operands, protocol, scores, sources
from checker.keys import field_name, key
from checker.wording import ENGLISH, Language

FORMAT = 1
"""Version of the compiled form; a page and a runtime that disagree on it say so instead of guessing."""

LEFT_BEHIND = (
    "statements",
    "references",
    "disagreements",
    "invariants",
    "accepted",
    "pages",
    "pathway",
    "changes",
    "related",
    "terms",
    "synonyms",
    "first_actions",
)
"""Fields of a protocol that no evaluation needs."""

BEHIND_A_FACTOR = ("basis", "molar_mass", "valence")
"""Fields of a further unit that its factor was checked by, and that no evaluation needs either."""


def plain(value: object) -> Any:
    """Return a model value as data that JSON can carry; decimals as strings, what is empty and optional left out."""
    if is_dataclass(value) and not isinstance(value, type):
        items = ((field, getattr(value, field.name)) for field in fields(value))
        return {
            key(field.name): plain(item)
            for field, item in items
            if item is not None and (item != () or field.default is MISSING)
        }
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def dump(source: protocol.Protocol) -> dict[str, Any]:
    """Return the compiled form of a protocol: what `load` needs to evaluate and explain cases."""
    left_behind = {key(name) for name in LEFT_BEHIND}
    data = {name: value for name, value in plain(source).items() if name not in left_behind}
    for finding in data["findings"]:
        for conversion in finding.get("also", ()):
            for name in BEHIND_A_FACTOR:
                conversion.pop(key(name), None)
    return {"format": FORMAT, **data}


def dump_language(language: Language) -> dict[str, Any]:
    """Return a language as a compiled form carries it under `language`; `load_language` reads it back."""
    return {
        "messages": dict(language.messages),
        "decimal-mark": language.decimal_mark,
        "small-nouns": language.small_nouns,
    }


def load_language(data: Mapping[str, Any]) -> Language:
    """Return the language that a compiled form brings along, English where it brings none."""
    given = data.get("language")
    if given is None:
        return ENGLISH
    return Language(given["messages"], given["decimal-mark"], given["small-nouns"])


def load(data: Mapping[str, Any]) -> protocol.Protocol:
    """Return the protocol that a compiled form stands for, without what was left behind.

    Raises:
        ValueError: when the form is of another version.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"compiled protocol has format {data.get('format')!r}, this checker reads {FORMAT}")
    empty: dict[str, Any] = {key(name): () for name in LEFT_BEHIND} | {"terms": {}}
    content = {name: value for name, value in data.items() if name not in ("format", "language")}
    result: protocol.Protocol = _decode(protocol.Protocol, {**empty, **content})
    return result


def expression_class(data: Mapping[str, object]) -> type[expressions.Expression] | None:
    """Return the class of the expression that a mapping spells, judged by its keys; None when it is none.

    Where several classes are spelled, the one with the most keys is meant: `{finding: …, is: […]}` is no plain finding.
    """
    best, most = None, 0
    for cls in expressions.EXPRESSIONS:
        for keys in cls.KEYS:
            if len(keys) > most and all(name in data for name in keys):
                best, most = cls, len(keys)
    return best


def operand_class(data: Mapping[str, object]) -> type[operands.Operand] | None:
    """Return the class of the operand that a mapping spells, judged by its keys; None when it is none."""
    return next((cls for cls in operands.OPERANDS if all(name in data for name in cls.KEYS)), None)


def _expression(data: Mapping[str, Any]) -> Any:
    cls = expression_class(data)
    assert cls is not None, data
    return _decode(cls, data)


def _operand(data: Mapping[str, Any]) -> Any:
    cls = operand_class(data)
    assert cls is not None, data
    return _decode(cls, data)


def _finding(data: Mapping[str, Any]) -> Any:
    return _decode(findings.FINDING_TYPES[data["type"]], data)


def _one(cls: type) -> Callable[[Any], Any]:
    return lambda data: _decode(cls, data)


def _many(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda items: tuple(convert(item) for item in items)


def _decode(cls: type, data: Mapping[str, Any]) -> Any:
    converters = _CONVERTERS.get(cls, {})
    values = {}
    for name, value in data.items():
        field = field_name(name)
        convert = converters.get(field)
        values[field] = convert(value) if convert else tuple(value) if isinstance(value, list) else value
    return cls(**values)


_CONVERTERS: dict[type, dict[str, Callable[[Any], Any]]] = {
    protocol.Protocol: {
        "review": _one(sources.Review),
        "source": _one(sources.Source),
        "groups": _many(_one(protocol.FindingGroup)),
        "findings": _many(_finding),
        "constraints": _many(_one(protocol.Constraint)),
        "criteria": _many(_one(protocol.Criterion)),
        "scores": _many(_one(scores.Score)),
        "grades": _many(_one(scores.Grade)),
        "recommendations": _many(_one(protocol.Recommendation)),
        "warnings": _many(_one(protocol.Warning)),
    },
    sources.Review: {
        "checked": date.fromisoformat,
        "due": date.fromisoformat,
        "events": _many(_one(sources.ReviewEvent)),
    },
    sources.ReviewEvent: {"date": date.fromisoformat},
    sources.Source: {"updated": date.fromisoformat},
    findings.ChoiceFinding: {"choices": _many(_one(findings.Choice))},
    findings.QuantityFinding: {"plausible": _many(Decimal), "also": _many(_one(findings.UnitConversion))},
    findings.UnitConversion: {"times": Decimal, "molar_mass": Decimal},
    protocol.Constraint: {"if_": _expression, "then": _expression},
    protocol.Criterion: {"when": _expression},
    protocol.Recommendation: {
        "when": _expression,
        "doses": _many(_one(protocol.Dose)),
        "no_rule": _many(_one(protocol.NoRule)),
    },
    protocol.NoRule: {"when": _expression},
    protocol.Dose: {"amount": Decimal, "to": Decimal, "frequency": _one(protocol.Frequency)},
    protocol.Frequency: {"every": Decimal},
    protocol.Warning: {"when": _expression},
    scores.Score: {"items": _many(_one(scores.ScoreItem)), "bands": _many(_one(scores.Band))},
    scores.ScoreItem: {"when": _expression},
    scores.Band: {"when": _expression},
    scores.Grade: {"scale": _many(_one(scores.GradeStep)), "domains": _many(_one(scores.Domain)), "when": _expression},
    scores.Domain: {"levels": _many(_one(scores.Level))},
    scores.Level: {"when": _expression},
    expressions.All: {"all": _many(_expression)},
    expressions.AnyOf: {"any": _many(_expression)},
    expressions.AtLeast: {"of": _many(_expression)},
    expressions.Not: {"not_": _expression},
    conditions.Comparison: {"quantity": _operand} | dict.fromkeys(conditions.RELATIONS, _operand),
    operands.Quantity: {"value": Decimal},
    operands.FindingValue: {"times": Decimal},
    operands.Sum: {"sum": _many(_operand)},
}
