"""The configuration of the site builder: the project's mkdocs.yml with what was generated filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML

from build_scripts.words.site_language import SiteLanguage
from build_scripts.project.paths import Project
from build_scripts.words.catalogues import config_words


def staged_config(project: Project, nav: Sequence[Any], names: Mapping[str, str], language: SiteLanguage) -> str:
    """Return the project's mkdocs.yml with the generated navigation, and with paths as seen from the build folder.

    Args:
        project: Where everything lies.
        nav: The navigation, as MkDocs takes it.
        names: Scripts and styles, plain name → the name that holds a digest.
        language: Of the words in it.
    """
    yaml = YAML()
    config = yaml.load((project.root / "mkdocs.yml").read_text(encoding="utf-8"))
    said = dict(language.messages("mkdocs.yml"))
    for place, key in config_words(config):
        place[key] = said.get(str(place[key]), place[key])
    config["docs_dir"] = "docs"
    config["site_dir"] = "../site"
    config["theme"]["custom_dir"] = "../" + config["theme"]["custom_dir"]
    config["nav"] = nav
    for listed in (config.get("extra_css"), config.get("extra_javascript"), config["extra"].get("polyfills")):
        for place, entry in enumerate(listed or ()):
            if isinstance(entry, str):
                listed[place] = names.get(entry, entry)
            else:
                entry["path"] = names.get(entry["path"], entry["path"])
    lines: list[str] = []

    class Collector:
        def write(self, text: bytes) -> None:
            lines.append(text.decode())

    yaml.dump(config, Collector())
    return "".join(lines)
