"""The vocabulary itself is checked, with file, line and column."""

import pytest

from build_scripts.content.vocabulary.shared import Vocabulary, read_vocabulary
from build_scripts.project.problems import ContentError
from tests.support.shared_words import FINDINGS, REFERENCES


def test_a_folder_without_one_shares_nothing(workshop):
    assert read_vocabulary(workshop.docs) == Vocabulary()


def test_the_vocabulary_of_this_project_is_sound(project):
    shared = read_vocabulary(project.docs)
    assert {"age", "weight", "temperature", "potassium", "creatinine"} <= shared.findings.entries.keys()
    assert "montesinos-2009" in shared.references.entries


SECOND = """\
  - id: level
    type: choice
    label: Other
    choices: [{id: a, label: A}, {id: a, label: B}]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("findings:", "finding:", "1:1: the key 'findings' is missing"),
        ("  - id: level\n", "  - a level\n  - id: level\n", '2:5: expected a mapping, found "a level"'),
        ("    help", "    group: blood\n    help", "6:5: 'group' is for each protocol to say, beside its 'use'"),
        ("id: level", "id: Level!", "2:9: 'Level!' is no id: expected small letters, digits and hyphens"),
        ("label: Example level", 'label: " "', "4:12: expected a text"),
        ("[0.1, 100]", "[100, 0.1]", "8:16: expected the lowest value before the highest, found 100 and 0.1"),
        ("times: 100", "times: 10", "10:9: 1 g/L is 100 mg/dL, not 10"),
        ("2823-3", "2823-4", "12:20: '2823-4' is no LOINC code: its last digit checks the others, as in 2823-3"),
        ("loinc: 2823-3", "loinc: potassium", "12:20: 'potassium' is no LOINC code"),
        ("loinc: 2823-3", "snomed: x1", "12:21: 'x1' is no SNOMED CT identifier: expected 6 to 18 digits"),
        ("loinc: 2823-3", "ucum: mg/dL", "12:19: a quantity has its UCUM code in 'unit'; leave it out here"),
    ],
)
def test_a_mistake_has_its_place(vocabulary, workshop, old, new, message):
    vocabulary(FINDINGS.replace(old, new))
    with pytest.raises(ContentError) as caught:
        read_vocabulary(workshop.docs)
    assert f"vocabulary/findings.yml:{message}" in "\n".join(map(str, caught.value.problems))


def test_an_id_and_a_choice_stand_once(vocabulary, workshop):
    vocabulary(FINDINGS + SECOND)
    with pytest.raises(ContentError) as caught:
        read_vocabulary(workshop.docs)
    told = [str(problem).rsplit("findings.yml:", 1)[1] for problem in caught.value.problems]
    assert told == [
        "13:9: duplicate id 'level' (first is number 1 of findings)",
        "16:14: duplicate id 'a' in choices",
    ]


@pytest.mark.parametrize(("code", "sound"), [("'{score}'", True), ("points", False)])
def test_what_an_integer_counts_may_have_a_ucum_code(vocabulary, workshop, code, sound):
    points = f"{{id: points, type: integer, label: Points, plausible: [0, 4], codes: {{ucum: {code}}}}}"
    vocabulary(f"{FINDINGS}  - {points}\n")
    if sound:
        assert read_vocabulary(workshop.docs).findings.entries["points"]["codes"] == {"ucum": "{score}"}
    else:
        with pytest.raises(ContentError, match="'points' is not a UCUM unit"):
            read_vocabulary(workshop.docs)


def test_both_files_are_told_of(vocabulary, workshop):
    vocabulary(FINDINGS.replace("type: quantity", "type: number"), REFERENCES.replace("type:", "typ:"))
    with pytest.raises(ContentError) as caught:
        read_vocabulary(workshop.docs)
    assert {problem.file.name for problem in caught.value.problems} == {"findings.yml", "references.yml"}
