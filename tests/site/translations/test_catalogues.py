"""The catalogues: complete, no older than the code, and with the same names in their braces."""

from __future__ import annotations

import re

import pytest

from build_scripts.words.catalogues import collect, main
from build_scripts.words.site_language import ENGLISH, LanguageError, catalogue_path, site_language
from checker.language.comparisons import RELATIONS
from checker.words.messages import SpokenLanguage, _, in_sentence, ngettext, speaking
from checker.words.numbers import plain_number

NAMES = re.compile(r"\{(\w+)\}|%\((\w+)\)s")


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


def test_german_has_every_word_of_the_interface_and_none_that_is_gone(repository, templates):
    german = site_language(templates, "de")
    assert german.catalogue is not None
    assert ids(german.catalogue) == ids(collect(repository))  # 'make words' brings it up to date


def test_translations_keep_the_names_that_values_are_put_in_for(templates):
    for english, german in site_language(templates, "de").messages():
        wanted, found = NAMES.findall(english), NAMES.findall(german)
        assert sorted(found) == sorted(wanted), english
        assert english[:1].isspace() == german[:1].isspace(), english
        assert english[-1:].isspace() == german[-1:].isspace(), english


def test_a_language_without_words_is_refused_by_name(templates, tmp_path):
    with pytest.raises(LanguageError, match=r"theme.language is 'xx', expected en or de"):
        site_language(templates, "xx")
    with pytest.raises(LanguageError, match="there are no words for it; expected en or de"):
        site_language(templates, "fr")


def test_an_unfinished_catalogue_is_refused(templates, tmp_path):
    text = catalogue_path(templates, "de").read_text()
    place = catalogue_path(tmp_path, "de")
    place.parent.mkdir(parents=True)
    place.write_text(text.replace('msgstr "Jetzt tun"', 'msgstr ""'))
    with pytest.raises(LanguageError, match=r"wardbook.po of 'de' lacks 1 words, the first is 'Do now'"):
        site_language(tmp_path, "de")


def test_a_language_that_is_none_is_not_begun(capsys):
    assert main(["nowhere-land"]) == 2
    assert "is no language" in capsys.readouterr().err


def test_the_engine_speaks_only_while_it_is_told_to():
    odd = SpokenLanguage({"above": "über", "{count} more": "{count} mehr"}, ",", small_nouns=False)
    with speaking(odd):
        assert _(RELATIONS["above"][1]) == "über"
        assert _("{count} more", count=2) == "2 mehr"
        assert plain_number(__import__("decimal").Decimal("-1.50")) == "−1,50"
        assert in_sentence("Fieber") == "Fieber"
        assert ngettext("{count} one", "{count} more", 3) == "3 mehr"
    assert _("above") == "above"
    assert in_sentence("Fever") == "fever"
    assert ENGLISH.engine() == SpokenLanguage()
