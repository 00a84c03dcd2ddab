"""Folded elements in another language: in the words of the protocol that they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from build_scripts.content.translation import Translation, load_translations
from build_scripts.content.vocabulary.folding import folded_element, folded_group
from build_scripts.content.vocabulary.lenders import MARK, lender_of, lenders_of
from build_scripts.project.problems import ContentError
from checker import Protocol
from checker.language.fields import TEXT
from checker.protocol.model_fields import fields_of
from checker.protocol.traversal import COLLECTIONS


def in_all_words(
    folder: Path, protocol: Protocol, own: Mapping[str, Translation], lend: Callable[[Path], Protocol]
) -> dict[str, Translation]:
    """Return the translations of a protocol, in which what it reads of others is in the words of their translations.

    Args:
        folder: The folder of the protocol.
        protocol: The protocol.
        own: Its translations, by the code of their language.
        lend: A function that loads another protocol from its folder.
    """
    result = dict(own)
    for lender in lenders_of(protocol) if own else ():
        lent = lend(folder.parent / lender)
        try:
            theirs = load_translations(folder.parent / lender, lent)
        except ContentError:
            continue  # which is told of the other protocol
        for code in result.keys() & theirs.keys():
            result[code] = with_lenders_words(result[code], protocol, lent, theirs[code])
    return result


def with_lenders_words(translation: Translation, source: Protocol, lent: Protocol, theirs: Translation) -> Translation:
    """Return a translation in which the texts of another protocol are translated as they are there.

    Args:
        translation: The translation of the protocol that reads the other one; what it translates itself stays.
        source: The English protocol.
        lent: The other protocol, in English.
        theirs: Its translation into the same language.
    """
    words = _LenderWords(lent, theirs)
    changes: dict[str, Any] = {
        collection: tuple(
            words.of(collection, element, original)
            for element, original in zip(
                getattr(translation.protocol, collection), getattr(source, collection), strict=True
            )
        )
        for collection in (*COLLECTIONS.values(), "findings", "groups", "constraints")
    }
    changes["terms"] = {
        short: words.term(short) if long == source.terms[short] == lent.terms.get(short) else long
        for short, long in translation.protocol.terms.items()
    }
    return replace(
        translation,
        protocol=replace(translation.protocol, **changes),
        texts=translation.texts | words.put,
        done=translation.done + len(words.put),
    )


class _LenderWords:
    """The texts of another protocol in both languages, put in the place of the English ones."""

    def __init__(self, lent: Protocol, theirs: Translation) -> None:
        self._lent = lent
        self._theirs = theirs.protocol
        self.put: set[str] = set()
        """The texts that were put somewhere."""

    def of(self, collection: str, element: Any, original: Any) -> Any:
        """Return an element of a translated protocol, in their words where it is theirs and nobody else translated it.

        Args:
            collection: The list of the protocol in which it stands.
            element: The element.
            original: The same in English.
        """
        name = original.id.partition(MARK)[2] if lender_of(original.id) == self._lent.id else original.id
        english, spoken = (
            next((each for each in getattr(protocol, collection) if each.id == name), None)
            for protocol in (self._lent, self._theirs)
        )
        if english is None or spoken is None:
            return element
        if collection in COLLECTIONS.values():
            if name == original.id:
                return element
            direct = original.label != english.label
            english, spoken = (
                folded_element(protocol, each, direct=direct)
                for protocol, each in ((self._lent, english), (self._theirs, spoken))
            )
        elif collection == "groups" and name != original.id:
            english, spoken = folded_group(self._lent, english), folded_group(self._theirs, spoken)
        return self._put(element, english, spoken)

    def term(self, short: str) -> str:
        """Return what an abbreviation of theirs stands for."""
        long = self._theirs.terms[short]
        if long != self._lent.terms[short]:
            self.put.add(long)
        return long

    def _put(self, element: Any, english: Any, spoken: Any) -> Any:
        """Return a part of an element in which each text that is `english` is `spoken`."""
        if isinstance(element, tuple) and isinstance(english, tuple) and len(element) == len(english):
            return tuple(self._put(*parts) for parts in zip(element, english, spoken, strict=True))
        if not is_dataclass(element) or isinstance(element, type) or type(english) is not type(element):
            return element
        known = {each.name: each for each in fields_of(type(element))}
        changes: dict[str, Any] = {}
        for field in fields(element):
            held, one, other = (getattr(each, field.name) for each in (element, english, spoken))
            if TEXT not in known[field.name].holds:
                changes[field.name] = self._put(held, one, other)
            elif held == one and isinstance(other, str) and other != one:
                changes[field.name] = other
                self.put.add(other)
        return replace(element, **changes)
