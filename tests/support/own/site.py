"""A small site of the example protocol with more in it: scales, dates, constraints on them, and an assumption.

Built once, for a browser.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from build_scripts.project.static_server import serving
from build_scripts.site.build import build_site
from tests.support.own.dosed import write_dosed
from tests.support.own.values import write_calculated
from tests.support.site.visits import Visit, visiting

CHECKER = "protocols/example/checker.html"

SCALES = """
scores:
  - id: points
    label: Points of the example
    items:
      - {label: Sign, points: 2, when: {all: [{criterion: applicable}, {finding: example-sign}]}}
      - {finding: example-treatment, choices: {given: 1, not-given: 0}}
    bands:
      - {id: low, label: Low, from: 0, to: 1, when: {criterion: applicable}}
      - {id: low, label: Low, from: 0, to: 2, when: {not: {criterion: applicable}}}
      - {id: high, label: High, from: 2, to: 3, when: {criterion: applicable}}
      - {id: high, label: High, from: 3, to: 3, when: {not: {criterion: applicable}}}
    statements: [S01]
grades:
  - id: worst
    label: Grade of the example
    headline: true
    scale: [{id: none, label: None}, {id: mild, label: Mild}, {id: severe, label: Severe}]
    when: {criterion: applicable}
    note: The grade is an example.
    domains:
      - label: Level
        levels:
          - {grade: mild, when: {finding: example-level, above: {value: 10, unit: mg/dL}}}
      - label: Signs
        levels:
          - {grade: severe, when: {any: [{finding: example-sign}, {score: points, is: [high]}]}}
    statements: [S01]
    references: [example-2000]
"""

DATES = """\
  - {id: first-dose, type: date, label: First dose, group: treatment, precision: minute}
  - {id: seen, type: date, label: Seen, group: treatment, precision: minute}
  - {id: admitted, type: date, label: Admitted, group: treatment, precision: day}
  - {id: started, type: date, label: Started, group: treatment, precision: day}
  - {id: expecting, type: boolean, label: Expecting a child, group: treatment}
"""

ORDER = """\
constraints:
  - id: order
    then: {quantity: {since: first-dose, until: seen}, at-least: {value: 0, unit: min}}
    message: Nobody is seen before the first dose.
"""

RULE = "    when: {criterion: suspected}\n"
ASSUMING = """\
    when: {all: [{criterion: suspected}, {not: {finding: expecting}}]}
    assume: [{finding: expecting, present: false}]
"""

WARNINGS = """
warnings:
  - code: late
    finding: seen
    when: {quantity: {since: first-dose, until: seen}, above: {value: 1, unit: h}}
    message: It is long ago.
  - code: same-day
    finding: admitted
    when: {quantity: {since: admitted, until: started}, equals: {value: 0, unit: d}}
    message: Both are of the same date.
figures:
  - {says: more than 1 hour, at: [late], why: A limit of this test.}
"""


def scaled(text: str) -> str:
    """Return the text of the example protocol with a score and a grade."""
    return text.replace("\nrecommendations:\n", f"{SCALES}\nrecommendations:\n", 1)


def full(text: str) -> str:
    """Return the text of the example protocol with all that this site is about."""
    text = scaled(text).replace("\n# constraints:", f"\n{DATES}{ORDER}# constraints:", 1).replace(RULE, ASSUMING, 1)
    return text.replace("\n# invariants:", f"{WARNINGS}\n# invariants:", 1)


def built(root: Path, site: Project) -> Project:
    """Build a site of the example protocol. What takes long and knows no protocol is the real site's."""
    shutil.copy(site.root / "mkdocs.yml", root)
    for kept in ("site_templates", "node_modules", "build/runtime"):
        (root / kept).parent.mkdir(exist_ok=True)
        (root / kept).symlink_to(site.root / kept, target_is_directory=True)
    project = Project(root)
    file = write_skeleton(project, "example") / "protocol.yml"
    (project.docs / "about").mkdir()
    (project.docs / "about" / "index.md").write_text("# About\n")
    file.write_text(full(file.read_text()))
    write_calculated(project)
    write_dosed(project)
    build_site(project, load_content(project.docs), print)
    return project


@contextmanager
def visiting_own(browser: Browser, project: Project) -> Iterator[Visit]:
    """Open the checker of that site, and wait until it can answer."""
    with serving(project.site) as host, visiting(browser, host, timezone_id="Asia/Tokyo") as visit:
        visit.open_ready(CHECKER)
        yield visit
        visit.page.goto("about:blank")  # before its server goes
