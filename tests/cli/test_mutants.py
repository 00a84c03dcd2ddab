"""`wardbook mutants` from the command line, and the refusal of a protocol past `submitted` that still lacks cases."""

from build_scripts.content.skeleton import write_skeleton
from tests.support.command import wardbook


def test_what_goes_unnoticed_is_listed_in_words_and_its_cases_are_ready_to_paste(workshop):
    folder = write_skeleton(workshop, "example")
    listed = wardbook("mutants", "example", cwd=workshop.root)
    assert (listed.returncode, listed.stderr) == (0, b"")
    text = listed.stdout.decode()
    assert "of " in text.splitlines()[0]
    assert "# protocol.yml, line " in text
    assert "Example level, plausible values: 0.1 to 100 mg/dL → " in text
    file = folder / "cases.yml"
    cases = text[text.index("\n# protocol.yml") :]
    file.write_text(file.read_text().rstrip("\n") + "\n" + cases.replace("To be written: why", "Why"))
    again = wardbook("mutants", cwd=workshop.root)
    assert again.returncode == 0, again.stderr
    assert "# protocol.yml" not in again.stdout.decode()


def test_past_submitted_a_protocol_without_the_cases_is_refused_and_says_who_helps(workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    file.write_text(file.read_text().replace("state: submitted", "state: under-review"))
    refused = wardbook("check", "--all", cwd=workshop.root)
    assert refused.returncode == 1
    message = refused.stderr.decode()
    assert "a mistake here would go unnoticed, which is refused once the review state is past 'submitted'" in message
    assert "'wardbook mutants example' suggests cases" in message
    assert "Traceback" not in message


def test_an_unknown_protocol_is_named(workshop):
    write_skeleton(workshop, "example")
    result = wardbook("mutants", "exampel", cwd=workshop.root)
    assert result.returncode == 2
    assert "did you mean 'example'?" in result.stderr.decode()
