"""A ground for builds that are stopped, made once: its two sites take a while."""

from __future__ import annotations

import shutil

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from tests.support.site.whole_sites import Ground, build, digest_of, faults_of, lend


@pytest.fixture(scope="session")
def ground(tmp_path_factory, site: Project) -> Ground:
    """A small project with a built site, which knows its two sites by their digests."""
    root = tmp_path_factory.mktemp("ground")
    shutil.copy(site.root / "mkdocs.yml", root)
    (root / "site_templates").symlink_to(site.root / "site_templates", target_is_directory=True)
    project = Project(root)
    project.docs.mkdir()
    write_skeleton(project, "example")
    lend(project, site)
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
