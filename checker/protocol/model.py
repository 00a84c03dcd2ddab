"""The protocol: everything that an author states, and that pages, forms and the engine are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.language.expressions import Expression
from checker.language.fields import (
    Code,
    ConstraintId,
    CriterionId,
    FindingId,
    GroupId,
    LeftBehind,
    OutcomeId,
    ProtocolId,
    ReasonId,
    RecommendationId,
    SharedId,
    StatementId,
    Text,
    WarningCode,
)
from checker.language.findings import Finding
from checker.language.scores import Grade, Score
from checker.protocol.layout import Page, PathwayStep
from checker.protocol.sources import ChangeEntry, Disagreement, Reference, Review, Source, Statement


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A part of the form."""

    id: GroupId
    label: Text
    help: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What cannot be otherwise: whenever `if` is true, `then` is true.

    A finding that was not assessed takes the value that the constraint forces; a case that breaks it is refused.
    Both sides are made of `all`, `any`, `not` and findings.
    """

    id: ConstraintId
    if_: Expression
    then: Expression
    message: Text
    """Why both cannot be, said to the person who entered them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A named expression: what the protocol decides on."""

    id: CriterionId
    label: Text
    """A clause that is either true or not, for example 'differentiation syndrome is suspected'."""
    when: Expression
    statements: tuple[StatementId, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a dose is given: `{every: 12, unit: h}`."""

    every: Decimal
    unit: Code
    """UCUM unit of time: `min`, `h`, `d` or `wk`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose as data. What the source does not state is left out, and the pages say that it is not stated."""

    drug: Code
    amount: Decimal
    unit: Code
    """UCUM code, `mg/m2` for a dose by body surface."""
    to: Decimal | None = None
    """Upper end, where the source gives a range that starts at `amount`."""
    route: Code | None = None
    frequency: Frequency | None = None
    for_: Code | None = None
    """Whom the dose is for: `adult`, `child`, or in words. It is said before the dose; a child is no small adult."""
    statements: tuple[StatementId, ...]
    """Ids of the statements that give this dose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRule:
    """Patients for whom the source has no rule: the answer says so, and nobody reads 'not called for' as advice."""

    when: Expression
    says: Text
    """A sentence: 'The source gives no rule for a patient who …'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What to do, and when it is indicated."""

    id: RecommendationId
    label: Text
    """What to do, as an instruction to a professional, without the dose, which `doses` holds."""
    plain: Text
    """What it means for a patient or carer; never a dose as an instruction to treat oneself."""
    action: Literal[
        "start",
        "give",
        "continue",
        "resume",
        "allow",
        "send-home",
        "decide",
        "withhold",
        "hold",
        "stop",
        "keep-in",
        "taper",
        "consider",
        "correct",
        "monitor",
        "investigate",
        "interpret",
        "avoid",
    ]
    """What is done. `decide` leaves it to a senior clinician whether a drug that was withheld is given again."""
    drugs: tuple[Code, ...] = ()
    """Names of the drugs that it starts, continues, withholds or resumes."""
    decision: Code | None = None
    """What it decides on where that is no drug, in words that recommendations on the same decision share: 'place of
    care'."""
    raises: tuple[FindingId, ...] = ()
    """Ids of the quantities that it raises, where its action is `correct`."""
    lowers: tuple[FindingId, ...] = ()
    """Ids of the quantities that it lowers, where its action is `correct`."""
    strength: Literal["do", "consider"]
    """How firmly the source words it. Sources that grade their evidence say so in the statement."""
    urgency: Literal["immediate", "today", "ongoing"]
    when: Expression
    doses: tuple[Dose, ...] = ()
    note: Text | None = None
    """What the reader must know before acting: a caveat, an open point."""
    no_rule: tuple[NoRule, ...] = ()
    """Patients for whom the source says nothing on this, each with the sentence that the answer shows."""
    statements: tuple[StatementId, ...]
    """Ids of the statements that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """A remark on a case that leaves the evaluation as it is; a rule like any other."""

    code: WarningCode
    """Public identifier; several warnings may share one."""
    finding: FindingId
    """Id of the finding beside which it is shown."""
    when: Expression
    message: Text
    concerns: tuple[RecommendationId, ...] = ()
    """Ids of the recommendations at which it stands as well, above the dose."""
    statements: tuple[StatementId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """What must hold for every possible patient; each build proves it.

    `{never: [continue-drug, withhold-drug]}`: at most one of them holds at a time.
    `{implies: [suspected, treat]}`: whenever the first holds, the second does.
    `{whenever: {all: […]}, then: [treat, withhold]}`: whenever a rule holds, each of these does.
    """

    never: tuple[OutcomeId, ...] | None = None
    """Ids of recommendations or criteria."""
    implies: tuple[OutcomeId, OutcomeId] | None = None
    """Ids of recommendations or criteria, premise and conclusion."""
    whenever: Expression | None = None
    """A rule, where the premise has no name."""
    then: tuple[OutcomeId, ...] | None = None
    """Ids of the recommendations or criteria that follow from `whenever`."""
    why: Text
    """What would go wrong otherwise."""

    def __post_init__(self) -> None:
        if [self.never, self.implies, self.whenever].count(None) != 2 or (self.whenever is None) != (self.then is None):
            raise ValueError("an invariant needs either 'never', or 'implies', or 'whenever' with 'then'")
        if self.then == ():
            raise ValueError("'then' needs at least one id; without any the invariant says nothing")
        if self.never is not None and len(set(self.never)) < 2:
            raise ValueError("'never' needs at least two different ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Something that a review of the rules found, and that the authors keep for a reason that they publish."""

    review: Literal["alone", "ends", "crossed"]
    """Which of the three reviews found it."""
    recommendations: tuple[SharedId, ...]
    """Ids of the recommendations concerned; for a crossed pair first the bolder, then the more cautious, which may be
    that of another protocol: `other-protocol:withhold-drug`."""
    finding: ReasonId
    """Id of the finding that was varied, or that is a reason for the cautious one while the bold one is indicated. A
    score or a grade can be such a reason too."""
    why: Text
    """Why it is right all the same, or why nothing better can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A clinical protocol: what is said, what is decided, and where it comes from."""

    id: ProtocolId
    title: Text
    version: Code
    """Semantic version of the content."""
    summary: Text
    """One or two sentences for the home page and search engines."""
    terms: LeftBehind[Mapping[Code, Text]]
    """Abbreviation → what it stands for."""
    synonyms: LeftBehind[tuple[tuple[Code, ...], ...]] = ()
    """Names for the same thing, for those who search: spellings, abbreviations, everyday words."""
    related: LeftBehind[tuple[ProtocolId, ...]] = ()
    """Ids of protocols to look at as well."""
    review: Review
    source: Source
    applicable: CriterionId
    """Id of the criterion without which nothing in this protocol applies."""
    not_applicable: Text
    """What the reader is told when it does not."""
    first_actions: LeftBehind[tuple[RecommendationId, ...]]
    """Ids of the recommendations that the overview opens with."""
    groups: tuple[FindingGroup, ...]
    findings: tuple[Finding, ...]
    constraints: tuple[Constraint, ...] = ()
    criteria: tuple[Criterion, ...]
    scores: tuple[Score, ...] = ()
    grades: tuple[Grade, ...] = ()
    recommendations: tuple[Recommendation, ...]
    warnings: tuple[Warning, ...] = ()
    invariants: LeftBehind[tuple[Invariant, ...]] = ()
    accepted: LeftBehind[tuple[Acceptance, ...]] = ()
    """What the reviews of the rules may find, with reasons."""
    pathway: LeftBehind[tuple[PathwayStep, ...]] = ()
    statements: LeftBehind[tuple[Statement, ...]]
    disagreements: LeftBehind[tuple[Disagreement, ...]] = ()
    references: LeftBehind[tuple[Reference, ...]]
    pages: LeftBehind[tuple[Page, ...]]
    changes: LeftBehind[tuple[ChangeEntry, ...]]
