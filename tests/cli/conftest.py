"""A ground for builds that are stopped, made once: its two sites take a while."""

from __future__ import annotations

import shutil

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from tests.support.site.whole_sites import Ground, build, digest_of, faults_of


@pytest.fixture(scope="session")
def ground(tmp_path_factory, site: Project) -> Ground:
    """A small project with a built site, which knows its two sites by their digests."""
    root = tmp_path_factory.mktemp("ground")
    shutil.copy(site.root / "mkdocs.yml", root)
    for name in ("site_templates", "node_modules"):
        (root / name).symlink_to(site.root / name, target_is_directory=True)
    project = Project(root)
    project.docs.mkdir()
    write_skeleton(project, "example")
    project.cache.mkdir(parents=True)
    # These know nothing of protocols, and take long to make.
    (project.build / "runtime").symlink_to(site.build / "runtime", target_is_directory=True)
    for kept in site.cache.glob("disk-*"):
        shutil.copy(kept, project.cache)
    made = Ground(project, {}, 0)
    for text in ("The first.", "The second."):
        made.write(text)
        result = build(project)
        assert result.status == 0, result.said
        made.sites[text] = digest_of(project.site)
        assert faults_of(project.site) == []
        made.seconds = result.seconds
    assert len(set(made.sites.values())) == 2
    return made
