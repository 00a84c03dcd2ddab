"""The expression language of rules, as data: the connectives, and the union of all that an expression can be.

As in `checker.language.conditions`, each class holds what an author writes, what it means and what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.truth import FALSE, TRUE, UNKNOWN, negation
from checker.words.messages import _

if TYPE_CHECKING:
    from checker.language.evaluation import Result, Rule, State
    from checker.language.names import Names, Words


def _counted(count: int, rules: tuple[Rule, ...]) -> Rule:
    """Return the rule 'at least `count` of `rules`' in Kleene's strong logic, with the findings behind its result.

    The logic is that of `checker.language.truth.at_least`; a test holds the two against each other.
    """

    def rule(state: State) -> Result:
        held = open_ = 0
        in_favour = against = missing = 0
        for part in rules:
            truth, findings = part(state)
            if truth is TRUE:
                held += 1
                in_favour |= findings
            elif truth is FALSE:
                against |= findings
            else:
                open_ += 1
                missing |= findings
        if held >= count:
            return TRUE, in_favour
        if held + open_ < count:
            return FALSE, against
        return UNKNOWN, missing

    return rule


def _some(name: str, parts: tuple[Expression, ...]) -> None:
    if not parts:
        raise ValueError(f"'{name}' needs at least one part; without any it would hold in every case or in none")


def _listed(parts: tuple[Expression, ...], word: str, words: Words) -> str:
    texts = [part.describe(words) for part in parts]
    bracketed = [
        f"({text})" if isinstance(part, All | AnyOf | AtLeast) and len(parts) > 1 else text
        for part, text in zip(parts, texts, strict=True)
    ]
    return word.join(bracketed)


class Connective:
    """The common part of connectives: they have parts, and read no finding and no rule themselves."""

    __slots__ = ()

    KEYS: ClassVar[tuple[tuple[str, ...], ...]]
    """Groups of keys that tell the class from the others: a mapping with all keys of one group spells the class."""

    CONNECTIVE: ClassVar[str]
    """Name of the connective in an explanation."""

    HELD_IN: ClassVar[str]
    """The field that holds the parts."""

    @property
    def findings(self) -> tuple[()]:
        """Ids of the findings that it reads itself: none."""
        return ()

    @property
    def refers_to(self) -> None:
        """The named rule that it reads itself: none."""


@dataclass(frozen=True, slots=True)
class All(Connective):
    """True when every part is true: `{all: [...]}`."""

    KEYS: ClassVar = (("all",),)
    CONNECTIVE: ClassVar = "all"
    HELD_IN: ClassVar = "all"

    all: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _some("all", self.all)

    def bind(self, names: Names) -> Rule:
        """Return the rule: Kleene's strong conjunction."""
        return _counted(len(self.all), tuple(names.bind(part) for part in self.all))

    def describe(self, words: Words) -> str:
        """Return the parts joined by 'and'."""
        return _listed(self.all, _(" and "), words)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The sub-expressions."""
        return self.all

    def with_parts(self, parts: tuple[Expression, ...]) -> All:
        """Return the same with other parts."""
        return All(parts)


@dataclass(frozen=True, slots=True)
class AnyOf(Connective):
    """True when at least one part is true: `{any: [...]}`."""

    KEYS: ClassVar = (("any",),)
    CONNECTIVE: ClassVar = "any"
    HELD_IN: ClassVar = "any"

    any: tuple[Expression, ...]

    def __post_init__(self) -> None:
        _some("any", self.any)

    def bind(self, names: Names) -> Rule:
        """Return the rule: Kleene's strong disjunction."""
        return _counted(1, tuple(names.bind(part) for part in self.any))

    def describe(self, words: Words) -> str:
        """Return the parts joined by 'or'."""
        return _listed(self.any, _(" or "), words)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The sub-expressions."""
        return self.any

    def with_parts(self, parts: tuple[Expression, ...]) -> AnyOf:
        """Return the same with other parts."""
        return AnyOf(parts)


@dataclass(frozen=True, slots=True)
class AtLeast(Connective):
    """True when at least so many of the parts are true: `{at-least: 2, of: [...]}`."""

    KEYS: ClassVar = (("of",),)
    CONNECTIVE: ClassVar = "at-least"
    HELD_IN: ClassVar = "of"

    at_least: int
    of: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.at_least <= len(self.of):
            raise ValueError(f"at-least is {self.at_least}, expected 1 to {len(self.of)}, the number of parts")

    def bind(self, names: Names) -> Rule:
        """Return the rule that counts."""
        return _counted(self.at_least, tuple(names.bind(part) for part in self.of))

    def describe(self, words: Words) -> str:
        """Return 'at least n of: …'."""
        return _("at least {count} of: ", count=self.at_least) + "; ".join(part.describe(words) for part in self.of)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The sub-expressions."""
        return self.of

    def with_parts(self, parts: tuple[Expression, ...]) -> AtLeast:
        """Return the same with other parts."""
        return AtLeast(self.at_least, parts)


@dataclass(frozen=True, slots=True)
class Not(Connective):
    """True when the part is false: `{not: ...}`. What is unknown stays unknown."""

    KEYS: ClassVar = (("not",),)
    CONNECTIVE: ClassVar = "not"
    HELD_IN: ClassVar = "not_"

    not_: Expression

    def bind(self, names: Names) -> Rule:
        """Return the rule: Kleene's negation."""
        rule = names.bind(self.not_)

        def negated(state: State) -> Result:
            truth, findings = rule(state)
            return negation(truth), findings

        return negated

    def describe(self, words: Words) -> str:
        """Return 'not …', with quotation marks around a name so that the sentence cannot be misread."""
        text = self.not_.describe(words)
        return (
            _("not “{text}”", text=text)
            if isinstance(self.not_, FindingHolds | CriterionHolds)
            else _("not ({text})", text=text)
        )

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The sub-expression."""
        return (self.not_,)

    def with_parts(self, parts: tuple[Expression, ...]) -> Not:
        """Return the same with other parts."""
        return Not(*parts)


Expression = (
    All | AnyOf | Not | AtLeast | CriterionHolds | FindingHolds | ChoiceIs | Assessed | ScoreIs | GradeIs | Comparison
)
"""Every class of node. The `KEYS` of a class tell which mappings spell it."""

EXPRESSIONS: tuple[type[Expression], ...] = get_args(Expression)
