"""The reader's language: one catalogue for every word that the engine says itself. English needs none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """The language of the engine's messages and numbers."""

    messages: Mapping[str, str] = field(default_factory=dict)
    """English message → the same in this language, with the same names in braces."""
    decimal_mark: str = "."
    small_nouns: bool = True
    """Whether a label begins with a small letter inside a sentence, as in English and unlike in German."""


ENGLISH = SpokenLanguage()
_spoken = ENGLISH


def speak(language: SpokenLanguage) -> None:
    """Set the language of all messages in this process from now on."""
    global _spoken
    _spoken = language


@contextmanager
def speaking(language: SpokenLanguage) -> Iterator[None]:
    """Set the language of all messages within a `with` block."""
    before = _spoken
    speak(language)
    try:
        yield
    finally:
        speak(before)


def spoken() -> SpokenLanguage:
    """Return the language that is set."""
    return _spoken


def _(message: str, /, **values: object) -> str:
    """Return a message in the language that is set, with values for the names in its braces."""
    text = _spoken.messages.get(message, message)
    return text.format(**values) if values else text


def ngettext(one: str, several: str, count: int, /, **values: object) -> str:
    """Return one of two messages by a count, which they call `{count}`."""
    return _(one if count == 1 else several, count=count, **values)


def marked(message: str) -> str:
    """Return a message unchanged: this call lists it in the catalogue, and it is translated where it is shown."""
    return message


def in_sentence(label: str) -> str:
    """Return a label with a small first letter, unless its first word is an abbreviation such as 'ATRA' or 'QTc'."""
    if not spoken().small_nouns:
        return label
    first = label.split(" ", 1)[0]
    return label if any(letter.isupper() or letter.isdigit() for letter in first[1:]) else label[:1].lower() + label[1:]
