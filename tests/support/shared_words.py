"""A small vocabulary, and a protocol worth reading, for tests of what protocols share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_scripts.content.load import read_content

FINDINGS = """\
findings:
  - id: level
    type: quantity
    label: Example level
    plain: a level in the blood
    help: Mind the unit.
    unit: mg/dL
    plausible: [0.1, 100]
    also:
      - {unit: g/L, times: 100}
    synonyms: [blood level, serum level]
    codes: {loinc: 2823-3}
"""

REFERENCES = """\
references:
  - id: example-2000
    type: article-journal
    kind: guideline
    authors: [{family: Example}]
    et-al: true
    container-title: Journal of Examples
    year: 2000
"""

LENT = {
    "example-sign": "lent-sign",
    "label: Example sign": "label: LS, the lent sign",
    "  EX: example\n": "  EX: example\n  LS: lent sign\n",
    "    plain: a sign that you may notice\n    group: treatment\n": (
        "    plain: a sign that you may notice\n    group: signs\n"
    ),
    "  - id: laboratory\n": "  - id: signs\n    label: Signs there\n  - id: laboratory\n",
    "# constraints: ": (
        "constraints:\n"
        "  - id: sign-means-treatment\n"
        "    if: {finding: lent-sign}\n"
        "    then: {finding: on-the-ward}\n"
        "    message: Nobody looks for the sign elsewhere.\n"
        "# constraints: "
    ),
    "  - id: example-level\n": (
        "  - {id: on-the-ward, type: boolean, label: On the ward, group: treatment}\n  - id: example-level\n"
    ),
    "\napplicable: applicable\n": (
        "values:\n"
        "  - id: doubled\n"
        "    label: Scaled level\n"
        "    unit: mg/dL\n"
        "    formula: {product: [{value: 2, unit: '1'}, {finding: example-level}]}\n"
        "    plausible: [0, 200]\n"
        "    headline: true\n"
        "    statements: [S01]\n"
        "grades:\n"
        "  - id: severity\n"
        "    label: Severity there\n"
        "    scale: [{id: mild, label: Mild}, {id: bad, label: Bad}]\n"
        "    domains:\n"
        "      - label: Sign\n"
        "        levels: [{grade: bad, when: {criterion: suspected}}]\n"
        "    references: [example-2000]\n"
        "\napplicable: applicable\n"
    ),
}
"""What makes the skeleton a protocol whose rules are worth reading elsewhere: what stands there → what is put there."""

READS = "        - {criterion: applicable}\n"
"""Line of the skeleton behind which a rule of another protocol can be read."""


def change(file: Path, words: Mapping[str, str]) -> None:
    """Change words of a file, each of which stands there."""
    text = file.read_text()
    for old, new in words.items():
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text)


def problems_of(docs: Path) -> list[str]:
    """Return what is wrong with all content, each with its file relative to the folder of content."""
    return [str(problem).removeprefix(f"{docs.as_posix()}/") for problem in read_content(docs)[1]]
