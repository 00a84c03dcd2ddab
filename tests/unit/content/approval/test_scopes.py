"""Every value of a protocol and every file of its folder belongs to a part that a person approves."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from build_scripts.content.approval.scopes import READ_FROM_RECORDS, doses_of, rules_of, scope_digests, texts_of
from build_scripts.content.load import load_protocol
from checker.protocol.doses import Dose
from checker.protocol.model import Recommendation
from checker.protocol.sources import SCOPES, Review
from tests.support.protocols.signed import (
    DOSE_CHANGED,
    LIMIT_CHANGED,
    TEXT_CHANGED,
    URGENCY_CHANGED,
    change,
    with_dose,
)


def _others(value):
    """Yield copies of a model object in each of which one value is another, with the classes around it."""
    if is_dataclass(value):
        for name in (field.name for field in fields(value)):
            if not (isinstance(value, Review) and name in READ_FROM_RECORDS):
                for around, other in _others(getattr(value, name)):
                    changed = object.__new__(type(value))
                    for each in (field.name for field in fields(value)):
                        object.__setattr__(changed, each, other if each == name else getattr(value, each))
                    yield (type(value), *around), changed
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            for around, other in _others(item):
                yield around, (*value[:index], other, *value[index + 1 :])
    elif isinstance(value, dict):
        for name, item in value.items():
            for around, other in _others(item):
                yield around, {**value, name: other}
    elif isinstance(value, bool):
        yield (), not value
    elif isinstance(value, int | Decimal):
        yield (), value + 1
    elif isinstance(value, date):
        yield (), value + timedelta(days=1)
    elif isinstance(value, str):
        yield (), value + "x"


def test_no_value_can_change_without_a_part_that_changes(first):
    """Of the real protocol each value of a dose, and every seventh other, as a change of one digit would make it."""
    protocol = first.protocol
    before = _parts(protocol)
    tried = 0
    for name in (field.name for field in fields(protocol)):
        for around, value in _others(getattr(protocol, name)):
            tried += 1
            if tried % 7 and Dose not in around:  # all of them take half a minute
                continue
            after = _parts(replace(protocol, **{name: value}))
            moved = [part for part in SCOPES if after[part] != before[part]]
            assert moved, (name, around)
            if Dose in around:
                assert "doses" in moved, (name, around)
    assert tried > 1500


def _parts(protocol):
    return {"rules": rules_of(protocol), "doses": doses_of(protocol), "texts": texts_of(protocol)}


@pytest.fixture
def folder(workshop):
    return with_dose(workshop).parent


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        (DOSE_CHANGED, {"doses", "texts"}),
        (LIMIT_CHANGED, {"rules", "texts"}),
        (URGENCY_CHANGED, {"rules", "texts"}),  # the cases, which are among the texts, state them as well
        (TEXT_CHANGED, {"texts"}),
        (
            {
                "action: start ": "action: consider ",
                "strength: do ": "strength: consider ",
                "strength: {example-action: do}": "strength: {}",
                "label: Start example drug": "label: Consider example drug",
                "When it is suspected, do": "When it is suspected, consider to do",
            },
            {"rules", "texts"},
        ),
        ({"plausible: [0.1, 100]": "plausible: [0.2, 100]"}, {"rules"}),
        ({"When it is suspected, do": "When it is suspected do"}, set()),
        ({"label: Example sign": "label: Another sign"}, {"texts"}),
        ({"# related": "# nothing related", "    doses:\n": "    doses:   # a remark\n"}, set()),
    ],
)
def test_a_change_concerns_the_part_that_it_belongs_to(folder, words, moved):
    file = folder / "protocol.yml"
    before = scope_digests(load_protocol(folder), folder)
    text = file.read_text()
    change(file, words)
    assert file.read_text() != text
    after = scope_digests(load_protocol(folder), folder)
    assert {part for part in SCOPES if after.of(part) != before.of(part)} == moved


def test_cases_translations_and_pictures_are_among_the_texts(folder):
    def texts():
        return scope_digests(load_protocol(folder), folder).texts

    seen = [texts()]
    (folder / "translations").mkdir()
    translation = folder / "translations" / "de.yml"
    translation.write_text("version: 0.1.0\ntexts:\n  protocol: {title: Beispiel}\n")
    seen.append(texts())
    translation.write_text("version: 0.1.0\ntexts:\n  protocol: {title: Beispiele}\n")
    seen.append(texts())
    (folder / "position.png").write_bytes(b"a picture")
    seen.append(texts())
    cases = folder / "cases.yml"
    cases.write_text(cases.read_text() + "\n# A remark changes nothing.\n")
    assert texts() == seen[-1]
    cases.write_text(cases.read_text().replace("why: ", "why: Because ", 1))
    seen.append(texts())
    assert len(set(seen)) == len(seen)


def test_the_register_counts_for_the_drugs_of_the_protocol(folder, workshop):
    register = workshop.docs / "vocabulary" / "drugs.yml"
    protocol, text = load_protocol(folder), register.read_text()

    def of(change):
        register.write_text(change)
        return scope_digests(protocol, folder).register

    one = of(text)
    assert of(text + "  - name: another drug\n") == one
    assert of(text.replace("route: oral", "route: rectal")) != one
    limited = (
        f"{text}    limits: [{{protocols: [{{}}], daily: {{amount: 1, unit: mg}}, statements: [a:S1], basis: b}}]\n"
    )
    assert of(limited.replace("{}", "another")) == of(f"{text}    limits: []\n")
    assert of(limited.replace("{}", protocol.id)) != of(limited.replace("{}", "another"))
    assert of(text + "  - {name: trade name, names: [Example drug]}\n") != one
    assert of("drugs: [\n") != of("drugs: {\n")  # its own checks name what is wrong


def test_a_recommendation_is_bound_to_its_dose(folder):
    protocol = load_protocol(folder)
    (recommendation,) = protocol.recommendations
    other = replace(recommendation, id="another-action")
    moved = replace(protocol, recommendations=(replace(recommendation, doses=()), replace(other)))
    assert isinstance(other, Recommendation)
    assert _parts(moved)["doses"] != _parts(protocol)["doses"]
