"""The form model: what the checker page's template is given."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from build_scripts.pages.form import form_model
from build_scripts.pages.questions.fields import field_view
from build_scripts.pages.templates import environment
from build_scripts.pages.view import ProtocolView
from build_scripts.words.doses import dose_text, unit_text, unstated
from build_scripts.words.site_language import ENGLISH
from checker import dump, load
from checker.language.findings import (
    BooleanFinding,
    Choice,
    ChoiceFinding,
    DateFinding,
    IntegerFinding,
    QuantityFinding,
    UnitConversion,
)
from checker.protocol.doses import Dose, Frequency
from checker.protocol.labels import Labels
from checker.words.rationals import Rational
from tests.support.protocols.rules import REST
from tests.support.protocols.toys import toy


def dose(**more: Any) -> Dose:
    return Dose(**{"drug": "examplin", "amount": Decimal("2.50"), "unit": "mg", "statements": (), **more})


def choice(count):
    answers = tuple(Choice(f"c{number}", f"Answer {number}") for number in range(count))
    return ChoiceFinding(id="c", label="C", group="g", type="choice", choices=answers)


def quantity(low, high, *also, unit="mg/dL"):
    return QuantityFinding(
        id="q",
        label="Q",
        group="g",
        type="quantity",
        unit=unit,
        plausible=(Decimal(low), Decimal(high)),
        also=tuple(UnitConversion(code, Rational(times)) for code, times in also),
    )


@pytest.mark.parametrize(
    ("more", "text", "open_"),
    [
        (
            {"route": "intravenous", "frequency": Frequency(every=Decimal(12), unit="h")},
            "examplin 2.50 mg intravenously every 12 hours",
            (),
        ),
        ({}, "examplin 2.50 mg", ("route", "frequency")),
        ({"route": "oral"}, "examplin 2.50 mg by mouth", ("frequency",)),
        ({"route": "intravesical"}, "examplin 2.50 mg by the intravesical route", ("frequency",)),
        ({"to": Decimal(5), "unit": "mg/m2"}, "examplin 2.50 to 5 mg/m²", ("route", "frequency")),
        ({"unit": "g/d"}, "examplin 2.50 g per day", ("route",)),
        ({"frequency": Frequency(every=Decimal(1), unit="d")}, "examplin 2.50 mg per day", ("route",)),
        ({"frequency": Frequency(every=Decimal("0.5"), unit="wk")}, "examplin 2.50 mg every 0.5 weeks", ("route",)),
    ],
)
def test_a_dose_says_what_the_source_says_and_names_what_it_leaves_out(more, text, open_):
    assert dose_text(dose(**more), Labels(toy())) == text
    assert unstated(dose(**more)) == open_


def test_units_of_doses_are_read_as_words():
    assert [unit_text(unit) for unit in ("mg", "mg/m2", "mg/kg/d")] == ["mg", "mg/m²", "mg/kg per day"]


@pytest.mark.parametrize(
    ("finding", "control"),
    [
        (BooleanFinding(id="b", label="B", group="g", type="boolean"), "boolean"),
        (choice(2), "buttons"),
        (choice(4), "buttons"),
        (choice(5), "list"),
        (quantity("1", "2"), "quantity"),
        (IntegerFinding(id="i", label="I", group="g", type="integer", plausible=(0, 5)), "integer"),
        (DateFinding(id="d", label="D", group="g", type="date", precision="day"), "date"),
        (DateFinding(id="d", label="D", group="g", type="date", precision="minute"), "time"),
    ],
)
def test_every_type_of_finding_has_its_control(finding, control):
    assert field_view(finding).control == control


def test_limits_keep_the_digits_that_the_author_wrote():
    assert [unit.limits for unit in field_view(quantity("1.0", "10.0", unit="mmol/L")).units] == ["1.0 to 10.0 mmol/L"]


def test_limits_are_shown_in_each_unit_with_its_sign():
    units = field_view(quantity("-2", "1000", ("/uL", "0.001"), unit="10*9/L")).units

    assert [(unit.code, unit.sign) for unit in units] == [("10*9/L", "× 10⁹/L"), ("/uL", "/µL")]
    assert [unit.limits for unit in units] == ["−2 to 1000 × 10⁹/L", "−2000 to 1\u202f000\u202f000 /µL"]


def test_a_limit_that_does_not_come_out_even_is_shortened_to_the_accepted_side():
    finding = quantity("0.5", "20", ("mmol/L", "2.4305"))

    other = field_view(finding).units[1]

    low, high = (Decimal(text) for text in other.limits.removesuffix(" mmol/L").split(" to "))
    assert (low, high) == (Decimal("0.206"), Decimal("8.22"))
    assert low * Decimal("2.4305") >= Decimal("0.5")
    assert high * Decimal("2.4305") <= 20


def test_an_integer_shows_its_limits():
    finding = IntegerFinding(id="i", label="I", group="g", type="integer", plausible=(0, 5))

    assert field_view(finding).limits == "0 to 5"


HOSTILE = '"><script>alert(1)</script> {{ 7 * 7 }} & *x*'


def hostile_protocol():
    """A protocol with every kind of finding, whose texts try to be markup."""
    findings: list[dict[str, Any]] = [
        {"id": "b", "type": "boolean"},
        {"id": "c", "type": "choice", "choices": [{"id": "one", "label": HOSTILE}]},
        {"id": "q", "type": "quantity", "unit": "mg", "plausible": ["1", "2"], "also": [{"unit": "g", "times": "9"}]},
        {"id": "i", "type": "integer", "plausible": [0, 5]},
        {"id": "d", "type": "date", "precision": "day"},
    ]
    rule = {"id": "r", "label": HOSTILE, "plain": "r", "action": "start", "strength": "do", "urgency": "today"}
    return load(
        {
            **REST,
            "applicable": "k",
            "not-applicable": HOSTILE,
            "groups": [{"id": "g", "label": HOSTILE, "help": HOSTILE}],
            "findings": [{"label": HOSTILE, "group": "g", "help": HOSTILE, **finding} for finding in findings],
            "criteria": [{"id": "k", "label": HOSTILE, "when": {"finding": "b"}}],
            "recommendations": [
                {
                    **rule,
                    "note": HOSTILE,
                    "when": {"criterion": "k"},
                    "statements": ["S01"],
                    "doses": [{"drug": HOSTILE, "amount": "1", "unit": "mg", "statements": []}],
                }
            ],
            "scores": [
                {
                    "id": "s",
                    "label": HOSTILE,
                    "items": [{"points": 1, "when": {"finding": "b"}}],
                    "bands": [{"id": "low", "label": HOSTILE, "from": 0, "to": 1}],
                }
            ],
        }
    )


@pytest.fixture
def block(repository: Path) -> str:
    """The checker's HTML for a protocol whose texts try to be markup."""
    protocol = hostile_protocol()
    templates = environment(repository / "site_templates", ENGLISH)
    templates.globals["asset"] = str
    return templates.get_template("checker-form.html.j2").render(
        form=form_model(protocol),
        protocol=protocol,
        compiled=dump(protocol),
        digest="0" * 10,
        keeps_entries=True,
        pictures=(),
        examples=[{"label": HOSTILE, "findings": {}}],
        view=ProtocolView(protocol),
    )


def test_the_form_is_one_block_of_html_that_markdown_leaves_alone(block):
    assert block.strip().startswith("<div ")
    assert block.strip().endswith("</div>")
    assert "\n\n" not in block.strip()
    assert not [line for line in block.strip().splitlines() if not line.strip()]


def test_texts_of_the_protocol_stay_texts(block):
    assert "alert(1)&lt;/script&gt;" in block
    assert "<script>alert" not in block
    assert "{{ 7 * 7 }}" in block
    assert block.count("<script") == block.count("</script") == 2  # the examples, the protocol
    carried = BeautifulSoup(block, "html.parser").select_one("[data-part=compiled]")
    assert carried is not None
    assert json.loads(carried.get_text()) == dump(hostile_protocol())


def test_groups_hold_their_fields_in_the_order_of_the_author(each):
    model = form_model(each.protocol)
    for group in model.groups:
        expected = [f.id for f in each.protocol.findings if f.group == group.id]
        assert sorted(field.id for field in group.fields) == sorted(expected)
        below = {field.id for field in group.fields if field.joined}  # moved to what its warning is shown at
        kept = [field.id for field in group.fields if field.id not in below]
        assert kept == [name for name in expected if name not in below]
    assert sum(len(group.fields) for group in model.groups) == len(each.protocol.findings)


def test_a_recommendation_carries_what_its_statements_leave_open(each):
    conflicts = {s.id: s.conflict for s in each.protocol.statements if s.conflict}
    for view in form_model(each.protocol).answer.recommendations:
        assert {c.statement: c.text for c in view.conflicts} == {
            name: conflicts[name] for name in view.statements if name in conflicts
        }
