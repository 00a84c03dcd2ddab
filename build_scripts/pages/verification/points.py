"""The open points of a protocol: what was not read in its source, and what this project chose or left unresolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.content.vocabulary.lenders import MARK
from build_scripts.pages.verification.resting import Foundations, Resting, Weight
from build_scripts.pages.view import ProtocolView
from checker.protocol.model import Acceptance, Criterion, Recommendation, Warning
from checker.protocol.sources import Disagreement, Statement
from checker.values.value import Value
from checker.words.messages import _, marked

STATEMENT_WORDS = {
    "general-knowledge": marked("To be verified"),
    "restatement": marked("Restated"),
    "source": marked("Mind"),
}
"""How an open statement is known → the word for its line; one that was read in the source has a doubt of its own."""

SETTLED = {
    "general-knowledge": marked("a source that states it, read by a person"),
    "restatement": marked("reading it in the source itself"),
    "conflict": marked("a clinician's decision on the doubt, or a source that removes it"),
    "differs": marked("a clinician's decision which of them holds here"),
    "unresolved": marked("a source that settles it, or a clinician's decision"),
    "uncited": marked("a source that states it, or a clinician's decision that it holds without one"),
    "caution": marked("a clinician's word that what is done about it is enough"),
    "choice": marked("a clinician's decision: agree, or say what it should be"),
    "no-rule": marked("a source that has a rule for these patients, or a clinician's decision"),
}
"""What is open → what would settle it, where the author does not say it."""

ACCEPTED = {
    "crossed": marked("One of two opposed actions can be indicated while a reason for the other is present"),
    "alone": marked("An immediate action stays open although one answer is a reason for it"),
    "ends": marked("A quantity at its end asks for what a reader may not expect"),
}
"""Review of the rules → what the authors accepted of its results."""

GROUPS = {
    Weight.DOSE: marked("A dose rests on it"),
    Weight.IMMEDIATE: marked("An immediate action rests on it"),
    Weight.DECIDES: marked("It decides on a dose or an immediate action"),
    Weight.OTHER: marked("Another rule, a warning or a question rests on it"),
    Weight.NOTHING: marked("No rule cites it"),
}
"""What an open point can do → the title of its group."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One line of the page: something that a person has to verify or to decide."""

    anchor: str
    word: str
    """What sort of point it is, in the language that is set; of a disagreement its kind."""
    title: str
    """Its name: a text of the protocol, unless `own_words`."""
    own_words: bool = False
    """Whether its name is in the language that is set."""
    whole: str | None = None
    """The text of the protocol that its name is a part of, where it is one."""
    address: str | None = None
    """Where it stands, relative to any page of the protocol."""
    of_rule: bool = False
    """Whether it belongs to one rule, which rests on it."""
    references: tuple[str, ...] = ()
    """Keys of the literature that it names, apart from a statement's."""
    statement: Statement | None = None
    """The statement, where it is one."""
    texts: tuple[tuple[str, str], ...] = ()
    """What is said of it: a word that leads in, empty for none, and a text of the protocol."""
    rule: str = ""
    """The rule in words, where that is what is open."""
    accepted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Results of a review that were accepted: the label of the finding, and those of the recommendations."""
    settled_by: str | None = None
    """What would settle it, in the author's words."""
    settled: tuple[str, ...] = ()
    """The same in general, in the language that is set."""
    direct: tuple[Resting, ...] = ()
    """What rests on it."""
    through: tuple[Resting, ...] = ()
    """The recommendations that read what rests on it."""
    weight: Weight = Weight.NOTHING


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """The open points that can do the same to a patient."""

    anchor: str
    title: str
    first: int
    """Number of its first point."""
    points: tuple[OpenPoint, ...]


def open_groups(view: ProtocolView) -> tuple[OpenGroup, ...]:
    """Return what is to be verified of a protocol before it is used, numbered throughout, the most dangerous first.

    Args:
        view: The protocol, in the language that is set.

    Returns:
        The groups that have any point; none where nothing is open.
    """
    points = list(_OpenPoints(view).points())
    groups: list[OpenGroup] = []
    first = 1
    for weight, title in GROUPS.items():
        some = tuple(point for point in points if point.weight is weight)
        if some:
            groups.append(OpenGroup(f"rests-{weight.name.lower()}", _(title), first, some))
            first += len(some)
    return tuple(groups)


class _OpenPoints:
    def __init__(self, view: ProtocolView) -> None:
        self.view, self.protocol = view, view.protocol
        self.foundations = Foundations(view.protocol)

    def points(self) -> Iterator[OpenPoint]:
        """Yield every open point: what is least known first, then what the project chose."""
        for known in STATEMENT_WORDS:
            for statement in self.protocol.statements:
                if statement.known == known and (known != "source" or statement.conflict):
                    yield self.of_statement(statement)
        for disagreement in self.protocol.disagreements:
            yield self.of_disagreement(disagreement)
        yield from self.uncited()
        yield from self.figures()
        for item in self.protocol.recommendations:
            yield from self.of_recommendation(item)
        yield from self.notes()
        yield from self.acceptances()

    def of_statement(self, item: Statement) -> OpenPoint:
        """Return the point of a statement that was not read in its source, or carries a doubt."""
        open_ = ([item.known] if item.known != "source" else []) + (["conflict"] if item.conflict else [])
        texts = [("", item.text)] + ([(_("Mind:"), item.conflict)] if item.conflict else [])
        return self.point(
            item.id,
            _(STATEMENT_WORDS[item.known]),
            item.id,
            self.foundations.on_statements([item.id]),
            *open_,
            address=self.view.link(item.id),
            statement=item,
            texts=tuple(texts),
            settled_by=item.settled_by,
        )

    def of_disagreement(self, item: Disagreement) -> OpenPoint:
        """Return the point of a disagreement: on it rests what cites the statements that it is about."""
        return self.point(
            item.id,
            item.kind,
            item.title,
            self.foundations.on_statements(item.statements),
            item.kind,
            address=self.view.link(item.id),
            texts=(("", item.text), (_("What this protocol does:"), item.handling)),
            settled_by=item.settled_by,
        )

    def uncited(self) -> Iterator[OpenPoint]:
        """Yield a point for each rule that asks something of the patient and cites no statement."""
        met: Counter[str] = Counter()
        for resting in self.foundations.uncited():
            anchor = f"uncited-{resting.kind}-{resting.name}"
            met[anchor] += 1  # several warnings may share a code
            element = self.foundations.element(resting)
            rule = element.when.describe(self.view.words) if isinstance(element, Criterion | Warning) else ""
            rule = self.view.formula(element) if isinstance(element, Value) else rule
            named = tuple(getattr(element, "references", ()))
            yield self.of_rule(
                anchor if met[anchor] == 1 else f"{anchor}-{met[anchor]}",
                _("No statement"),
                resting,
                "restatement" if named else "uncited",
                rule=rule,
                references=named,
            )

    def figures(self) -> Iterator[OpenPoint]:
        """Yield a point for each declared number that a rule or a question has, and no statement that it cites."""
        for place, figure in enumerate(self.protocol.figures):
            direct = [resting for name in figure.at for resting in self.foundations.on_element(name)]
            if direct:
                yield self.point(
                    f"figure-{place + 1}", _("Number"), figure.says, direct, "choice", texts=(("", figure.why),)
                )

    def of_recommendation(self, item: Recommendation) -> Iterator[OpenPoint]:
        """Yield what a recommendation takes for given, and the patients for whom the source has no rule."""
        own = self.foundations.named("recommendation", item.id)
        if own is None:
            return
        if item.assume:
            yield self.of_rule(f"assumed-{item.id}", _("Assumed"), own, "choice", rule=self.view.assumed(item))
        for place, silence in enumerate(item.no_rule):
            yield self.of_rule(
                f"no-rule-{item.id}-{place + 1}", _("No rule"), own, "no-rule", texts=(("", silence.says),)
            )

    def notes(self) -> Iterator[OpenPoint]:
        """Yield a point for each note of a rule and of a dose: what its author wants to be known is often a choice."""
        for resting in self.foundations.all:
            element = self.foundations.element(resting)
            said = [getattr(element, "note", None), *(dose.note for dose in getattr(element, "doses", ()))]
            for place, note in enumerate(dict.fromkeys(said)):
                if note:
                    anchor = f"note-{resting.kind}-{resting.name}" + (f"-{place}" if place else "")
                    yield self.of_rule(anchor, _("Note"), resting, "choice", texts=(("", note),))

    def acceptances(self) -> Iterator[OpenPoint]:
        """Yield a point for each reason with which results of the reviews of the rules were accepted."""
        reasons: dict[tuple[str, str], list[Acceptance]] = {}
        for entry in self.protocol.accepted:
            reasons.setdefault((entry.review, entry.why), []).append(entry)
        for place, ((review, why), entries) in enumerate(reasons.items()):
            named = [
                self.foundations.named("recommendation", name) for each in entries for name in each.recommendations
            ]
            yield self.point(
                f"accepted-{place + 1}",
                _("Accepted"),
                _(ACCEPTED[review]),
                [resting for resting in named if resting is not None],
                "choice",
                own_words=True,
                texts=((_("Accepted:"), why),),
                accepted=tuple(
                    (", ".join(map(self.label, each.findings)), tuple(map(self.label, each.recommendations)))
                    for each in entries
                ),
            )

    def label(self, name: str) -> str:
        """Return the label of what an acceptance names, maybe of another protocol; its id where it has none."""
        other, mark, own = name.rpartition(MARK)
        # A patient of two protocols is told in the findings of both, which have no mark.
        protocols = [self.view.others[other]] if other in self.view.others else [self.protocol]
        protocols += [] if mark else self.view.others.values()
        held = [(each.findings, each.scores, each.grades, each.recommendations) for each in protocols]
        elements: list[Any] = [element for collections in held for elements in collections for element in elements]
        return next((str(element.label) for element in elements if element.id == own), name)

    def of_rule(self, anchor: str, word: str, resting: Resting, *open_: str, **more: Any) -> OpenPoint:
        """Return a point of one rule, which rests on it."""
        address = f"checker.html#{resting.anchor}" if resting.in_form else self.view.link(resting.anchor)
        return self.point(
            anchor, word, resting.label, [resting], *open_, whole=resting.text, address=address, of_rule=True, **more
        )

    def point(
        self, anchor: str, word: str, title: str, direct: Iterable[Resting], *open_: str, **more: Any
    ) -> OpenPoint:
        """Return a point with what rests on it.

        Args:
            anchor: Its anchor, after `verify-`.
            word: What sort of point it is.
            title: Its name.
            direct: What rests on it; the same may come twice.
            open_: What is open about it, keys of `SETTLED`.
            more: The other fields of the point.
        """
        listed = tuple(dict.fromkeys(direct))
        return OpenPoint(
            f"verify-{anchor}",
            word,
            title,
            settled=tuple(_(SETTLED[each]) for each in open_),
            direct=listed,
            through=self.foundations.through(listed),
            weight=self.foundations.weight(listed),
            **more,
        )
