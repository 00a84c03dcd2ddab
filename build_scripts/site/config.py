"""The configuration of the site builder: the project's mkdocs.yml with the generated values filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from build_scripts.project.paths import Project
from build_scripts.project.problems import BuildError
from build_scripts.site.assets import GUARD
from build_scripts.words.catalogues import config_words
from build_scripts.words.settings import site_config
from build_scripts.words.site_language import SiteLanguage

COLOURS = {
    "brand": ("--md-primary-fg-color", "default"),
    "on_brand": ("--md-primary-bg-color", "default"),
    "mark": ("--wb-button", "slate"),
    "ground": ("--md-default-bg-color", "default"),
}
"""Colour of the manifest, the icon or the browser's frame → its token, and the scheme of the token."""


def colours(tokens: str) -> dict[str, str]:
    """Return the colours that are used outside of the style sheets.

    Args:
        tokens: The text of tokens.css, which has the default scheme first and then the dark one.

    Raises:
        BuildError: when a token is missing.
    """
    found = {}
    for name, (token, scheme) in COLOURS.items():
        values = re.findall(rf"{token}: ([^;]+);", tokens)
        if len(values) != 2:
            raise BuildError(f"tokens.css: expected '{token}' in both schemes, found it {len(values)} times")
        found[name] = values[scheme == "slate"]
    return found


def staged_config(project: Project, nav: Sequence[Any], names: Mapping[str, str], language: SiteLanguage) -> str:
    """Return the project's mkdocs.yml with the generated navigation, and with paths relative to the build folder.

    Args:
        project: The project with all its folders.
        nav: The navigation, as MkDocs takes it.
        names: Scripts and styles, plain name → the name that holds a digest.
        language: The language of the words in the configuration.

    Raises:
        BuildError: when the project's mkdocs.yml lacks what the generated parts belong to.
    """
    config = site_config(project.root / "mkdocs.yml")
    if not (config.get("theme") or {}).get("custom_dir") or not config.get("extra"):
        raise BuildError(
            "mkdocs.yml: expected theme.custom_dir and extra, as the mkdocs.yml that comes with Wardbook has"
        )
    said = dict(language.messages("mkdocs.yml"))
    for place, key in config_words(config):
        place[key] = said.get(str(place[key]), place[key])
    config["docs_dir"] = "docs"
    config["site_dir"] = "../site"
    config["theme"]["custom_dir"] = "../" + config["theme"]["custom_dir"]
    config["nav"] = nav
    extra = config["extra"]
    extra["colours"] = colours((project.templates / "styles" / "tokens.css").read_text(encoding="utf-8"))
    sheets = (config.get("extra_css"), *(extra.get("css") or {}).values())
    for listed in (*sheets, config.get("extra_javascript"), extra.get("polyfills")):
        for place, entry in enumerate(listed or ()):
            if isinstance(entry, str):
                listed[place] = names.get(entry, entry)
            else:
                entry["path"] = names.get(entry["path"], entry["path"])
    # In the HTML of every page: what is there when no file comes.
    guard = (project.staged / names[f"assets/javascripts/{GUARD}.js"]).read_text(encoding="utf-8").rstrip()
    extra["guard"] = LiteralScalarString(guard)  # as a quoted one, the writer would break its lines within
    # The theme starts a script for its search; it is given ours, which searches as questions are answered.
    extra["search"] = {"theme": _search_of_theme(), "ours": names["assets/javascripts/search.js"]}
    lines: list[str] = []

    class Collector:
        def write(self, text: bytes) -> None:
            lines.append(text.decode())

    YAML().dump(config, Collector())
    return "".join(lines)


def _search_of_theme() -> str:
    """Return the theme's own script for the search, as its pages name it.

    Raises:
        BuildError: when the theme has none, so that ours would not be started either.
    """
    found_at = find_spec("material")
    templates = Path(found_at.origin if found_at and found_at.origin else "").parent / "templates"
    found = sorted(templates.glob("assets/javascripts/workers/search.*.min.js"))
    if len(found) != 1:
        raise BuildError(f"the theme should have one script for its search, and has {len(found)} in {templates}")
    return found[0].relative_to(templates).as_posix()
