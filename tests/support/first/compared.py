"""A protocol whose rules hold a number against a limit, its norm and its baseline."""

COMPARED = """
findings:
  - id: drug
    type: choice
    label: Drug
    group: g
    choices: [{id: given, label: Given}, {id: held, label: Held}, {id: none, label: None}]
  - {id: sign, type: boolean, label: Sign, group: g}
  - {id: grave, type: boolean, label: Grave, group: g}
  - {id: gone, type: boolean, label: Gone, group: g}
  - {id: norm, type: quantity, label: Norm, group: g, unit: mg/dL, plausible: [1, 50]}
  - {id: before, type: quantity, label: Level before, group: g, unit: mg/dL, plausible: [1, 100]}
  - {id: level, type: quantity, label: Level, group: g, unit: mg/dL, plausible: [1, 100]}
criteria:
  - {id: on, label: On the drug, when: {finding: drug, is: [given, held]}}
  - {id: suspected, label: Suspected, when: {all: [{criterion: on}, {finding: sign}]}}
  - id: high
    label: High
    when:
      all:
        - {criterion: on}
        - any:
            - {finding: level, above: {value: 10, unit: mg/dL}}
            - {finding: level, above: {finding: norm, times: 2}}
            - {quantity: {percent-change: level, from: before}, at-least: {value: 25, unit: "%"}}
"""
