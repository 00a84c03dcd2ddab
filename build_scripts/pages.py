"""Pages: content put through the templates into the staging folder, and the navigation that leads to them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from build_scripts.card import card_address, card_of, card_path, qr_code, site_address, unbroken
from build_scripts.citations import author_list, short_citation, where
from build_scripts.commit import day_of
from build_scripts.content import Content, LoadedProtocol
from build_scripts.digests import code_of, key_of
from build_scripts.doses import dose_text, unstated
from build_scripts.form import form_model
from build_scripts.language import ENGLISH, SOURCE, SiteLanguage
from build_scripts.outline import outline
from build_scripts.pathway import draw_pathway
from build_scripts.problems import BuildError
from build_scripts.quality import Quality, QualityView, finding_text
from build_scripts.review import REVIEW_WORDS, Timing
from build_scripts.revisions import records_of
from build_scripts.staging import Stage
from build_scripts.store import TEXT, Store
from build_scripts.synonyms import other_names
from build_scripts.translation import Translation, untranslated
from build_scripts.written import in_its_language, written_nav, written_pages
from checker import Protocol, dump
from checker.answers.echo import exact
from checker.protocol.compiled import dump_language
from checker.protocol.labels import Words
from checker.protocol.sources import Review, ReviewEvent, Statement
from checker.words.messages import _
from checker.words.numbers import plain_number, sign

FONTS = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"


CARDS_HERE = "<!-- protocols -->"
"""Where the home page wants the cards of all protocols."""


DOSE_WORDS = ("dose", "dosage", "how much", "how often", "route")
"""How one asks for what a statement with a dose states."""


class ProtocolView:
    """What templates ask of a protocol: its elements by id, and the address of each anchor."""

    def __init__(
        self,
        protocol: Protocol,
        built: datetime.date | None = None,
        language: SiteLanguage = ENGLISH,
        translation: Translation | None = None,
    ) -> None:
        """Take a protocol.

        Args:
            protocol: As its author wrote it.
            built: The day of the site's sources, where it is known.
            language: Of the interface.
            translation: What was translated of the protocol into that language.
        """
        self.translation = translation or untranslated(protocol)
        self.language = language
        protocol = self.translation.protocol
        self.protocol = protocol
        self.words = Words(protocol)
        self.statements = {statement.id: statement for statement in protocol.statements}
        self.recommendations = {recommendation.id: recommendation for recommendation in protocol.recommendations}
        self.criteria = {criterion.id: criterion for criterion in protocol.criteria}
        self.scores = {score.id: score for score in protocol.scores}
        self.disagreements = {disagreement.id: disagreement for disagreement in protocol.disagreements}
        self.references = {reference.id: reference for reference in protocol.references}
        self.timing = Timing(protocol.review, built)
        self._homes = {reference.id: "sources" for reference in protocol.references}
        for page in protocol.pages:
            for section in page.sections:
                for name in (*section.statements, *section.recommendations, *section.disagreements):
                    self._homes[name] = page.id
                for name in section.criteria:
                    self._homes.setdefault(f"criterion-{name}", page.id)
                for name in section.scores:
                    self._homes.setdefault(f"score-{name}", page.id)

    def link(self, anchor: str) -> str:
        """Return the address of an anchor, as seen from any page of the protocol.

        What no section shows is explained on the overview.
        """
        return f"{self._homes.get(anchor, 'index')}.html#{anchor}"

    def say(self, text: str, whole: str | None = None) -> Markup:
        """Return a text of the content as HTML, marked as English where it stands in a site of another language.

        Args:
            text: What is said.
            whole: The text of the content that it is a part of, where it is one.
        """
        if self.language.is_source or (whole or text) in self.translation.texts:
            return escape(text)
        return Markup('<span lang="{}">{}</span>').format(SOURCE, text)

    def other_names(self, text: str) -> list[str]:
        """Return the synonyms of what a text names."""
        return other_names(self.protocol, text)

    def around(self, statement: Statement) -> str:
        """Return words that a question about a statement may use, and the statement itself may not.

        They come from where it stands and from what rests on it.
        """
        words = [statement.topic, statement.conflict or ""]
        for page in self.protocol.pages:
            words += [section.title for section in page.sections if statement.id in section.statements]
        for item in self.protocol.recommendations:
            if statement.id in item.statements:
                words += [item.label, item.plain, *item.drugs]
            for dose in item.doses:
                if statement.id in dose.statements:
                    words += [dose_text(dose), *DOSE_WORDS]
        for criterion in self.protocol.criteria:
            if statement.id in criterion.statements:
                words.append(criterion.label)
        for finding in self.protocol.findings:
            if statement.id in finding.statements:
                words += [finding.label, finding.plain or ""]
        for disagreement in self.protocol.disagreements:
            if statement.id in disagreement.statements:
                words += [disagreement.title]
        return " ".join(filter(None, words))

    @property
    def unplaced_criteria(self) -> list[str]:
        """Ids of the criteria that no section shows."""
        return [name for name in self.criteria if f"criterion-{name}" not in self._homes]

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

    def citing(self, reference: str) -> list[tuple[str, str]]:
        """Return the elements that cite a literature entry, each as its name and its address."""
        statements = [(s.id, self.link(s.id)) for s in self.protocol.statements if reference in s.references]
        others = [
            (element.title, self.link(element.id))
            for element in self.protocol.disagreements
            if reference in element.references
        ]
        scores = [
            (score.label, self.link(f"score-{score.id}"))
            for score in self.protocol.scores
            if reference in score.references
        ]
        return [*statements, *others, *scores]


def literal(text: str) -> Markup:
    """Return a text as a line of Markdown that shows it as it is, whatever it holds."""
    line = re.sub(r"[\\`*_{}\[\]|]", _entity, str(escape(" ".join(text.split()))))
    return Markup(re.sub(r"^(?:[#+:~=-]|\d(?=\d*[.)]))", _entity, line))  # noqa: S704 - escaped above


def no_blank_lines(text: str) -> Markup:
    """Return HTML without empty lines, at which Markdown would take a block of HTML to end."""
    return Markup(re.sub(r"\n\s*\n+", "\n", text))  # noqa: S704 - what a template wrote


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _counted(one: str, several: str, count: int) -> str:
    return _(one if count == 1 else several)


def review_words(review: Review | ReviewEvent) -> str:
    """Return the state of review as every page shows it."""
    return _(REVIEW_WORDS[review.state])


def environment(templates: Path, language: SiteLanguage, compiled: Path | None = None) -> Environment:
    """Return the template environment. What templates write is escaped as HTML, so that no text can become markup.

    Args:
        templates: The folder `site_templates`.
        language: What its own words are said in; `checker.protocol.labels.messages` must be told of it too.
        compiled: An existing folder in which compiled templates are kept for the next time.
    """
    env = Environment(
        loader=FileSystemLoader([templates / "pages", templates / "partials"]),
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled is not None else None,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(_, _counted, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    env.globals["language"] = language
    # As an author wrote it, and no longer than it must be: a page carries its protocol.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters.update(
        literal=literal,
        long_date=language.long_date,
        dose=dose_text,
        unstated=unstated,
        sign=sign,
        number=plain_number,
        outline=outline,
        short_citation=short_citation,
        author_list=author_list,
        where=where,
        review_words=review_words,
        unbroken=unbroken,
        no_blank_lines=no_blank_lines,
    )
    return env


LANGUAGE_PAGE = "build_scripts.language_page"


def render_site(
    content: Content,
    docs: Path,
    templates: Path,
    stage: Stage,
    store: Store,
    names: Mapping[str, str],
    language: SiteLanguage,
    quality: Mapping[str, Quality] | None = None,
) -> list[Any]:
    """Render every page of the site into the staging folder.

    Args:
        content: The protocols.
        docs: What authors wrote; pages outside `protocols/` are staged as they are.
        templates: The folder `site_templates`.
        stage: Where the pages go.
        store: Spares the page on the language its reading.
        names: Scripts and styles, plain name → the name that holds a digest.
        language: Of the interface.
        quality: What was proved and tested, by protocol; none in a preview.

    Returns:
        The navigation, as MkDocs takes it.

    Raises:
        BuildError: when the typeface is not installed.
    """
    env = environment(templates, language, store.room("templates"))
    env.globals["asset"] = names.__getitem__
    built = day_of(docs.parent)
    views = [
        ProtocolView(loaded.protocol, built, language, loaded.translations.get(language.code))
        for loaded in content.protocols
    ]
    written = written_pages(docs, language)
    for relative, path in written.items():
        if relative != "index.md":
            stage.write(relative, in_its_language(path, language))
    home = in_its_language(written["index.md"], language) if "index.md" in written else f"# Wardbook\n\n{CARDS_HERE}\n"
    stage.write("index.md", home.replace(CARDS_HERE, env.get_template("cards.html.j2").render(views=views)))
    stage.write("protocols/index.md", env.get_template("protocols.md.j2").render(views=views))
    spec = docs.parent / "tests" / "spec" / "language"
    if spec.is_dir():
        text = store.get(
            "language", key_of([code_of(LANGUAGE_PAGE), *sorted(spec.iterdir())]), partial(_language_page, spec), TEXT
        )
        stage.write("developers/language.md", text)
    _stage_fonts(docs.parent / FONTS, stage)
    protocols: list[Any] = [{_("All protocols"): "protocols/index.md"}]
    site = site_address(docs.parent / "mkdocs.yml")
    translated = {view.protocol.id: view.protocol for view in views}
    for view, loaded in zip(views, content.protocols, strict=True):
        # The theme shows titles of the navigation as they are.
        found = (quality or {}).get(view.protocol.id)
        shown = QualityView(found, view.protocol, loaded.cases, built, translated) if found else None
        protocols.append({str(escape(view.protocol.title)): _render_protocol(env, view, loaded, stage, site, shown)})
    return [{_("Home"): "index.md"}, {_("Protocols"): protocols}, *written_nav(written, spec.is_dir())]


def _language_page(folder: Path) -> str:
    from build_scripts.language_page import render_language_page  # it reads YAML, which takes a while to load

    return render_language_page(folder)


def card_context(view: ProtocolView, site: str | None) -> dict[str, object]:
    """Return what the templates of a protocol's card want.

    Args:
        view: The protocol.
        site: The address of the site, where it is known.
    """
    address = card_address(site, view.protocol)
    return {
        "card": card_of(view),
        "address": address,
        "qr": qr_code(address) if address else None,
        "path": card_path(view.protocol),
    }


def _render_protocol(
    env: Environment,
    view: ProtocolView,
    loaded: LoadedProtocol,
    stage: Stage,
    site: str | None,
    quality: QualityView | None,
) -> list[Any]:
    protocol = view.protocol
    folder = f"protocols/{protocol.id}"
    common = {"view": view, "protocol": protocol, "cases": loaded.cases}

    def write(name: str, template: str, **more: object) -> str:
        text = env.get_template(template).render(**common, **more)
        stage.write(f"{folder}/{name}.md", re.sub(r"\n{3,}", "\n\n", text))
        return f"{folder}/{name}.md"

    described = next((page for page in protocol.pages if page.id == "sources"), None)
    pictures = draw_pathway(protocol, view.link) if protocol.pathway else ()
    checker = {"form": form_model(protocol), "pictures": pictures, **_compiled(view, loaded)}
    nav: list[Any] = [
        {_("Overview"): write("index", "overview.md.j2")},
        {_("Assess a patient"): write("checker", "checker.md.j2", **checker)},
        {_("Ask a question"): write("ask", "ask.md.j2")},
    ]
    nav += [
        {str(escape(page.title)): write(page.id, "page.md.j2", page=page, pictures=pictures)}
        for page in protocol.pages
        if page is not described
    ]
    nav.append({_("Sources"): write("sources", "sources.md.j2", page=described)})
    nav.append({_("How we know"): write("quality", "quality.md.j2", quality=quality)})
    nav.append({_("Change history"): write("history", "history.md.j2", **_history(view, loaded))})
    nav.append({_("Card for print"): write("card", "card.md.j2", **card_context(view, site))})
    return nav


def _compiled(view: ProtocolView, loaded: LoadedProtocol) -> dict[str, object]:
    examples = [
        {"label": case.example, "entries": _entries(case.findings)} for case in loaded.cases if case.example is not None
    ]
    compiled = dump(view.protocol)
    if not view.language.is_source:
        engine = view.language.engine()
        compiled["language"] = dump_language(replace(engine, messages=dict(view.language.messages("checker/"))))
    return {"compiled": compiled, "examples": examples}


def _entries(findings: Mapping[str, object]) -> dict[str, object]:
    """Return what a worked case fills in, numbers by their digits, as `checker.answers.entries` has them."""

    def entry(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: entry(item) for key, item in value.items()}
        return format(number, "f") if isinstance(number := exact(value), Decimal) else value

    return {finding: entry(value) for finding, value in findings.items() if value is not None}


def _history(view: ProtocolView, loaded: LoadedProtocol) -> dict[str, object]:
    return {
        "records": records_of(loaded.folder),
        "labels": {r.id: r.label for r in view.protocol.recommendations},
        "finding": partial(finding_text, {finding.id: finding for finding in view.protocol.findings}),
    }


def _stage_fonts(folder: Path, stage: Stage) -> None:
    files = sorted(folder.glob("*.woff2"))
    if not files:
        raise BuildError(f"the typeface is not installed (looked in {FONTS}); 'make setup' installs it")
    for file in files:
        stage.copy(file, f"assets/fonts/{file.name}")
