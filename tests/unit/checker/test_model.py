"""The model: words, compiled form, order of evaluation, and what the package promises to those who import it."""

import json
import subprocess
import sys
from decimal import Decimal
from itertools import product

import pytest

import checker
from checker import Checker, Truth, dump, load
from checker.conditions import RELATIONS, Comparison, FindingHolds, GradeIs, ScoreIs
from checker.expressions import AtLeast
from checker.findings import QuantityFinding, UnitConversion
from checker.operands import Quantity
from checker.program import CycleError
from checker.scores import ScoreItem
from checker.sources import Review, ReviewEvent
from checker.truth import at_least, negation
from checker.words import Words, in_sentence, quantity_text
from tests.support import data_from, protocol_from

BOOLEANS = data_from("[{id: a, type: boolean, label: A, group: g}, {id: b, type: boolean, label: B, group: g}]")


def test_the_public_names_are_these():
    assert sorted(checker.__all__) == [
        "Assessment",
        "Case",
        "CaseError",
        "Checker",
        "Protocol",
        "RecommendationAnswer",
        "RefusedCase",
        "Status",
        "Truth",
        "assess_json",
        "dump",
        "explain",
        "load",
        "parse_case",
        "to_json",
    ]
    assert all(hasattr(checker, name) for name in checker.__all__)


def test_the_package_needs_nothing_but_the_standard_library(repository):
    code = (
        f"import sys; sys.path.insert(0, {str(repository)!r}); import checker; "
        "print(sorted({n.partition('.')[0] for n in sys.modules} - set(sys.stdlib_module_names)))"
    )
    result = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['__main__', 'checker']" or result.stdout.strip() == "['checker']"


@pytest.mark.parametrize("count", range(1, 4))
def test_counting_is_what_every_completion_agrees_on(count):
    """Kleene's strong logic by its definition: decided exactly when all ways to fill in the unknown ones agree."""
    for truths in product(Truth, repeat=3):
        ways = [[True] if t is Truth.TRUE else [False] if t is Truth.FALSE else [True, False] for t in truths]
        outcomes = {sum(way) >= count for way in product(*ways)}
        expected = Truth.of(outcomes.pop()) if len(outcomes) == 1 else Truth.UNKNOWN
        assert at_least(count, truths) is expected
    assert negation(Truth.UNKNOWN) is Truth.UNKNOWN


def test_compiling_loses_nothing_that_evaluation_needs(content):
    for loaded in content.protocols:
        compiled = json.loads(json.dumps(dump(loaded.protocol)))
        again = load(compiled)
        assert dump(again) == compiled
        before, after = Checker(loaded.protocol), Checker(again)
        for case in loaded.cases:
            if case.expect is not None:
                asked = {"protocol": loaded.protocol.id, "findings": case.findings}
                assert after.assess(asked) == before.assess(asked)
        assert "statements" not in compiled
        assert again.recommendations == loaded.protocol.recommendations


def test_a_compiled_form_of_another_version_is_refused(content):
    compiled = dump(content.protocols[0].protocol)
    with pytest.raises(ValueError, match="compiled protocol has format 99, this checker reads 1"):
        load({**compiled, "format": 99})


def test_rules_that_depend_on_themselves_are_found():
    extra = data_from("""
criteria:
  - {id: one, label: One, when: {criterion: two}}
  - {id: two, label: Two, when: {any: [{finding: a}, {criterion: one}]}}
""")
    with pytest.raises(CycleError, match="one → two → one"):
        Checker(protocol_from(BOOLEANS, {"criterion": "one"}, extra))


def test_order_of_writing_does_not_matter():
    extra = data_from("""
criteria:
  - {id: later, label: Later, when: {score: s, at-least: 1}}
  - {id: first, label: First, when: {finding: a}}
scores:
  - {id: s, label: S, items: [{points: 1, when: {criterion: first}}], bands: [{id: x, label: X, from: 0, to: 1}]}
""")
    made = Checker(protocol_from(BOOLEANS, {"criterion": "later"}, extra))
    assert made.assess({"protocol": "toy", "findings": {"a": True}}).criteria["later"] is Truth.TRUE


ONE = Quantity(Decimal(1), "mg")
WRONG = [
    (lambda: AtLeast(3, (FindingHolds("a"),)), "at-least is 3, expected 1 to 1"),
    (lambda: AtLeast(0, (FindingHolds("a"),)), "at-least is 0, expected 1 to 1"),
    (lambda: Comparison(finding="a"), "exactly one of above, at-least, below, at-most, equals; found none"),
    (lambda: Comparison(finding="a", above=ONE, below=ONE), "found above, below"),
    (lambda: Comparison(above=ONE), "either 'finding' or 'quantity'"),
    (lambda: Comparison(finding="a", quantity=ONE, above=ONE), "either 'finding' or 'quantity'"),
    (lambda: ScoreIs("s"), "either 'is' with bands, or"),
    (lambda: ScoreIs("s", is_=("x",), at_least=2), "either 'is' with bands, or"),
    (lambda: GradeIs("g"), "either 'is' or 'at-least'"),
    (lambda: ScoreItem(points=1), "either 'points' and 'when', or 'finding'"),
    (lambda: ScoreItem(points=1, when=FindingHolds("a"), finding="b"), "either 'points' and 'when', or 'finding'"),
]


@pytest.mark.parametrize(("make", "message"), WRONG)
def test_what_makes_no_sense_cannot_be_made(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_an_approval_names_its_reviewer():
    import datetime

    today = datetime.date(2026, 1, 1)
    with pytest.raises(ValueError, match="an approval must name its reviewer"):
        ReviewEvent(date=today, state="approved", note="fine")
    event = ReviewEvent(date=today, state="under-review", note="looked at")
    with pytest.raises(ValueError, match="not what the last review event records"):
        Review(state="approved", checked=today, due=today, events=(event,))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("{all: [{finding: a}, {not: {finding: b}}]}", "sign A and not “sign B”"),
        ("{any: [{finding: a}, {all: [{finding: a}, {finding: b}]}]}", "sign A or (sign A and sign B)"),
        ("{at-least: 1, of: [{finding: a}, {finding: b}]}", "at least 1 of: sign A; sign B"),
        ("{not: {all: [{finding: a}, {finding: b}]}}", "not (sign A and sign B)"),
        ("{not: {finding: level, above: {value: 4.0, unit: mmol/L}}}", "not (QTc level is above 4.0 mmol/L)"),
        ("{finding: drug, is: [given, held]}", "ATRA is given or held"),
        ("{finding: drug, assessed: false}", "ATRA was not assessed"),
        ("{finding: level, at-least: {finding: level, times: 1.5}}", "QTc level is at least 1.5 × QTc level"),
        (
            "{quantity: {percent-change: level, from: level}, at-least: {value: 25, unit: '%'}}",
            "the rise of QTc level from QTc level is at least 25 %",
        ),
    ],
)
def test_rules_say_what_they_mean(when, words):
    findings = data_from("""
- {id: a, type: boolean, label: Sign A, group: g}
- {id: b, type: boolean, label: Sign B, group: g}
- {id: drug, type: choice, label: ATRA, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}
- {id: level, type: quantity, label: QTc level, group: g, unit: mmol/L, plausible: [1, 10]}
""")
    protocol = protocol_from(findings, data_from(when))
    assert protocol.recommendations[0].when.describe(Words(protocol)) == words


def test_every_relation_has_words_of_its_own():
    assert len({words for _, words in RELATIONS.values()}) == len(RELATIONS) == 5


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("10", "10*9/L", "10 × 10⁹/L"),
        ("4.0", "mmol/L", "4.0 mmol/L"),
        ("-30", "kg", "−30 kg"),
        ("1E+3", "/uL", "1000 /µL"),
        ("2", "1", "2"),
    ],
)
def test_quantities_read_as_they_were_written(value, unit, text):
    assert quantity_text(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Dyspnea or distress", "dyspnea or distress"),
        ("ATRA", "ATRA"),
        ("QTc formula", "QTc formula"),
        ("WBC, latest", "WBC, latest"),
        ("5-day course", "5-day course"),
    ],
)
def test_abbreviations_keep_their_capitals_in_a_sentence(label, text):
    assert in_sentence(label) == text


def test_factors_of_units():
    finding = QuantityFinding(
        id="x",
        label="X",
        group="g",
        type="quantity",
        unit="ms",
        plausible=(Decimal(1), Decimal(2)),
        also=(UnitConversion("s", Decimal(1000)),),
    )
    assert [finding.factor(unit) for unit in ("ms", "s", "h")] == [Decimal(1), Decimal(1000), None]
    assert finding.units == ("ms", "s")
