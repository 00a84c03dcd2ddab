"""Every mistake that an author can make, with the exact line that reports it.

Each file in tests/fixtures/bad_content/ is one mistake: what is changed in the skeleton protocol (which is fine), and
what must then be said about it. `{line}` stands for the line in which the change begins, `{line+1}` for the next one,
and `{line of TEXT}` for the first that holds a text, so that the skeleton can grow.
"""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.problems import ContentError

MISTAKES = sorted((Path(__file__).parents[2] / "fixtures" / "bad_content").glob("*.yml"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.stem)
def test_each_mistake_is_reported_where_it_stands(workshop, mistake):
    spec = YAML(typ="safe").load(mistake)
    folder = write_skeleton(workshop, "example")
    file = folder / spec.get("file", "protocol.yml")
    text = file.read_text()
    assert text.count(spec["find"]) == 1, "the fixture must change exactly one place"
    file.write_text(text.replace(spec["find"], spec["replace"]))
    line = text[: text.index(spec["find"])].count("\n") + 1

    with pytest.raises(ContentError) as caught:
        load_content(workshop.docs)

    found = [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in caught.value.problems]
    changed = file.read_text()

    def number(place: re.Match[str]) -> str:
        if place[2]:
            return str(changed[: changed.index(place[2])].count("\n") + 1)
        return str(line + bool(place[1]))

    assert found == [re.sub(r"{line(\+1)?(?: of ([^}]+))?}", number, problem) for problem in spec["problems"]]


def test_the_skeleton_itself_is_fine(workshop):
    write_skeleton(workshop, "example")
    (loaded,) = load_content(workshop.docs).protocols
    assert loaded.protocol.review.state == "submitted"
    assert len(loaded.cases) == 5


def test_mistakes_in_several_files_are_reported_together(workshop):
    for name in ("first", "second"):
        file = write_skeleton(workshop, name) / "protocol.yml"
        file.write_text(file.read_text().replace("label: Example sign", "lable: Example sign"))
    with pytest.raises(ContentError) as caught:
        load_content(workshop.docs)
    assert {problem.file.parent.name for problem in caught.value.problems} == {"first", "second"}
