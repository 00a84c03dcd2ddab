"""The shape of content, derived from the dataclasses of the checker: validation, and the JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, core_schema

from build_scripts.content.expected.doses import ExpectedDose
from build_scripts.content.expected.values import ExpectedValue
from build_scripts.content.yaml_scalars import FRACTION, rational_from
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.problems import ContentError, Problem
from checker.answers.echo import shown, unknown
from checker.language.expressions import EXPRESSIONS
from checker.language.findings import FINDING_TYPES
from checker.language.keys import YamlPath, field_name, key
from checker.language.operands import OPERANDS
from checker.protocol.compiled import expression_class, formula_class
from checker.values.formulas import FORMULAS
from checker.words.rationals import Rational

CONFIG = ConfigDict(extra="forbid", strict=True, alias_generator=key, use_attribute_docstrings=True)

FINDINGS = tuple(FINDING_TYPES.values())
_CLASSES = {cls.__name__: cls for cls in (*EXPRESSIONS, *FORMULAS, *FINDINGS)}
_IN_WORDS_OR_AS_DATA = {"str": False, ExpectedDose.__name__: True, "decimal": False, ExpectedValue.__name__: True}
"""Names that pydantic gives to the alternatives of an expected dose or value, and whether each is a mapping."""


@cache
def adapter(cls: type) -> TypeAdapter[Any]:
    """Return pydantic's validator of a dataclass of the model, with keys as authors write them."""
    Rational.__get_pydantic_core_schema__ = _rational_schema  # type: ignore[attr-defined]
    # Nested standard dataclasses take over the configuration of the outermost one.
    cls.__pydantic_config__ = CONFIG  # type: ignore[attr-defined]
    return TypeAdapter(cls)


def _rational_schema(*_: Any) -> core_schema.CoreSchema:
    """Return how pydantic reads a rational number. The class itself travels to the page, and knows no pydantic."""
    number = core_schema.no_info_plain_validator_function(rational_from)
    number["metadata"] = {"pydantic_js_functions": [lambda *_: RATIONAL]}
    return number


RATIONAL = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{FRACTION.pattern}$"}]}
"""What the JSON Schema says of a rational number."""


def parse(document: YamlDocument, cls: type) -> Any:
    """Return the model object that a document spells.

    Raises:
        ContentError: with every place where the document does not have the shape of `cls`.
    """
    # Through JSON, since pydantic's strict mode takes lists for tuples and text for decimals only there.
    text = json.dumps(document.data, default=_number_text)
    try:
        parsed = adapter(cls).validate_json(text)
    except ValidationError as error:
        raise ContentError(list(_problems(document, cls, error.errors(include_url=False)))) from None
    quoted = [
        document.problem(path, f"expected a number, found {shown(text)}")
        for path, text in _quoted(parsed, document.data)
    ]
    if quoted:
        raise ContentError(quoted)
    return parsed


def _quoted(parsed: object, data: Any, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    """Yield each text that was taken for a number: pydantic takes digits of any script, and underscores, for one."""
    if isinstance(parsed, Decimal | Rational):
        if isinstance(data, str) and not (isinstance(parsed, Rational) and FRACTION.fullmatch(data)):
            yield path, data
    elif is_dataclass(parsed) and not isinstance(parsed, type):
        for field in fields(parsed):
            name = key(field.name)
            if name in data:
                yield from _quoted(getattr(parsed, field.name), data[name], (*path, name))
    elif isinstance(parsed, tuple):
        for index, item in enumerate(parsed):
            yield from _quoted(item, data[index], (*path, index))
    elif isinstance(parsed, Mapping):
        for name, item in parsed.items():
            yield from _quoted(item, data[name], (*path, name))


def _number_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def json_schema(cls: type, title: str) -> str:
    """Return the JSON Schema of a document, for editors that complete and check while an author types."""
    schema = adapter(cls).json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _problems(document: YamlDocument, root: type, errors: list[ErrorDetails]) -> Iterator[Problem]:
    reported: set[YamlPath] = set()
    no_operands: dict[YamlPath, None] = {}
    for error in errors:
        path, node, relevant, alternative = _resolve(document.data, error["loc"])
        if not relevant:
            if path not in reported:
                reported.add(path)
                yield _no_alternative(document, path, node, alternative)
            continue
        if relevant is _OTHER_BRANCH:
            if alternative in OPERANDS:
                no_operands[path] = None
            continue
        reported.add(path)
        yield _problem(document, root, path, error)
    for path in no_operands:
        # A formula that only values can hold: no class that a rule could hold there was meant.
        if not any(other[: len(path)] == path for other in reported):
            yield document.problem(path, "a formula stands under 'values'; here name its value, {value-of: …}")


_OTHER_BRANCH = object()


def _resolve(data: Any, loc: tuple[str | int, ...]) -> tuple[YamlPath, Any, object, type | None]:
    """Return the path of an error in the document, the value there, whether the error concerns it, and the class tried.

    pydantic tries every class of a union and reports the failures of each, with the class's name in the location. Only
    the class that the author evidently meant is of interest.
    """
    path: list[str | int] = []
    node = data
    for step in loc:
        if isinstance(step, str) and step in _CLASSES and not (isinstance(node, dict) and step in node):
            meant = _meant(node, _CLASSES[step])
            if meant is None:
                return tuple(path), node, None, _CLASSES[step]
            if meant is not _CLASSES[step]:
                return tuple(path), node, _OTHER_BRANCH, _CLASSES[step]
            continue
        if step in _IN_WORDS_OR_AS_DATA and not (isinstance(node, dict) and step in node):
            if _IN_WORDS_OR_AS_DATA[str(step)] is not isinstance(node, dict):
                return tuple(path), node, _OTHER_BRANCH, None
            continue
        path.append(step)
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            node = None
    return tuple(path), node, True, None


def _meant(node: Any, alternative: type) -> type | None:
    if not isinstance(node, dict):
        return None
    if alternative in FINDINGS:
        return FINDING_TYPES.get(str(node.get("type")))
    return expression_class(node) if alternative in EXPRESSIONS else formula_class(node)


def _no_alternative(document: YamlDocument, path: YamlPath, node: Any, alternative: object) -> Problem:
    if path[:1] == ("findings",) and len(path) == 2:
        if not isinstance(node, dict):
            return document.problem(path, f"expected a mapping, found {shown(node)}")
        if "type" not in node:
            return document.problem(path, f"the key 'type' is missing, expected one of {', '.join(FINDING_TYPES)}")
        expected = f"expected {', '.join(FINDING_TYPES)}"
        if not isinstance(node["type"], str):
            return document.problem((*path, "type"), f"{expected}, found {shown(node['type'])}")
        return document.problem((*path, "type"), f"{unknown('type', node['type'], FINDING_TYPES)}, {expected}")
    if alternative in FORMULAS:
        found = shown(node)
        if isinstance(node, dict):
            keys = list(dict.fromkeys(cls.KEYS[0] for cls in FORMULAS))
            found = "; ".join(unknown("key", str(name), keys) for name in node if name not in keys) or found
        return document.problem(path, f"expected a quantity with its unit, {{value: …, unit: …}}, found {found}")
    found = shown(node)
    if isinstance(node, dict):
        hints = [unknown("key", str(name), _EXPRESSION_KEYS) for name in node if name not in _EXPRESSION_KEYS]
        found = "; ".join(hints) or f"the keys {', '.join(map(str, node))}"
    return document.problem(path, f"expected an expression ({', '.join(_EXPRESSION_KEYS)}), found {found}")


_EXPRESSION_KEYS = tuple(
    dict.fromkeys(
        name
        for cls in EXPRESSIONS
        for name in ([key(f.name) for f in fields(cls)] if cls.CONNECTIVE is not None else [cls.KEYS[0][0]])
    )
)
"""The keys by which an author begins an expression: all of a connective, the first of a leaf."""


def _problem(document: YamlDocument, root: type, path: YamlPath, error: ErrorDetails) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "missing" if isinstance(path[-1], int):
            return document.problem(path[:-1], f"expected a list with a value number {path[-1] + 1}")
        case "missing":
            return document.problem(path[:-1], f"the key '{path[-1]}' is missing")
        case "unexpected_keyword_argument":
            cls = _class_at(root, document.data, path[:-1])
            # A leaf with an unknown key looks like the plainest leaf; a key of any related leaf may have been meant.
            kin = _kin(cls) if cls is not None else ()
            siblings = list(dict.fromkeys(key(field.name) for each in kin for field in fields(each)))
            message = unknown("key", str(path[-1]), siblings)
            if "did you mean" not in message and siblings:
                message += f"; expected {', '.join(siblings)}"
            return document.problem(path, message, at_key=True)
        case "literal_error":
            expected = context["expected"].replace("'", "")
            choices = expected.replace(" or ", ", ").split(", ")
            if not isinstance(error["input"], str):
                return document.problem(path, f"expected {expected}, found {shown(error['input'])}")
            message = unknown("value", error["input"], choices)
            return document.problem(path, f"{message}, expected {expected}")
        case "value_error":
            return document.problem(path, str(context["error"]))
        case _:
            expected = _EXPECTED.get(kind)
            text = f"expected {expected}, found {shown(error['input'])}" if expected else error["msg"]
            return document.problem(path, text)


def _kin(cls: type) -> tuple[type, ...]:
    """Return the classes that a mapping could spell if it had a further key, the class itself first."""
    keys: tuple[tuple[str, ...], ...] = getattr(cls, "KEYS", ())
    if cls not in EXPRESSIONS or len(keys) != 1:
        return (cls,)
    fewest = set(keys[0])
    return (cls, *(other for other in EXPRESSIONS if any(fewest < set(spelled) for spelled in other.KEYS)))


_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "dataclass_type": "a mapping",
    "date_from_datetime_parsing": "a date as YYYY-MM-DD",
    "date_parsing": "a date as YYYY-MM-DD",
    "date_type": "a date as YYYY-MM-DD",
}


def _alternatives(hint: object) -> list[type]:
    """Return the dataclasses that a type hint mentions."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [cls for part in get_args(hint) for cls in _alternatives(part)]


def _class_at(root: type, data: Any, path: YamlPath) -> type | None:
    """Return the dataclass that the mapping at a path of a document stands for."""
    alternatives, node = [root], data
    for step in path:
        if isinstance(step, str):
            cls = _chosen(alternatives, node)
            hints = get_type_hints(cls) if cls is not None else {}
            # A step that is no field is a key of a mapping, whose values are what the alternatives are about.
            alternatives = _alternatives(hints[field_name(step)]) if field_name(step) in hints else alternatives
        node = node[step]
    return _chosen(alternatives, node)


def _chosen(alternatives: list[type], node: Any) -> type | None:
    if len(alternatives) < 2:
        return alternatives[0] if alternatives else None
    return _meant(node, alternatives[0])
