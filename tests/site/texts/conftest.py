"""A small site whose sections hold all that a text may hold, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from build_scripts.project.static_server import serving
from build_scripts.site.build import build_site
from tests.support.site.visits import Visit, visiting

RICH = """\
      - title: When to suspect
        text: |
          **One sign is enough.** What [the statement](#S01) says, what [to do](treat.md#example-action) and
          [how this site is made](../../about/index.md#how).

          | Part | What the team looks for, said in as many words as a cell of a table ought not to have | Where |
          | :--- | :---: | ---: |
          | Signs | *any* of them, incomprehensibilities-and-uncharacteristically-long-words included | [S01](#S01) |
          | Level | a value from the laboratory | form |

          1. Look for the signs:
             - the first,
             - and any other;
          2. then act.

          ![The position in the example: a circle above a line](pictures/position.png)
"""

FOR_ALL = """\
      - title: What everybody may read
        readers: everybody
        text: |
          Call **the team** at once, and [read on](recognise.md). Tell them:

          - what you feel,
          - since when.
      - title: What professionals read
        text: |
          Not for *patients*: ![A line](pictures/position.png)

          | a | b |
          | --- | --- |
          | c | d |
      - title: What to do
"""


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory, site: Project) -> Project:
    """The example protocol with rich texts, built. What takes long and knows no protocol is the real site's."""
    root = tmp_path_factory.mktemp("rich")
    shutil.copy(site.root / "mkdocs.yml", root)
    for kept in ("site_templates", "node_modules", "build/runtime"):
        (root / kept).parent.mkdir(exist_ok=True)
        (root / kept).symlink_to(site.root / kept, target_is_directory=True)
    project = Project(root)
    folder = write_skeleton(project, "example")
    (project.docs / "about").mkdir()
    (project.docs / "about" / "index.md").write_text("# About\n\nText.\n\n## How\n\nText.\n")
    _draw(folder / "pictures" / "position.png")
    file = folder / "protocol.yml"
    text = file.read_text()
    for title, more in (("When to suspect", RICH), ("What to do", FOR_ALL)):
        assert text.count(f"      - title: {title}\n") == 1
        text = text.replace(f"      - title: {title}\n", more)
    file.write_text(text)
    build_site(project, load_content(project.docs), print)
    return project


def _draw(file: Path) -> None:
    file.parent.mkdir()
    picture = Image.new("RGB", (960, 540), "white")
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((400, 100, 560, 260), outline="black", width=6)
    drawing.line((80, 420, 880, 420), fill="black", width=6)
    picture.save(file)


@pytest.fixture(params=[{"width": 1280, "height": 900}, {"width": 360, "height": 800}], ids=["desktop", "phone"])
def rich_visit(request: pytest.FixtureRequest, browser: Browser, rich: Project) -> Iterator[Visit]:
    """A visit to that site, on a desktop and on a phone."""
    with serving(rich.site) as host, visiting(browser, host, viewport=request.param) as visit:
        yield visit
        visit.page.goto("about:blank")  # before its server goes
