"""A protocol with computed values for a small site, made from the example protocol: no clinical content."""

from __future__ import annotations

from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project

ID = "calculated"
CHECKER = f"protocols/{ID}/checker.html"

FINDINGS = """\
  - {id: carrier, type: quantity, label: Carrier, group: laboratory, unit: g/dL, plausible: [1, 10]}
  - id: reported
    type: quantity
    label: Corrected level as reported
    group: laboratory
    unit: mg/dL
    plausible: [0.1, 100]
  - {id: parts, type: integer, label: Parts, group: laboratory, plausible: [1, 9]}

"""

VALUES = """\
values:
  - id: corrected
    label: Corrected level
    unit: mg/dL
    headline: true
    formula:
      plus:
        - {finding: example-level}
        - product: [{value: 0.5, unit: mg/g}, {minus: [{value: 4, unit: g/dL}, {finding: carrier}]}]
    rounded: {to: 0.01, half: up}
    plausible: [0, 110]
    measured: reported
    note: Made for the example.
    statements: [S01]
    references: [example-2000]
  - id: share
    label: Share
    unit: mg/dL
    formula: {quotient: [{value-of: corrected}, {finding: parts}]}
    plausible: [0, 110]

"""

BEFORE = "\n# ---- What is decided ---"

CHANGES = (
    (
        "- {finding: example-level, above: {value: 10, unit: mg/dL}}",
        "- {value-of: corrected, above: {value: 10, unit: mg/dL}}",
    ),
    ("or the example level is above 10", "or the corrected level is above 10"),
    ("        criteria: [suspected]\n", "        criteria: [suspected]\n        values: [corrected]\n"),
)

CASES = """\
cases:
  - name: A corrected level above the limit
    why: S01 counts it.
    findings: {example-treatment: given, example-level: {value: 9.8, unit: mg/dL}, carrier: {value: 3, unit: g/dL}}
    expect:
      criteria: {suspected: "true"}
      recommendations: {example-action: indicated}
      action: {example-action: start}
      strength: {example-action: do}
      urgency: {example-action: today}
      values: {corrected: 10.3}
  - name: A corrected level at the limit
    why: The comparison is 'above', and the sign was not assessed.
    findings: {example-treatment: given, example-level: {value: 9.5, unit: mg/dL}, carrier: {value: 3, unit: g/dL}}
    expect:
      recommendations: {example-action: undetermined}
      missing: {example-action: [example-sign]}
      values: {corrected: 10}
  - name: Not on the treatment
    why: The protocol is for patients on the example treatment.
    findings: {example-treatment: not-given, example-sign: false}
    expect:
      criteria: {applicable: "false"}
      recommendations: {example-action: not-indicated}
  - name: Nothing is known
    why: What was not assessed is never taken for no.
    findings: {}
    expect:
      recommendations: {example-action: undetermined}
"""


def calculated(text: str) -> str:
    """Return the text of the example protocol with values in it, one of which a rule compares."""
    for old, new in CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    start = text.index("# constraints:")
    text = text[:start] + FINDINGS + text[start:]
    start = text.index("criteria:\n  - id: applicable")
    return text[:start] + VALUES + text[start:]


def write_calculated(project: Project, name: str = ID) -> None:
    """Write the protocol with values, and its worked cases."""
    folder = write_skeleton(project, name)
    file = folder / "protocol.yml"
    file.write_text(calculated(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "cases.yml").write_text(CASES, encoding="utf-8")
