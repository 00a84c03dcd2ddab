"""The model says what it is: every field that holds strings says what they are."""

from dataclasses import dataclass

import pytest

from build_scripts.content.validation.model_ids import collections, inner_references, own_id, references
from checker import Protocol
from checker.language.conditions import ChoiceIs, GradeIs
from checker.language.expressions import EXPRESSIONS
from checker.language.fields import CODE, TEXT, Id
from checker.protocol.model_fields import classes_below, fields_of

CLASSES = classes_below(Protocol)
FIELDS = [pytest.param(cls, field, id=f"{cls.__name__}.{field.name}") for cls in CLASSES for field in fields_of(cls)]


@pytest.mark.parametrize(("cls", "field"), FIELDS)
def test_every_string_says_what_it_is(cls, field):
    assert all(held in (TEXT, CODE) or isinstance(held, Id) for held in field.holds), (
        "say in its type whether it is a Text, a Code or the id of something: checker/language/fields.py"
    )


def test_a_string_that_does_not_say_what_it_is_is_noticed():
    @dataclass
    class Careless:
        text: str

    assert [field.holds for field in fields_of(Careless)] == [(None,)]


def test_the_whole_model_is_looked_at():
    assert set(EXPRESSIONS) <= set(CLASSES)
    assert len(CLASSES) > 45


def test_what_elements_are_named_as_is_what_others_name_them():
    """An id that nothing defines could never resolve."""
    named = {what for cls in CLASSES for _, what in references(cls)}
    assert named <= set(collections())
    inner = {field.id.of[0] for cls in CLASSES for field in fields_of(cls) if field.id and field.id.within}
    assert inner == {own.of[0] for cls in CLASSES if (own := own_id(cls)) is not None and own.within}


def test_an_inner_id_is_looked_up_in_what_the_same_element_names():
    assert [(f.name, what, where) for f, what, where in inner_references(ChoiceIs("drug", ("given",)))] == [
        ("is_", "choice", "drug")
    ]
    assert [(f.name, what, where) for f, what, where in inner_references(GradeIs("crs", at_least="worst"))] == [
        ("is_", "step", "crs"),
        ("at_least", "step", "crs"),
    ]
