"""The lexicon as it is written, and how it is read: names, where they come from, and words that say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from build_scripts.content.labels import empty_texts, folded
from build_scripts.project.paths import LEXICON
from build_scripts.project.problems import ContentError, Objection
from checker.answers.echo import unknown
from checker.language.fields import Code, Text

Role = Literal["dose", "treat", "stop", "go-on", "when-asked", "child", "pressure"]
"""What an entry does beside widening a search. `dose` and `treat` prefer statements with a dose and the first actions;
`stop` and `go-on` say which side of a decision comes first; what is `when-asked` comes last where it was not; where a
`child` is named, an adult's dose is said to be one; `pressure` is what two numbers such as 80/40 mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconSource:
    """Where names of the lexicon come from."""

    id: Code
    title: Text
    note: Text
    """What was taken from it, under which licence, and how far it was verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """Names for the same thing, and words that lead to it."""

    names: tuple[Code, ...]
    """Names in English, drugs' brands included; each stands once in the lexicon."""
    german: tuple[Code, ...] = ()
    """Names in German, which those type who read an English page."""
    found_by: tuple[Code, ...] = ()
    """Words that lead here without meaning the same, such as the members of a class; they may lead elsewhere too."""
    role: Role | None = None
    """What a question with such a word asks for, where that changes the order of what is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconSection:
    """Entries on one subject."""

    title: Text
    source: Code
    """Id of the source of its entries."""
    general: bool = False
    """Whether its words ask something of a subject and name none: a question of which only such words are known is not
    answered."""
    entries: tuple[LexiconEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The file `vocabulary/lexicon.yml`."""

    sources: tuple[LexiconSource, ...] = ()
    sections: tuple[LexiconSection, ...] = ()
    idle: tuple[Text, ...] = ()
    """Words that say nothing of a question's subject, with blanks between them."""

    @property
    def entries(self) -> tuple[LexiconEntry, ...]:
        """All entries, in the order of the file."""
        return tuple(entry for section in self.sections for entry in section.entries)


def read_lexicon(docs: Path) -> Lexicon:
    """Read the lexicon of a docs folder; a folder without one has an empty lexicon.

    Raises:
        ContentError: with every problem of the lexicon.
    """
    file = docs / LEXICON
    if not file.exists():
        return Lexicon()
    from build_scripts.content.schema import parse  # loaded late: much code, which kept content does not need
    from build_scripts.content.yaml_source import read_yaml

    document = read_yaml(file)
    lexicon: Lexicon = parse(document, Lexicon)
    problems = [document.problem(*objection) for objection in (*empty_texts(lexicon), *_objections(lexicon))]
    if problems:
        raise ContentError(problems)
    return lexicon


def _objections(lexicon: Lexicon) -> Iterator[Objection]:
    sources = [source.id for source in lexicon.sources]
    first: dict[str, str] = {}
    for number, section in enumerate(lexicon.sections):
        at = ("sections", number)
        if section.source not in sources:
            yield (*at, "source"), unknown("source", section.source, sources)
        for index, entry in enumerate(section.entries):
            place = (*at, "entries", index)
            if not entry.names:
                yield (*place, "names"), "expected a name, by which the entry is known"
            own = {folded(name) for name in (*entry.names, *entry.german)}
            for key in ("names", "german"):
                for spot, name in enumerate(getattr(entry, key)):
                    seen = folded(name)
                    if seen in first:
                        yield (*place, key, spot), f"'{name}' is a name in the entry '{first[seen]}' already"
                    first.setdefault(seen, entry.names[0] if entry.names else name)
            for key in ("names", "german", "found_by"):
                for spot, name in enumerate(getattr(entry, key)):
                    if not any(letter.isalpha() for letter in name):
                        yield (*place, key.replace("_", "-"), spot), f"'{name}' has no letter, and would be any number"
            for spot, name in enumerate(entry.found_by):
                if folded(name) in own:
                    yield (*place, "found-by", spot), f"'{name}' is a name of the entry itself"
