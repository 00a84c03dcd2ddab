"""The site: content and runtime staged as ordinary files, for a site builder that knows nothing of protocols."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from ruamel.yaml import YAML

from build_scripts.cache import Cache
from build_scripts.content import Content
from build_scripts.finish import finish_site
from build_scripts.language import SiteLanguage, language_of
from build_scripts.naming import integrity
from build_scripts.pages import render_site
from build_scripts.problems import BuildError
from build_scripts.project import Project
from build_scripts.quality import Quality, quality_of
from build_scripts.runtime import build_runtime
from build_scripts.runtime.disk import disk_pack
from build_scripts.scripts import SERVICE_WORKER, WORKER, bundle, entry_points, stage_scripts, stage_styles
from build_scripts.service_worker import NAME
from build_scripts.staging import Stage
from build_scripts.words import config_words
from checker.words.messages import speaking

Progress = Callable[[str], None]

RUNTIME = "assets/runtime"
"""Where the site keeps the files of the checker's runtime."""


SELF_REMOVING = """/* While the site is written, nothing of it may be kept: this takes back what an earlier visit
   to a finished site at the same address left behind. A finished site has another script here. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const own = `wardbook ${new URL(self.registration.scope).pathname}`;
      for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
      await self.registration.unregister();
    })(),
  );
});
"""
"""The service worker of a preview."""

FINISHERS = [
    Path(__file__).parent / f"{name}.py" for name in ("bundle/files", "finish", "naming", "policy", "service_worker")
]
"""The code that works on the finished site, and so is part of what the site depends on."""


class SiteBuildError(BuildError):
    """The site builder refused the staged pages; it has printed why."""


def stage_site(
    project: Project, content: Content, progress: Progress, quality: Mapping[str, Quality] | None = None
) -> None:
    """Write everything that the site builder needs into the staging folder, and its configuration beside it.

    Args:
        project: Where everything lies.
        content: What `load_content` returned.
        progress: Told what is going on, a line at a time.
        quality: What was proved and tested, by protocol; none in a preview.
    """
    stage = Stage(project.staged)
    cache = Cache(project.cache)
    language = language_of(project)
    names = _stage_assets(project, stage, cache, language, progress)
    with speaking(language.engine()):
        nav = render_site(content, project.docs, project.templates, stage, cache, names, language, quality)
    for name in ("protocol", "cases"):
        stage.write(f"schema/{name}.schema.json", cache.text(f"schema-{name}", (), partial(_schema, name)))
    stage.finish()
    Stage(project.build).write("mkdocs.yml", staged_config(project, nav, names, language))


def _stage_assets(
    project: Project, stage: Stage, cache: Cache, language: SiteLanguage, progress: Progress
) -> dict[str, str]:
    """Stage the runtime, the scripts and the styles; return plain name → the name that holds a digest."""
    runtime = build_runtime(project.build / "runtime", progress=progress)
    for file in runtime.files:
        stage.copy(file, f"{RUNTIME}/{file.name}")
    folder = project.templates / "scripts"
    worker = stage_scripts(bundle(folder, [WORKER], cache.folder), stage)
    script = stage.root / worker[f"assets/javascripts/{WORKER}.js"]
    disk = disk_pack(runtime, script, project.build / "disk")
    stage.copy(disk, f"{RUNTIME}/{disk.name}")
    worker_entry = {"name": script.name, "integrity": integrity(script.read_bytes())}
    said = dict(language.messages("site_templates/scripts"))
    about = {**runtime.manifest, "worker": worker_entry, "disk": disk.name}
    others = bundle(folder, {*entry_points(folder)} - {WORKER}, cache.folder, {"RUNTIME": about, "CATALOGUE": said})
    Stage(project.build).write(NAME, others.pop(SERVICE_WORKER))
    stage.write(NAME, SELF_REMOVING)
    return {**worker, **stage_scripts(others, stage), **stage_styles(project.templates / "styles", stage)}


def _schema(name: str) -> str:
    from build_scripts.cases import CaseFile
    from build_scripts.schema import json_schema  # takes longer to load than everything else here
    from checker import Protocol

    what = {"protocol": (Protocol, "Wardbook protocol"), "cases": (CaseFile, "Wardbook worked cases")}
    return json_schema(*what[name])


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


def build_site(project: Project, content: Content, progress: Progress, *, force: bool = False) -> bool:
    """Build the site from content that was loaded and checked.

    Args:
        project: Where everything lies.
        content: What `load_content` returned.
        progress: Told what is going on, a line at a time.
        force: Whether to build even when nothing changed.

    Returns:
        Whether anything had to be built.

    Raises:
        ContentError: when something that must hold of a protocol does not.
        SiteBuildError: when the site builder found fault with the staged pages.
    """
    progress("Proving the rules …")
    quality = quality_of(content, Cache(project.cache))
    progress("Rendering pages …")
    stage_site(project, content, progress, quality)
    stamp = project.build / "site.fingerprint"
    fingerprint = _fingerprint(project)
    if not force and (project.site / "index.html").is_file() and stamp.is_file() and stamp.read_text() == fingerprint:
        return False
    progress("Building the site with MkDocs …")
    stamp.unlink(missing_ok=True)
    _run_mkdocs(project, progress)
    finish_site(project.site, project.build / NAME, project.cache)
    stamp.write_text(fingerprint)
    return True


def _run_mkdocs(project: Project, progress: Progress) -> None:
    """Build with MkDocs as its own command does, in this process: starting another costs as much as many pages."""
    os.environ.update(quiet_environment())
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    class Teller(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            progress(f"{record.levelname.capitalize()}: {record.getMessage()}")

    logger, teller = logging.getLogger("mkdocs"), Teller(logging.WARNING)
    logger.addHandler(teller)
    logger.propagate = False
    try:
        config = load_config(config_file=str(project.config), strict=True)
        _keep_compiled_templates(config.theme, project.cache)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise SiteBuildError(f"the site was not built: {error}") from None
    finally:
        logger.removeHandler(teller)


def _keep_compiled_templates(theme: Any, folder: Path) -> None:
    """Let the theme's templates be compiled once for all builds: some forty of them take as long as the pages do."""
    environment = theme.get_env

    def keeping() -> Environment:
        result: Environment = environment()
        result.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return result

    theme.get_env = keeping


def quiet_environment() -> dict[str, str]:
    """Return the environment for the site builder, without the theme's notice on its successor at every build."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _fingerprint(project: Project) -> str:
    """Return a digest of all that the finished site depends on."""
    digest = hashlib.sha256()
    theme = project.templates / "theme"
    lock = project.root / "requirements.txt"
    files = [project.config, project.build / NAME]
    files += [path for folder in (project.staged, theme) for path in sorted(folder.rglob("*"))]
    for path in [*files, *FINISHERS, *([lock] if lock.is_file() else [])]:
        if path.is_file():
            digest.update(f"{path.name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
