"""Everything is said in one language at a time."""

from decimal import Decimal

import pytest

from checker.protocol.compiled import dump_language, load_language
from checker.words.messages import ENGLISH, SpokenLanguage, _, in_sentence, ngettext, speak, speaking, spoken
from checker.words.numbers import plain_number

GERMAN = SpokenLanguage(
    {"at least": "mindestens", "{count} case": "{count} Fall", "{count} cases": "{count} Fälle"}, ",", False
)


def test_it_is_spoken_for_a_while_and_english_afterwards():
    with speaking(GERMAN):
        assert _("at least") == "mindestens"
        assert plain_number(Decimal("2.50")) == "2,50"
        assert in_sentence("Fieber") == "Fieber"
        assert [ngettext("{count} case", "{count} cases", count) for count in (1, 2)] == ["1 Fall", "2 Fälle"]
    assert spoken() is ENGLISH
    assert (_("at least"), in_sentence("Fever")) == ("at least", "fever")


def test_english_comes_back_even_after_a_mistake():
    with pytest.raises(ZeroDivisionError), speaking(GERMAN):
        raise ZeroDivisionError
    assert spoken() is ENGLISH


def test_a_process_can_speak_it_from_now_on():
    speak(GERMAN)
    try:
        assert _("at least") == "mindestens"
        assert _("no such message") == "no such message"
    finally:
        speak(ENGLISH)


def test_a_language_travels_with_a_compiled_protocol():
    assert load_language({"language": dump_language(GERMAN)}) == GERMAN
    assert load_language({}) is ENGLISH
