"""The protocol: everything that an author states, and from which pages, forms and the engine are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checker.language.expressions import Expression
from checker.language.fields import (
    ChoiceId,
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
from checker.protocol.assumptions import Assumption
from checker.protocol.doses import Dose
from checker.protocol.figures import Figure
from checker.protocol.layout import Page, PathwayStep
from checker.protocol.sources import ChangeEntry, Disagreement, Reference, Review, Source, Statement
from checker.values.value import Value

GIVES = frozenset({"start", "give", "continue", "resume", "allow"})
"""Actions of recommendations after which a drug is given."""

STOPS = frozenset({"withhold", "hold", "stop"})
"""Actions of recommendations after which a drug that was given is given no more."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A part of the form."""

    id: GroupId
    label: Text
    short: LeftBehind[Text | None] = None
    """Label in a word or two, where many groups stand in one row; the label itself where left out."""
    help: Text | None = None
    none_of_these: LeftBehind[bool] = False
    """Whether one button may answer 'no' to every yes/no question of the group: only where all of them are of one kind,
    so that 'none of these' says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A relation between findings that cannot be otherwise: whenever `if` is true, `then` is true.

    A yes/no finding that was not assessed takes the value that the constraint forces; a case that breaks a constraint
    is refused. Both sides are made of `all`, `any`, `not` and conditions on findings: whether one holds, is a choice,
    was assessed, or how numbers and dates compare. What is unknown forces nothing, and no number is ever inferred.
    """

    id: ConstraintId
    if_: Expression | None = None
    """The premise; none where `then` always holds."""
    then: Expression
    message: Text
    """Reason why the answers exclude each other, addressed to the person who entered them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A named expression, on which the protocol decides."""

    id: CriterionId
    label: Text
    """A clause that is either true or not, for example 'differentiation syndrome is suspected'."""
    headline: LeftBehind[bool] = False
    """Whether it is what the reader came for; while it holds it then stands at the top of the answer."""
    when: Expression
    statements: tuple[StatementId, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRule:
    """Patients for whom the source has no rule: the answer says so, lest 'not called for' be read as advice."""

    when: Expression
    says: Text
    """A sentence: 'The source gives no rule for a patient who …'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAnswer:
    """Something that is said in other words once one finding has a certain answer. It decides nothing."""

    finding: FindingId
    """Id of the finding: a yes/no finding whose answer is yes, or a choice."""
    is_: tuple[ChoiceId, ...] = ()
    """The answers of a choice; none for a yes/no finding."""

    def applies(self, value: object) -> bool:
        """Return whether a finding's value, None when it is unknown, is the answer."""
        return value in self.is_ if self.is_ else value is True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay(OnAnswer):
    """Wording of an instruction for a patient in whom it is being carried out already, lest it be ordered twice."""

    label: Text
    """Instruction to go on, without the dose."""
    plain: Text
    """Meaning for a patient or carer; never a dose as an instruction to treat oneself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMessage(OnAnswer):
    """Message of a warning that asks a question, once the answer is one that keeps the warning up."""

    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """An instruction, and the rule by which it is indicated."""

    id: RecommendationId
    label: Text
    """Instruction to a professional, without the dose, which `doses` holds."""
    plain: Text
    """Meaning for a patient or carer; never a dose as an instruction to treat oneself."""
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
    """Kind of action. `decide` leaves it to a senior clinician whether a drug that was withheld is given again."""
    drugs: tuple[Code, ...] = ()
    """Names of the drugs that the recommendation starts, continues, withholds or resumes."""
    decision: Code | None = None
    """Subject of the decision where it is no drug, in words that recommendations on the same decision share, such as
    'place of care'."""
    raises: tuple[FindingId, ...] = ()
    """Ids of the quantities that the recommendation raises, where its action is `correct`."""
    lowers: tuple[FindingId, ...] = ()
    """Ids of the quantities that the recommendation lowers, where its action is `correct`."""
    strength: Literal["do", "consider"]
    """Firmness of the source's wording. Where a source grades its evidence, the statement says so."""
    urgency: Literal["immediate", "today", "ongoing"]
    when: Expression
    assume: tuple[Assumption, ...] = ()
    """Answers that the rule takes for given while they are not known; the answer says so beside the recommendation."""
    under_way: UnderWay | None = None
    """Second wording, where the instruction can be under way when it is indicated."""
    doses: tuple[Dose, ...] = ()
    note: Text | None = None
    """What the reader must know before acting: a caveat, an open point."""
    no_rule: tuple[NoRule, ...] = ()
    """Groups of patients for whom the source has no rule here, each with the sentence that the answer shows."""
    statements: tuple[StatementId, ...]
    """Ids of the statements that the recommendation rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """A remark on a case that leaves the evaluation as it is; its condition is a rule like any other."""

    code: WarningCode
    """Public identifier; several warnings may share one."""
    finding: FindingId
    """Id of the finding beside which the warning is shown."""
    when: Expression
    message: Text
    answered: OtherMessage | None = None
    """Second message, for an answer that makes the first one idle."""
    asks: LeftBehind[tuple[FindingId, ...]] = ()
    """Ids of the findings that the warning asks for; while it is raised, their questions are shown."""
    concerns: tuple[RecommendationId, ...] = ()
    """Ids of the recommendations that show the warning as well, above the dose."""
    statements: tuple[StatementId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """A property that must hold for every possible patient; each build proves it.

    `{never: [continue-drug, withhold-drug]}`: at most one of them holds at a time.
    `{implies: [suspected, treat]}`: whenever the first holds, the second holds.
    `{whenever: {all: […]}, then: [treat, withhold]}`: whenever the rule holds, each of those after `then` holds.
    """

    never: tuple[OutcomeId, ...] | None = None
    """Ids of recommendations or criteria."""
    implies: tuple[OutcomeId, OutcomeId] | None = None
    """Ids of recommendations or criteria, premise and conclusion."""
    whenever: Expression | None = None
    """The premise as a rule, where it has no name."""
    then: tuple[OutcomeId, ...] | None = None
    """Ids of the recommendations or criteria that follow from `whenever`."""
    why: Text
    """What would go wrong without this property."""

    def __post_init__(self) -> None:
        if [self.never, self.implies, self.whenever].count(None) != 2 or (self.whenever is None) != (self.then is None):
            raise ValueError("an invariant needs either 'never', or 'implies', or 'whenever' with 'then'")
        if self.then == ():
            raise ValueError("'then' needs at least one id; without any the invariant says nothing")
        if self.never is not None and len(set(self.never)) < 2:
            raise ValueError("'never' needs at least two different ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Results of a review of the rules that the authors accept, with the one reason that they publish."""

    review: Literal["alone", "ends", "crossed"]
    """Which of the three reviews gave the results."""
    recommendations: tuple[SharedId, ...]
    """Ids of the recommendations concerned; for crossed pairs first the bolder, then one or more that are more
    cautious, which may belong to another protocol: `other-protocol:withhold-drug`."""
    findings: tuple[ReasonId, ...]
    """Ids of the findings that were varied; for crossed pairs, of the findings, scores or grades that are a reason for
    a cautious recommendation while the bold one is indicated. Each is accepted together with each recommendation."""
    why: Text
    """Reason why the rules are right all the same, or why nothing better can be said."""


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
    """Text for the reader when the protocol does not apply."""
    first_actions: LeftBehind[tuple[RecommendationId, ...]]
    """Ids of the recommendations that the overview opens with."""
    watch: LeftBehind[tuple[StatementId, ...]] = ()
    """Ids of the statements on what to watch in a patient, which the overview gathers for those at the bedside."""
    groups: tuple[FindingGroup, ...]
    findings: tuple[Finding, ...]
    """What is asked; `{use: potassium, group: blood}` takes a finding over from the vocabulary."""
    constraints: tuple[Constraint, ...] = ()
    values: tuple[Value, ...] = ()
    """Quantities that are worked out from findings, for rules, doses and the reader."""
    criteria: tuple[Criterion, ...]
    scores: tuple[Score, ...] = ()
    grades: tuple[Grade, ...] = ()
    recommendations: tuple[Recommendation, ...]
    warnings: tuple[Warning, ...] = ()
    invariants: LeftBehind[tuple[Invariant, ...]] = ()
    accepted: LeftBehind[tuple[Acceptance, ...]] = ()
    """Results of the reviews of the rules that the authors accept, with reasons."""
    figures: LeftBehind[tuple[Figure, ...]] = ()
    """Numbers of the texts that belong to no dose and no limit, each with its reason."""
    pathway: LeftBehind[tuple[PathwayStep, ...]] = ()
    statements: LeftBehind[tuple[Statement, ...]]
    disagreements: LeftBehind[tuple[Disagreement, ...]] = ()
    references: LeftBehind[tuple[Reference, ...]]
    """Literature; `{use: author-2000, read: …}` takes an entry over from the vocabulary."""
    pages: LeftBehind[tuple[Page, ...]]
    changes: LeftBehind[tuple[ChangeEntry, ...]]
