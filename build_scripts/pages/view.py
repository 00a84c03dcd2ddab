"""What templates ask of a protocol: its elements by id, and the address of each anchor."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from build_scripts.content.doses.resolved import rules_only
from build_scripts.content.markup.links import homes
from build_scripts.content.markup.render import pictures_in, section_html
from build_scripts.content.markup.sections import section_texts
from build_scripts.content.translation import Translation, untranslated
from build_scripts.content.vocabulary.lenders import MARK, lender_of, lenders_of
from build_scripts.pages.reference.blocks import SectionBlocks, blocks_of
from build_scripts.pages.reference.gathered import FirstActions, Watched, first_actions_of, watched_in
from build_scripts.pages.unbroken import no_blank_lines
from build_scripts.words.review_state import Timing
from build_scripts.words.site_language import ENGLISH, SOURCE, SiteLanguage
from checker import Protocol
from checker.language.scores import Grade
from checker.protocol.labels import Labels, formula_text
from checker.protocol.layout import Page, Section
from checker.protocol.model import Recommendation
from checker.protocol.sources import Statement
from checker.protocol.traversal import COLLECTIONS, anchor_of, named_rules
from checker.values.value import Value


class ProtocolView:
    """What templates ask of a protocol: its elements by id, and the address of each anchor."""

    def __init__(
        self,
        protocol: Protocol,
        built: datetime.date | None = None,
        language: SiteLanguage = ENGLISH,
        translation: Translation | None = None,
        folder: Path | None = None,
        others: Mapping[str, Protocol] | None = None,
        *,
        doses_worked_out: bool = True,
    ) -> None:
        """Take a protocol.

        Args:
            protocol: The protocol as its author wrote it.
            built: The day of the site's sources, where it is known.
            language: The language of the interface.
            translation: The translated texts of the protocol in that language.
            folder: The protocol's folder, with its pictures.
            others: All protocols by id, in the language of the interface: those that this one reads or points to.
            doses_worked_out: Whether the checker works doses out for a patient.
        """
        self.translation = translation or untranslated(protocol)
        self.language = language
        protocol = self.translation.protocol if doses_worked_out else rules_only(self.translation.protocol)
        self.protocol = protocol
        self.words = Labels(protocol)
        self.statements = {statement.id: statement for statement in protocol.statements}
        self.recommendations = {recommendation.id: recommendation for recommendation in protocol.recommendations}
        self.criteria = {criterion.id: criterion for criterion in protocol.criteria}
        self.rules = named_rules(protocol)
        self.disagreements = {disagreement.id: disagreement for disagreement in protocol.disagreements}
        self.references = {reference.id: reference for reference in protocol.references}
        self.timing = Timing(protocol.review, built)
        self._homes = homes(protocol)
        self.folder = folder
        self.others = others or {}

    def link(self, anchor: str) -> str:
        """Return the address of an anchor, relative to any page of the protocol.

        Elements that no section shows are explained on the overview; those of another protocol, on its pages.
        """
        kind, _, name = anchor.partition("-")
        lender = lender_of(name) if anchor not in self._homes else None
        if lender is not None:
            return self.elsewhere(f"{lender}{MARK}{anchor_of(kind, name.partition(MARK)[2])}")
        return f"{self._homes.get(anchor, 'index')}.html#{anchor}"

    def elsewhere(self, name: str) -> str:
        """Return the address of an anchor of another protocol, `protocol:anchor`, relative to any page of this one."""
        protocol, _, anchor = name.partition(MARK)
        places = homes(self.others[protocol]) if protocol in self.others else {}
        return f"../{protocol}/{places.get(anchor, 'index')}.html#{anchor}"

    @property
    def lent_by(self) -> list[tuple[str, str]]:
        """The protocols whose rules this one reads: the address of the card of each, and its title."""
        return [
            (f"../{name}/card.html", self.others[name].title if name in self.others else name)
            for name in lenders_of(self.protocol)
        ]

    def sources_elsewhere(self, finding: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the statements on a finding in protocols whose rules this one reads.

        The same id means the same finding everywhere; the sources of one that only another protocol's rules read stay
        there.

        Returns:
            For each protocol with any: its title, and the id and address of each statement.
        """
        found = []
        for name in lenders_of(self.protocol):
            other = self.others.get(name)
            theirs = next((each for each in other.findings if each.id == finding), None) if other else None
            if other is not None and theirs is not None and theirs.statements:
                cited = [(each, self.elsewhere(f"{name}{MARK}{each}")) for each in theirs.statements]
                found.append((other.title, cited))
        return found

    def pointed_to(self, section: Section) -> list[tuple[str, str, str]]:
        """Return what a section points to in other protocols: its address, its name, and the title of the protocol."""
        found = []
        for name in section.see:
            protocol, _, element = name.partition(MARK)
            other = self.others[protocol]  # that there is one was checked
            labels = {each.id: each.label for each in other.recommendations}
            found.append((self.elsewhere(name), labels.get(element, element), other.title))
        return found

    def say(self, text: str, whole: str | None = None) -> Markup:
        """Return a text of the content as HTML, marked as English where it stands in a site of another language.

        Args:
            text: The text.
            whole: The longer text of the content that `text` is a part of, where there is one.
        """
        if self.language.is_source or (whole or text) in self.translation.texts:
            return escape(text)
        return Markup('<span lang="{}">{}</span>').format(SOURCE, text)

    def prose(self, text: str) -> Markup:
        """Return the text of a section, which is Markdown, as HTML; marked as English where it is."""
        html = no_blank_lines(section_html(text, self.protocol, self.folder))
        if self.language.is_source or text in self.translation.texts:
            return Markup('<div class="wb-text">\n{}\n</div>').format(html)
        return Markup('<div class="wb-text" lang="{}">\n{}\n</div>').format(SOURCE, html)

    @property
    def pictures(self) -> list[str]:
        """Files of the pictures in the texts of sections, relative to the protocol's folder."""
        return sorted({file for _, text in section_texts(self.protocol) for file in pictures_in(text)})

    def blocks(self, section: Section) -> SectionBlocks:
        """Return what stands together in a section: one block a decision."""
        return blocks_of(self.protocol, section)

    @property
    def first_actions(self) -> tuple[FirstActions, ...]:
        """What to start first, and what to stop first."""
        return first_actions_of(self.protocol)

    @property
    def watched(self) -> tuple[Watched, ...]:
        """Statements on what to watch, by the section that shows them."""
        return watched_in(self.protocol)

    def open_to_patients(self, section: Section) -> bool:
        """Return whether a section shows anything to a patient or carer: plain words, or a text for everybody."""
        return bool(section.statements or section.recommendations or (section.text and section.readers == "everybody"))

    def page_open_to_patients(self, page: Page) -> bool:
        """Return whether any section of a page shows anything to a patient or carer."""
        return any(self.open_to_patients(section) for section in page.sections)

    @property
    def unplaced(self) -> list[tuple[str, Any]]:
        """What rules can refer to by name and no section shows: its kind (`criterion`, `score`, …), and itself."""
        return [
            (kind, item)
            for (kind, name), item in self.rules.items()
            if anchor_of(kind, name) not in self._homes and lender_of(name) is None
        ]

    def assumed(self, recommendation: Recommendation) -> str:
        """Return in words what a recommendation assumes while nobody entered it."""
        return "; ".join(assumption.describe(self.words) for assumption in recommendation.assume)

    @staticmethod
    def step(grade: Grade, step: str) -> str:
        """Return the label of a step of a grade."""
        return next(each.label for each in grade.scale if each.id == step)

    def formula(self, value: Value) -> str:
        """Return the formula of a computed value as a person writes it."""
        return formula_text(value, self.words)

    def scales(self, section: Section) -> list[tuple[str, Any]]:
        """Return the scores and grades that a section explains: the kind of each, and itself."""
        return [
            (kind, self.rules[kind, name])
            for kind, collection in COLLECTIONS.items()
            if kind != "criterion"
            for name in getattr(section, collection)
        ]

    @property
    def markers(self) -> dict[int, list[Statement]]:
        """The source's citation markers, each with the statements that carry it."""
        found: dict[int, list[Statement]] = {}
        for statement in self.protocol.statements:
            number = self.marker(statement)
            if number is not None:
                found.setdefault(number, []).append(statement)
        return dict(sorted(found.items()))

    def marker(self, statement: Statement) -> int | None:
        """Return the source's marker of a statement, its own or that of the statement that covers it."""
        if statement.marker_of is not None:
            return self.marker(self.statements[statement.marker_of])
        return statement.marker

    def cited(self, statements: Iterable[str]) -> list[Statement]:
        """Return the statements of some ids, as far as the protocol holds their texts."""
        return [self.statements[name] for name in statements if name in self.statements]

    def citing(self, reference: str) -> list[tuple[str, str]]:
        """Return the name and address of each element that cites a literature entry."""
        statements = [
            (s.id, self.link(s.id)) for s in self.protocol.statements if reference in (*s.sources, *s.references)
        ]
        others = [
            (element.title, self.link(element.id))
            for element in self.protocol.disagreements
            if reference in element.references
        ]
        named = [
            (element.label, self.link(anchor_of(kind, name)))
            for (kind, name), element in self.rules.items()
            if reference in getattr(element, "references", ())
        ]
        return [*statements, *others, *named]
