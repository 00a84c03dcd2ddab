"""The card of a protocol: what is taken from it, in which order, for two printed sides.

Nothing is decided here and no text is written: blocks follow the protocol's own pathway and pages, rules speak for
themselves, and what a statement or a source leaves open is carried along.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup, escape
from ruamel.yaml import YAML

from build_scripts.digests import sha256
from build_scripts.outline import Outline, outline
from checker.language.conditions import CriterionHolds
from checker.language.expressions import All, Expression, Not
from checker.protocol.compiled import plain
from checker.protocol.model import Criterion, Protocol, Recommendation
from checker.protocol.sources import Disagreement, Statement
from checker.words.messages import _, marked

if TYPE_CHECKING:
    from build_scripts.pages import ProtocolView

URGENCIES = {"immediate": marked("Do now"), "today": marked("Today"), "ongoing": marked("Ongoing")}
"""Urgency → title of its block, where a protocol draws no pathway."""

QUIET_ZONE = 4
"""Modules of white around a QR code: what its standard asks for."""


TEXT = re.compile(r">[^<]+")
"""What stands between two tags."""

JOINED = re.compile(r"(?<=\d) (?=[^\W\d_]|[×%°])|(?<=×) (?=\d)")
"""The space between a number and its unit, and within '10 × 10⁹/L'."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a rule, with the statements that its finding rests on."""

    text: str
    statements: tuple[str, ...]
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A recommendation on the card."""

    recommendation: Recommendation
    when: str | None
    """When it is indicated; None where the heading above says it."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Recommendations under one heading: an answer to the block's question, or a rule that they share."""

    answer: str | None
    """'Yes' or 'No'."""
    rule: str | None
    """The rule that they share, in words."""
    statements: tuple[str, ...]
    """What the rule rests on."""
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the card with a title."""

    title: str
    number: int | None = None
    """Its place in the pathway, counted from 1."""
    criterion: Criterion | None = None
    rule: Rule | None = None
    """The criterion's rule."""
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What goes on the card of a protocol."""

    date: datetime.date
    """Of the version; of the last comparison with its sources where no change records the version."""
    digest: str
    """First 16 hexadecimal digits of the SHA-256 of everything that the protocol says."""
    scope: Criterion | None
    """Without which nothing on the card applies."""
    first: tuple[Block, ...]
    """The steps of the pathway; where there is none, the recommendations by urgency."""
    second: tuple[Block, ...]
    """What the pathway does not show, by the sections of the pages."""
    definitions: tuple[Block, ...]
    """Criteria that no block spells out."""
    disagreements: tuple[Disagreement, ...]
    """Those that touch a statement cited on the card."""
    open_points: tuple[Statement, ...]
    """Statements cited on the card whose source leaves something open, of which no disagreement above speaks."""
    elsewhere: tuple[Disagreement, ...]
    """Those of which the card gives the title only."""


def card_of(view: ProtocolView) -> Card:
    """Select and order what a protocol's card says.

    Args:
        view: The protocol, of any kind: what it lacks is left out.
    """
    protocol = view.protocol
    composed = _Composer(view)
    first = composed.pathway() if protocol.pathway else composed.by_urgency()
    second = composed.by_section()
    definitions = composed.definitions()
    cited = list(_cited((*first, *second, *definitions), protocol))
    touching = [item for item in protocol.disagreements if not cited or set(item.statements) & set(cited)]
    told = {name for item in touching for name in item.statements}
    return Card(
        date=version_date(protocol),
        digest=digest_of(protocol),
        scope=view.criteria.get(protocol.applicable),
        first=first,
        second=second,
        definitions=definitions,
        disagreements=tuple(touching),
        open_points=tuple(
            view.statements[name]
            for name in cited
            if name in view.statements and view.statements[name].conflict and name not in told
        ),
        elsewhere=tuple(item for item in protocol.disagreements if item not in touching),
    )


def version_date(protocol: Protocol) -> datetime.date:
    """Return the date of a protocol's version, or that of its last comparison where no change records it."""
    return next(
        (change.date for change in protocol.changes if change.version == protocol.version), protocol.review.checked
    )


def digest_of(protocol: Protocol) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of everything that a protocol says."""
    text = json.dumps(plain(protocol), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode())[:16]


def card_path(protocol: Protocol) -> str:
    """Return the path of a protocol's card within the site."""
    return f"protocols/{protocol.id}/card.html"


def site_address(config: Path) -> str | None:
    """Return the address that a site's configuration gives it (`site_url`), or nothing.

    Args:
        config: An mkdocs.yml; it need not exist.
    """
    if not config.is_file():
        return None
    address = YAML().load(config.read_text(encoding="utf-8")).get("site_url")
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else None


def card_address(site: str | None, protocol: Protocol) -> str | None:
    """Return the full address of a protocol's card below that of its site, or nothing where that is not known."""
    return f"{site.rstrip('/')}/{card_path(protocol)}" if site else None


def qr_code(address: str) -> Markup:
    """Return an address as a QR code in SVG, error level M, without style attributes, which the policy forbids."""
    code = segno.make(address, error="m", boost_error=False, micro=False)
    drawing = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="wb-qr", lineclass=None)
    # segno writes it from digits and letters of its own; nothing of the address stands in it.
    return Markup(drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(_("QR code of the address"))}" ', 1))  # noqa: S704


def unbroken(html: str) -> Markup:
    """Return HTML in which no line can end between a number and its unit: '10' above 'mg' is read as another dose."""
    # Only spaces are exchanged, and only between tags.
    return Markup(TEXT.sub(lambda text: JOINED.sub("\u00a0", text[0]), html))  # noqa: S704


class _Composer:
    """Puts a protocol's recommendations into blocks, each of them once."""

    def __init__(self, view: ProtocolView) -> None:
        self._view = view
        self._placed: set[str] = set()
        self._defined = {view.protocol.applicable}

    def pathway(self) -> tuple[Block, ...]:
        """Return a block for each step of the pathway."""
        blocks = []
        for number, step in enumerate(self._view.protocol.pathway, 1):
            criterion = self._view.criteria[step.criterion]
            self._defined.add(criterion.id)
            holds = CriterionHolds(criterion.id)
            answers = ((_("Yes"), step.yes, holds), (_("No"), step.no, Not(holds)))
            branches = tuple(
                Branch(answer, None, (), tuple(self._action(name, given) for name in names))
                for answer, names, given in answers
                if names
            )
            blocks.append(Block(step.title, number, criterion, self._rule(criterion.when), branches))
        return tuple(blocks)

    def by_urgency(self) -> tuple[Block, ...]:
        """Return a block for each urgency, the most urgent first."""
        every = self._view.protocol.recommendations
        names = {urgency: [item.id for item in every if item.urgency == urgency] for urgency in URGENCIES}
        return tuple(
            Block(_(URGENCIES[urgency]), branches=self._shared(names[urgency])) for urgency in names if names[urgency]
        )

    def by_section(self) -> tuple[Block, ...]:
        """Return a block for each section of a page that shows a recommendation not placed before.

        Those with something immediate come first, so that it stands on the first side.
        """
        sections = [
            (section.title, section.recommendations) for page in self._view.protocol.pages for section in page.sections
        ]
        everything = tuple(self._view.recommendations)
        sections.sort(key=lambda section: min(map(self._urgency, section[1]), default=len(URGENCIES)))
        blocks = []
        for title, names in (*sections, (_("Also"), everything)):
            left = [name for name in names if name not in self._placed]
            if left:
                blocks.append(Block(title, branches=self._shared(left)))
        return tuple(blocks)

    def _urgency(self, name: str) -> int:
        """Return the rank of a recommendation that is still to be placed; of others a rank behind them all."""
        urgency = self._view.recommendations[name].urgency
        return list(URGENCIES).index(urgency) if name not in self._placed else len(URGENCIES)

    def definitions(self) -> tuple[Block, ...]:
        """Return a block for each criterion that no other block has spelled out."""
        return tuple(
            Block(criterion.label, criterion=criterion, rule=self._rule(criterion.when))
            for criterion in self._view.protocol.criteria
            if criterion.id not in self._defined
        )

    def _shared(self, names: Sequence[str]) -> tuple[Branch, ...]:
        """Return recommendations under the rules that they share, in the order in which these first appear."""
        rules: dict[Expression, list[str]] = {}
        for name in names:
            rules.setdefault(self._view.recommendations[name].when, []).append(name)
        return tuple(
            Branch(None, *self._rule_in_words(rule), tuple(self._action(name, rule) for name in sharing))
            for rule, sharing in rules.items()
        )

    def _action(self, name: str, given: Expression) -> Action:
        self._placed.add(name)
        item = self._view.recommendations[name]
        return Action(item, None if item.when == given else self._describe(item.when))

    def _rule_in_words(self, rule: Expression) -> tuple[str, tuple[str, ...]]:
        """Return a rule in one line, a criterion with its own rule, and the statements behind it."""
        if not isinstance(rule, CriterionHolds):
            return self._describe(rule), ()
        criterion = self._view.criteria[rule.criterion]
        if criterion.id in self._defined:
            return self._view.words.criterion(criterion.id), criterion.statements
        self._defined.add(criterion.id)
        label = self._view.words.criterion(criterion.id)
        return f"{label}: {self._describe(criterion.when)}", criterion.statements

    def _in_scope(self, expression: Expression) -> Expression:
        """Return a rule without the criterion that the head of the card states for everything on it."""
        if not isinstance(expression, All):
            return expression
        scope = CriterionHolds(self._view.protocol.applicable)
        left = tuple(part for part in expression.all if part != scope)
        return left[0] if len(left) == 1 else All(left or expression.all)

    def _rule(self, expression: Expression) -> Rule:
        within = self._in_scope(expression)
        return self._line(outline(within, self._view.words), within)

    def _describe(self, expression: Expression) -> str:
        return self._in_scope(expression).describe(self._view.words)

    def _line(self, line: Outline, expression: Expression) -> Rule:
        inner = expression.not_ if isinstance(expression, Not) else expression
        name = getattr(inner, "finding", None)
        finding = next((item for item in self._view.protocol.findings if item.id == name), None)
        # A line without parts of its own may stand for a negated condition, which has one.
        parts = zip(line.parts, expression.parts, strict=True) if line.parts else ()
        return Rule(line.text, finding.statements if finding else (), tuple(self._line(*part) for part in parts))


def _cited(blocks: Sequence[Block], protocol: Protocol) -> Iterator[str]:
    """Yield the ids of the statements that the blocks cite, each once, in the protocol's order."""
    found: set[str] = set()
    for block in blocks:
        if block.criterion is not None:
            found.update(block.criterion.statements)
        if block.rule is not None:
            found.update(_in_rule(block.rule))
        for branch in block.branches:
            found.update(branch.statements)
            for action in branch.actions:
                found.update(action.recommendation.statements)
    yield from (statement.id for statement in protocol.statements if statement.id in found)


def _in_rule(rule: Rule) -> Iterator[str]:
    yield from rule.statements
    for part in rule.parts:
        yield from _in_rule(part)
