"""Reviews from the command line: check fails on what they find, and review shows them."""

import shutil

import pytest

from build_scripts.content.skeleton import write_skeleton
from tests.support.command import wardbook


@pytest.fixture
def first_edition(workshop, repository):
    """The first edition of the first protocol, in a project of its own; its protocol.yml."""
    shutil.copytree(repository / "tests" / "fixtures" / "first_edition", workshop.docs, dirs_exist_ok=True)
    return workshop.docs / "protocols" / "differentiation-syndrome" / "protocol.yml"


def test_check_fails_on_what_a_review_finds_and_says_where(workshop, first_edition):
    result = wardbook("check", cwd=workshop.root)
    message = result.stderr.decode()
    assert result.returncode == 1
    assert "Traceback" not in message
    lines = first_edition.read_text().splitlines()
    resume = lines.index("  - id: resume-atra")
    line = next(n for n in range(resume, len(lines)) if lines[n] == "    when:") + 2
    place = f"docs/protocols/differentiation-syndrome/protocol.yml:{line}:7: "
    assert f"{place}'resume-atra' can be indicated while 'icu-for-respiratory-distress' is present" in message
    assert (
        "The smallest such patient, as a case:\n  - name: resume-atra despite icu-for-respiratory-distress" in message
    )
    assert "'icu-for-respiratory-distress' (yes) alone leaves open what is immediate" in message
    assert "'replete-electrolytes' does not say what it raises or lowers" in message


def test_review_shows_all_three_even_of_what_fails(workshop, first_edition):
    result = wardbook("review", "--rules", "differentiation-syndrome", cwd=workshop.root)
    assert result.returncode == 1
    text = result.stdout.decode()
    for heading in ("## One finding alone", "## At the ends", "## Crossed reasons", "## Worth a second look"):
        assert heading in text
    assert "- **Marked:** Give dexamethasone now, before confirmation (immediately)" in text
    assert "**Replete electrolytes (immediately): does not say what it raises or lowers**" in text
    assert "**Crossed:** ICU because of respiratory distress. Not accepted: ATRA: held; " in text
    assert "can be indicated while" in result.stderr.decode()


def test_review_of_what_is_fine_and_of_what_there_is_not(workshop):
    write_skeleton(workshop, "example")
    fine = wardbook("review", "--rules", "--whole", cwd=workshop.root)
    assert fine.returncode == 0, fine.stderr
    assert "Nothing is known but: Example treatment: given." in fine.stdout.decode()
    assert "No two actions are opposed." in fine.stdout.decode()
    unknown = wardbook("review", "exampel", cwd=workshop.root)
    assert unknown.returncode == 2
    assert "did you mean 'example'?" in unknown.stderr.decode()


def test_check_names_what_is_worth_a_second_look(workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text()
    assert "action: start " in text
    file.write_text(text := text.replace("action: start ", "action: correct "))
    cases = file.with_name("cases.yml")
    cases.write_text(cases.read_text().replace("action: {example-action: start}", "action: {example-action: correct}"))
    result = wardbook("check", cwd=workshop.root)
    line = next(n for n, found in enumerate(text.splitlines(), 1) if "action: correct" in found)
    said = f"worth a second look, line {line}: 'example-action' corrects, and does not say what it raises or lowers"
    assert (result.returncode, said in result.stdout.decode()) == (0, True), result.stderr
