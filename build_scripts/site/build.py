"""The build of the site: staging, the site builder, finishing, and the exchange for the old site when all is done."""

from __future__ import annotations

from pathlib import Path

from build_scripts.content.loaded import Content
from build_scripts.evidence.quality import quality_of
from build_scripts.project.commit import day_of
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.lock import one_at_a_time
from build_scripts.project.paths import Project
from build_scripts.project.problems import writing
from build_scripts.project.store import TEXT, Store
from build_scripts.site.finish import finish_site
from build_scripts.site.finishing.theme_scripts import theme_scripts
from build_scripts.site.mkdocs import run_mkdocs
from build_scripts.site.service_worker import NAME
from build_scripts.site.stage import Progress, stage_site
from build_scripts.site.swap import new_site, recover

AS_IT_WAS = "the site is as it was"
"""The end of what is said of a place that cannot be written."""


def build_site(project: Project, content: Content, progress: Progress, *, force: bool = False) -> bool:
    """Build the site from content that was loaded and checked. Until it is finished, the old one stays as it is.

    Args:
        project: The project with all its folders.
        content: The content that `load_content` returned.
        progress: Called with each line of progress.
        force: Whether to build even if nothing changed.

    Returns:
        True if the site was built, False if it was up to date.

    Raises:
        ContentError: when a protocol lacks a property that it must have.
        BuildError: when a page is refused, something cannot be written, or SOURCE_DATE_EPOCH holds no time.
    """
    day_of(project.root)  # a wrong time is refused before anything else is done
    with one_at_a_time(project.build, progress):
        return _build(project, content, progress, force=force)


def _build(project: Project, content: Content, progress: Progress, *, force: bool) -> bool:
    store = Store(project.cache)
    store.tidy()
    progress("Proving the rules …")
    quality = quality_of(content, store)
    progress("Rendering pages …")
    with writing("build/", AS_IT_WAS):
        stage_site(project, content, progress, quality)
    fingerprint = _fingerprint(project)
    with writing("site/", AS_IT_WAS):
        recover(project.site)
        if not force and (project.site / "index.html").is_file() and store.find("site", fingerprint, TEXT) is not None:
            return False
        progress("Building the site with MkDocs …")
        with new_site(project.site) as new:
            run_mkdocs(project, progress, new)
            finish_site(new, project.build / NAME, store, theme_scripts(project, store))
            store.forget("site")  # killed between here and the end, the next build takes neither site for the other
        store.keep("site", fingerprint, "built", TEXT)
    return True


def _fingerprint(project: Project) -> str:
    """Return a key of everything that the finished site depends on."""
    staged = [path for folder in (project.staged, project.templates / "theme") for path in sorted(folder.rglob("*"))]
    files = [project.config, project.build / NAME, *(path for path in staged if path.is_file())]
    parts: list[str | bytes | Path] = [code_of("build_scripts.site.finish", "build_scripts.site.mkdocs"), *files]
    return key_of(parts)
