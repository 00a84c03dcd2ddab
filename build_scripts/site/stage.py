"""The input of the site builder, staged as ordinary files: pages, the checker's runtime, scripts and styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_scripts.content.loaded import Content
from build_scripts.evidence.quality import Quality
from build_scripts.exports.json_schemas import schemas
from build_scripts.pages.render import render_site
from build_scripts.project.digests import integrity
from build_scripts.project.paths import Project
from build_scripts.project.staging import Stage
from build_scripts.project.store import Store
from build_scripts.runtime.build import build_runtime
from build_scripts.runtime.disk import disk_pack
from build_scripts.site.assets import GUARD, SERVICE_WORKER, WORKER, bundle, entry_points, stage_scripts, stage_styles
from build_scripts.site.config import staged_config
from build_scripts.site.data.first_answers import stage_first_answers
from build_scripts.site.questions import SEARCH, stage_questions, stage_search
from build_scripts.site.service_worker import NAME
from build_scripts.words.settings import works_doses_out
from build_scripts.words.site_language import SiteLanguage, language_of
from checker.words.messages import speaking

Progress = Callable[[str], None]

RUNTIME = "assets/runtime"
"""Folder of the site with the files of the checker's runtime."""


def stage_site(
    project: Project, content: Content, progress: Progress, quality: Mapping[str, Quality] | None = None
) -> None:
    """Write the input of the site builder into the staging folder, and its configuration beside that folder.

    Args:
        project: The project with all its folders.
        content: The content that `load_content` returned.
        progress: Called with each line of progress.
        quality: The quality of the protocols, by id; None in a preview.
    """
    stage = Stage(project.staged)
    store = Store(project.cache)
    language = language_of(project)
    asked = stage_questions(content, project.docs, language, stage)
    worked_out = works_doses_out(project.root)
    first = stage_first_answers(content, language, stage, store, progress, doses_worked_out=worked_out)
    names = {**_stage_assets(project, stage, store, language, progress, asked), **asked, **first}
    with speaking(language.engine()):
        nav = render_site(content, project.docs, project.templates, stage, store, names, language, quality)
    for name, schema in schemas(store).items():
        stage.write(f"schema/{name}.schema.json", schema)
    stage.finish()
    Stage(project.build).write("mkdocs.yml", staged_config(project, nav, names, language))


def _stage_assets(
    project: Project,
    stage: Stage,
    store: Store,
    language: SiteLanguage,
    progress: Progress,
    asked: Mapping[str, str],
) -> dict[str, str]:
    """Stage the runtime, the scripts and the styles; return plain name → the name that holds a digest."""
    runtime = build_runtime(project.build / "runtime", progress=progress)
    for file in runtime.files:
        stage.copy(file, f"{RUNTIME}/{file.name}")
    folder = project.templates / "scripts"
    worker = stage_scripts(bundle(folder, [WORKER], store), stage)
    script = stage.root / worker[f"assets/javascripts/{WORKER}.js"]
    disk, packed = disk_pack(runtime, script, store)
    stage.write(f"{RUNTIME}/{disk}", packed)
    worker_entry = {"name": script.name, "integrity": integrity(script.read_bytes())}
    said = dict(language.messages("site_templates/scripts"))
    about = {**runtime.manifest, "worker": worker_entry, "disk": disk}
    search = stage_search(folder, stage, store, asked)
    words = dict(language.messages(f"site_templates/scripts/{GUARD}"))  # no others: they stand in every page
    guard = bundle(folder, [GUARD], store, {"CATALOGUE": words})
    others = bundle(
        folder, {*entry_points(folder)} - {WORKER, SEARCH, GUARD}, store, {"RUNTIME": about, "CATALOGUE": said}
    )
    Stage(project.build).write(NAME, others.pop(SERVICE_WORKER))
    # A script that keeps nothing on the device, for the preview; a finished site has another one at this address.
    stage.copy(project.templates / "preview" / NAME, NAME)
    return {
        **worker,
        **search,
        **stage_scripts({**others, **guard}, stage),
        **stage_styles(project.templates / "styles", stage),
    }
