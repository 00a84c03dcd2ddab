"""A small vocabulary, for tests of what protocols share."""

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
