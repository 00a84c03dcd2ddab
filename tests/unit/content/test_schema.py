"""The JSON Schema that editors use: it agrees with the loader, and accepts the real content."""

import json
from collections.abc import Callable
from functools import partial

import jsonschema
import pytest

from build_scripts.content.doses.register import DrugFile
from build_scripts.content.schema import json_schema
from build_scripts.content.vocabulary.editors import protocol_schema, vocabulary_schema
from build_scripts.content.worked_cases import CaseFile
from build_scripts.content.yaml_source import read_yaml
from checker import Protocol

SCHEMAS: dict[str, Callable[[str], str]] = {
    "protocol.yml": protocol_schema,
    "cases.yml": partial(json_schema, CaseFile),
    "drugs.yml": partial(json_schema, DrugFile),
    "findings.yml": partial(vocabulary_schema, "findings"),
    "references.yml": partial(vocabulary_schema, "references"),
    "values.yml": partial(vocabulary_schema, "values"),
}


def _files(project, name):
    found = [*project.docs.glob(f"protocols/*/{name}"), *project.docs.glob(f"vocabulary/{name}")]
    assert found
    return found


def _as_json(value):
    return json.loads(json.dumps(value, default=float))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_valid_and_accepts_every_file(project, name):
    schema = json.loads(SCHEMAS[name]("test"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for file in _files(project, name):
        jsonschema.validate(_as_json(read_yaml(file).data), schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_file_names_its_schema_for_editors(project, site, name):
    published = site.staged / "schema" / name.replace(".yml", ".schema.json")
    assert json.loads(published.read_text()) == json.loads(SCHEMAS[name](json.loads(published.read_text())["title"]))
    for file in _files(project, name):
        first = file.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / first.split("=", 1)[1]).resolve() == published.resolve()


def test_the_schema_refuses_what_the_loader_refuses():
    schema = json.loads(json_schema(Protocol, "test"))
    finding = schema["$defs"]["BooleanFinding"]
    assert finding["additionalProperties"] is False
    assert set(finding["required"]) >= {"id", "label", "group", "type"}
    assert "at-least" in schema["$defs"]["Comparison"]["properties"]


def test_the_schema_explains_fields():
    finding = json.loads(json_schema(Protocol, "test"))["$defs"]["QuantityFinding"]["properties"]
    assert "UCUM" in finding["unit"]["description"]
