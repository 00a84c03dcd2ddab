"""The pages of a site, rendered from content and templates into the staging folder, and their navigation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import escape

from build_scripts.content.loaded import Content
from build_scripts.evidence.quality import Quality
from build_scripts.pages.author_reference.stage import reference_page
from build_scripts.pages.authored import in_its_language, written_nav, written_pages
from build_scripts.pages.card.address import site_address
from build_scripts.pages.protocol_pages import render_protocol
from build_scripts.pages.quality_view import QualityView
from build_scripts.pages.templates import FONTS, environment
from build_scripts.pages.view import ProtocolView
from build_scripts.project.commit import day_of
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import BuildError
from build_scripts.project.staging import Stage
from build_scripts.project.store import TEXT, Store
from build_scripts.words.settings import keeps_entries, works_doses_out
from build_scripts.words.site_language import SiteLanguage
from checker.words.messages import _, marked

CARDS_HERE = "<!-- protocols -->"
"""Mark on the home page that is replaced by the cards of all protocols."""

DOSES_HERE = "<!-- doses -->"
"""Mark on written pages that is replaced by a sentence on what this site does with doses."""

DOSES_SAID = {
    True: marked(
        "It works out no doses but those that a protocol states per weight, body surface or the like. It does so from "
        "what was entered, and shows the calculation: check it before the dose is given. All others are shown as the "
        "source gives them."
    ),
    False: marked(
        "It does not adapt a dose to a patient. Doses are shown as the source gives them, since working them out is "
        "switched off on this site."
    ),
}
"""Whether doses are worked out → what pages say of it."""

ENTRIES_HERE = "<!-- entries -->"
"""Mark on written pages that is replaced by a sentence on what becomes of what is entered."""

ENTRIES_SAID = {
    True: marked(
        "What you enter is kept in the tab of your browser, where a reload or a look at another page does not lose it, "
        "and is gone when you close the tab. After five minutes you are asked whether to go on with it. A browser that "
        "brings back a closed tab may bring it back too: use Reset when a patient is done."
    ),
    False: marked(
        "What you enter is gone when you leave the page: keeping it in the tab is switched off on this site."
    ),
}
"""Whether entries are kept in the tab → what pages say of it."""

LANGUAGE_PAGE = "build_scripts.pages.rule_language"


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
        docs: The folder of everything that authors wrote; pages outside `protocols/` are staged as they are.
        templates: The folder `site_templates`.
        stage: The folder for the pages.
        store: Keeps the page on the rule language, which is then not made again.
        names: Scripts and styles, plain name → the name that holds a digest.
        language: The language of the interface.
        quality: The quality of the protocols, by id; None in a preview.

    Returns:
        The navigation, as MkDocs takes it.

    Raises:
        BuildError: when the typeface is not installed.
    """
    env = environment(templates, language, Store(store.folder / "templates"))
    env.globals["asset"] = names.__getitem__
    built = day_of(docs.parent)
    said = {
        loaded.protocol.id: translation.protocol
        if (translation := loaded.translations.get(language.code)) is not None
        else loaded.protocol
        for loaded in content.protocols
    }
    worked_out, kept = works_doses_out(docs.parent), keeps_entries(docs.parent)
    env.globals["keeps_entries"] = kept
    views = [
        ProtocolView(
            loaded.protocol,
            built,
            language,
            loaded.translations.get(language.code),
            loaded.folder,
            said,
            doses_worked_out=worked_out,
        )
        for loaded in content.protocols
    ]
    env.globals["views"] = {view.protocol.id: view for view in views}
    written = written_pages(docs, language)
    for relative, path in written.items():
        if relative != "index.md":
            text = in_its_language(path, language).replace(DOSES_HERE, _(DOSES_SAID[worked_out]))
            stage.write(relative, text.replace(ENTRIES_HERE, _(ENTRIES_SAID[kept])))
    home = in_its_language(written["index.md"], language) if "index.md" in written else f"# Wardbook\n\n{CARDS_HERE}\n"
    cards = env.get_template("cards.html.j2").render(views=views, brief=True)
    stage.write("index.md", home.replace(CARDS_HERE, cards))
    stage.write("protocols/index.md", env.get_template("protocols.md.j2").render(views=views))
    spec = docs.parent / "tests" / "spec" / "language"
    if spec.is_dir():
        text = store.get(
            "language", key_of([code_of(LANGUAGE_PAGE), *sorted(spec.iterdir())]), partial(_language_page, spec), TEXT
        )
        stage.write("developers/language.md", text)
    stage.write("developers/authors.md", reference_page(content.protocols, docs, spec, store))
    _stage_fonts(docs.parent / FONTS, stage)
    protocols: list[Any] = [{_("All protocols"): "protocols/index.md"}]
    site = site_address(docs.parent / "mkdocs.yml")
    for view, loaded in zip(views, content.protocols, strict=True):
        # Titles are escaped: the theme shows those of the navigation as they are.
        found = (quality or {}).get(view.protocol.id)
        shown = QualityView(found, view.protocol, loaded.cases, built, said) if found else None
        protocols.append({str(escape(view.protocol.title)): render_protocol(env, view, loaded, stage, site, shown)})
    return [{_("Home"): "index.md"}, {_("Protocols"): protocols}, *written_nav(written, spec.is_dir())]


def _language_page(folder: Path) -> str:
    from build_scripts.pages.rule_language import render_language_page  # it reads YAML, which takes a while to load

    return render_language_page(folder)


def _stage_fonts(folder: Path, stage: Stage) -> None:
    files = sorted(folder.glob("*.woff2"))
    if not files:
        raise BuildError(f"the typeface is not installed (looked in {FONTS}); 'make setup' installs it")
    for file in files:
        stage.copy(file, f"assets/fonts/{file.name}")
