"""The site, built: staged, handed to the site builder, finished."""

from __future__ import annotations

from pathlib import Path

from build_scripts.content.loaded import Content
from build_scripts.evidence.quality import quality_of
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.paths import Project
from build_scripts.project.store import TEXT, Store
from build_scripts.site.finish import finish_site
from build_scripts.site.mkdocs import run_mkdocs
from build_scripts.site.service_worker import NAME
from build_scripts.site.stage import Progress, stage_site


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
    store = Store(project.cache)
    progress("Proving the rules …")
    quality = quality_of(content, store)
    progress("Rendering pages …")
    stage_site(project, content, progress, quality)
    fingerprint = _fingerprint(project)
    if not force and (project.site / "index.html").is_file() and store.find("site", fingerprint, TEXT) is not None:
        return False
    progress("Building the site with MkDocs …")
    store.forget("site")
    run_mkdocs(project, progress)
    finish_site(project.site, project.build / NAME, store)
    store.keep("site", fingerprint, "built", TEXT)
    return True


def _fingerprint(project: Project) -> str:
    """Return a key of all that the finished site depends on."""
    staged = [path for folder in (project.staged, project.templates / "theme") for path in sorted(folder.rglob("*"))]
    files = [project.config, project.build / NAME, *(path for path in staged if path.is_file())]
    parts: list[str | bytes | Path] = [code_of("build_scripts.site.finish", "build_scripts.site.mkdocs"), *files]
    return key_of(parts)
