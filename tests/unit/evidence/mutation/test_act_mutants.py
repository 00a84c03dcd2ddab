"""Slips in doses: each is another dose, and none is missing that a hurried hand makes."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.content.expected.doses import dose_difference, written
from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.mutation.act_mutants import dose_changes
from build_scripts.words.doses import ROUTES, dose_text
from checker.protocol.doses import Dose, Frequency, Measure
from checker.protocol.labels import Labels
from tests.support.protocols.pasted import pasted
from tests.support.protocols.toys import toy

NUMBERS = st.integers(1, 99_999).map(lambda n: Decimal(n) / 100)
TIMES = st.sampled_from(["min", "h", "d", "wk"])
MEASURES = st.builds(Measure, amount=NUMBERS, unit=st.sampled_from(["h", "min", "d"]))
LABELS = Labels(toy())

DOSES = st.builds(
    Dose,
    drug=st.sampled_from(["x", "y z"]),
    amount=NUMBERS,
    unit=st.sampled_from(["mg", "ug", "mg/m2", "g/d", "mg/kg/d", "[IU]", "mL", "ug/kg/min"]),
    route=st.sampled_from([None, *ROUTES]),
    frequency=st.none() | st.builds(Frequency, every=st.integers(1, 48).map(Decimal), unit=TIMES),
    once=st.booleans(),
    number=st.none() | st.integers(2, 9),
    over=st.none() | MEASURES,
    rate=st.none() | st.builds(Measure, amount=NUMBERS, unit=st.just("mL/h")),
    duration=st.none() | MEASURES,
    largest=st.none() | st.builds(Measure, amount=NUMBERS, unit=st.just("mg")),
    dilution=st.none() | st.just("in 100 mL of sodium chloride 0.9 %"),
    for_=st.sampled_from([None, "adult", "child"]),
    statements=st.just(("S01",)),
)


@given(DOSES)
def test_a_case_that_expects_a_dose_notices_every_slip_in_it(dose):
    expected = written(dose, None, LABELS)
    text = case_text({}, name="n", why="w", expect={"doses": {"r": [expected]}})
    case, slips = pasted(text), list(dose_changes(dose, ("x", "another")))
    assert case.expect is not None
    assert case.expect.doses is not None
    (read,) = case.expect.doses["r"]
    assert dose_difference(read, dose, None, LABELS) is None
    for part, change, slip in slips:
        assert slip != dose
        assert dose_difference(read, slip, None, LABELS) is not None, (part, change, dose_text(slip, LABELS))


@given(DOSES)
def test_every_part_of_a_dose_that_can_be_slipped_is(dose):
    changed = [part for part, _, _ in dose_changes(dose, ("x", "another"))]
    parts = {"drug", "amount", "unit", "to", "route", "frequency", "once", "number", "for_"}
    parts |= {part for part in ("over", "rate", "duration", "largest", "dilution") if getattr(dose, part) is not None}
    assert set(changed) == parts
    amounts = {slip.amount for part, _, slip in dose_changes(dose, ()) if part == "amount"}
    assert amounts >= {dose.amount * 10, dose.amount / 10}
    assert all(amount > 0 for amount in amounts)


def test_each_digit_of_an_amount_slips():
    dose = Dose(drug="x", amount=Decimal("12.5"), unit="mg", statements=())
    amounts = {str(slip.amount) for part, _, slip in dose_changes(dose, ()) if part == "amount"}
    assert amounts == {"1.25", "125.0", "12.4", "12.6", "11.5", "13.5", "2.5", "22.5"}
