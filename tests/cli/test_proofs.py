"""What an author and a reviewer ask of the command: proofs, coverage, and what a change means."""

import json
import re
import shutil
import subprocess

import pytest

from build_scripts.content.skeleton import write_skeleton
from tests.support.command import wardbook

OPPOSITE = """
  - id: opposite-action
    label: Withhold example
    plain: The team will wait.
    action: withhold
    drugs: [example]
    strength: do
    urgency: today
    when: {finding: example-treatment, is: [given]}
    statements: [S02]
"""


@pytest.fixture
def example(workshop):
    """The folder of a fresh protocol, beside a register with a drug that it may name."""
    register = workshop.docs / "vocabulary" / "drugs.yml"
    register.parent.mkdir()
    register.write_text("drugs:\n  - name: example\n")
    return write_skeleton(workshop, "example")


def change(folder, *pairs):
    file = folder / "protocol.yml"
    text = file.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text)


def test_prove_says_what_was_proved(example, workshop):
    result = wardbook("prove", cwd=workshop.root)
    assert result.returncode == 0, result.stderr
    assert "Each rule holds for some patients and not for others, and" in result.stdout.decode()


def test_what_cannot_be_proved_is_shown_by_line_with_a_case_to_paste(example, workshop):
    change(
        example,
        ("label: Do what", "label: With example do what"),
        ("    action: start           #", "    drugs: [example]\n    action: start           #"),
        ("\n# warnings:", f"{OPPOSITE}\n# warnings:"),
        ("recommendations: [example-action]", "recommendations: [example-action, opposite-action]"),
    )

    result = wardbook("prove", "example", cwd=workshop.root)

    message = result.stderr.decode()
    assert result.returncode == 1
    line = example.joinpath("protocol.yml").read_text().splitlines().index("    action: withhold") + 1
    assert f"docs/protocols/example/protocol.yml:{line}:13: " in message
    assert "'example-action' and 'opposite-action' can hold together" in message
    assert "  - name: example-action together with opposite-action\n    why: To start and to withhold" in message
    assert "Traceback" not in message


def test_check_all_proves_too(example, workshop):
    change(example, ("plausible: [0.1, 100]", "plausible: [20, 100]"))
    assert wardbook("check", "--all", cwd=workshop.root).returncode == 1


def past_a_draft(folder):
    change(folder, *[("state: submitted", "state: under-review")] * 2)


def without_the_last_cases(folder):
    cases = folder / "cases.yml"
    whole = cases.read_text()
    cases.write_text(whole[: whole.index("  - name: Without the treatment")])
    return cases


def test_past_a_draft_a_rule_without_its_cases_is_refused_in_one_line_and_coverage_suggests_some(example, workshop):
    cases = without_the_last_cases(example)
    past_a_draft(example)

    refused = wardbook("check", cwd=workshop.root)
    assert refused.returncode == 1
    head, *lines = refused.stderr.decode().splitlines()
    assert head == (
        "docs/protocols/example/cases.yml:1:1: 3 rules lack worked cases; 'wardbook coverage example' suggests some"
    )
    rules = [line for line in lines if line.startswith("docs/protocols/example/protocol.yml:")]
    assert [line.partition(": ")[2] for line in rules] == [
        "'applicable': no case where it is false or unknown",
        "'suspected': no case where it is false",
        "'example-action': no case where it is not indicated",
    ]

    suggested = wardbook("coverage", "example", cwd=workshop.root)
    assert suggested.returncode == 1
    text = suggested.stdout.decode()
    cases.write_text(cases.read_text() + text[text.index("\n# no worked case") :])
    assert wardbook("coverage", cwd=workshop.root).returncode == 0, text

    unreasoned = wardbook("check", cwd=workshop.root)
    assert unreasoned.returncode == 1
    lines = [n for n, line in enumerate(cases.read_text().splitlines(), 1) if "To be written" in line]
    said = unreasoned.stderr.decode().splitlines()[:-1]
    assert lines
    assert [int(line.split(":")[1]) for line in said] == lines
    assert all("the reason is yet to be written; say why the answer is right" in line for line in said)
    cases.write_text(
        re.sub('why: "To be written.*"', "why: The protocol is for the example treatment.", cases.read_text())
    )
    assert wardbook("check", cwd=workshop.root).returncode == 0


def test_a_draft_may_lack_cases_and_check_names_the_rules(example, workshop):
    without_the_last_cases(example)
    checked = wardbook("check", cwd=workshop.root)
    assert (checked.returncode, checked.stderr) == (0, b"")
    _counts, head, *lines = checked.stdout.decode().splitlines()
    assert head == (
        "  a draft ('submitted') may lack cases, 3 rules lack worked cases; 'wardbook coverage example' suggests some:"
    )
    text = (example / "protocol.yml").read_text().splitlines()
    places = {line.partition(":")[0].split()[1]: line.partition(": ")[2] for line in lines if "no case" in line}
    assert list(places.values()) == [
        "'applicable': no case where it is false or unknown",
        "'suspected': no case where it is false",
        "'example-action': no case where it is not indicated",
    ]
    assert all("when:" in text[int(line) - 2] or "when:" in text[int(line) - 1] for line in places)


def test_diff_compares_folders_and_keeps_what_it_found(example, workshop, tmp_path_factory):
    old = tmp_path_factory.mktemp("old")
    (old / "docs" / "protocols").mkdir(parents=True)
    subprocess.run(["cp", "-r", str(example), str(old / "docs" / "protocols")], check=True)
    same = wardbook("diff", str(old), cwd=workshop.root)
    assert same.returncode == 0, same.stderr
    assert same.stdout == b"Unchanged: example\n"

    change(
        example,
        ("{value: 10, unit: mg/dL}}", "{value: 12, unit: mg/dL}}"),
        ("version: 0.1.0", "version: 0.2.0"),
        (
            "changes:\n",
            "changes:\n  - version: 0.2.0\n    date: 2026-01-02\n    kind: clinical\n    summary: Another limit.\n",
        ),
    )
    changed = wardbook("diff", str(old), "--record", cwd=workshop.root)

    text = changed.stdout.decode()
    assert changed.returncode == 1
    assert "recommendation example-action: was indicated, is not-indicated, for example in" in text
    assert "  no patient gets another answer" not in text
    kept = json.loads((example / "differences" / "0.2.0.json").read_text())
    assert (kept["from"], kept["to"]) == ("0.1.0", "0.2.0")
    assert kept["differences"][0]["findings"]["example-level"]["unit"] == "mg/dL"


def test_diff_compares_revisions(example, workshop):
    def git(*arguments):
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments]
        subprocess.run(command, cwd=workshop.root, check=True, capture_output=True)

    git("init", "-q")
    git("add", "docs")
    git("commit", "-qm", "first")
    change(example, ("- any:", "- all:"))

    result = wardbook("diff", "HEAD", cwd=workshop.root)

    assert result.returncode == 1
    assert "recommendation example-action: was indicated" in result.stdout.decode()


def test_a_version_from_before_a_check_was_added_can_still_be_compared(example, workshop, tmp_path_factory):
    """An earlier version was published; a reviewer must be able to see what changed since, whatever is checked now."""
    old = tmp_path_factory.mktemp("old")
    (old / "docs" / "protocols").mkdir(parents=True)
    subprocess.run(["cp", "-r", str(example), str(old / "docs" / "protocols")], check=True)
    change(old / "docs" / "protocols" / "example", ("{unit: g/L, times: 100}", "{unit: meq/L, times: 1, basis: none}"))
    assert wardbook("check", cwd=workshop.root).returncode == 0

    result = wardbook("diff", str(old), cwd=workshop.root)

    assert result.returncode in (0, 1), result.stderr
    assert result.stdout.decode().splitlines()[1:] == ["  no patient gets another answer"]


def test_diff_speaks_of_one_protocol_and_keeps_only_what_changed(example, workshop, tmp_path_factory):
    """An id is an id, also where a folder of that name lies beside."""
    other = write_skeleton(workshop, "other")
    (workshop.root / "example").mkdir()
    old = tmp_path_factory.mktemp("old")
    shutil.copytree(workshop.docs, old / "docs")
    change(example, ("{value: 10, unit: mg/dL}}", "{value: 12, unit: mg/dL}}"))

    unraised = wardbook("diff", str(old), "example", "--record", cwd=workshop.root)
    assert unraised.returncode == 1, unraised.stderr
    assert "not kept: the version is 0.1.0 in both; raise it first" in unraised.stdout.decode()
    assert "other" not in unraised.stdout.decode()
    assert wardbook("diff", str(old), "other", cwd=workshop.root).stdout == b"Unchanged: other\n"

    new_entry = "changes:\n  - version: 0.2.0\n    date: 2026-01-02\n    kind: editorial\n    summary: Words.\n"
    change(other, ("version: 0.1.0", "version: 0.2.0"), ("changes:\n", new_entry))
    both = wardbook("diff", str(old), "--record", cwd=workshop.root)
    assert both.stdout.decode().endswith("kept as docs/protocols/other/differences/0.2.0.json\n")
    assert not (example / "differences").exists()

    back = wardbook("diff", "", "other", "--to", str(old), cwd=workshop.root)
    assert back.stdout.decode().splitlines()[0].startswith("other: 0.2.0 → 0.1.0")


@pytest.mark.parametrize("revision", ["no-such-thing", "--output=x", ""])
def test_diff_with_what_does_not_exist_is_said_in_words(example, workshop, revision):
    result = wardbook("diff", "--to", "no-such-thing", "--", revision, cwd=workshop.root)
    assert result.returncode == 2
    assert "is neither a folder nor a git revision" in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


def test_an_unknown_protocol_is_named_with_the_nearest(example, workshop):
    for command in (("prove",), ("diff", "")):
        result = wardbook(*command, "exampel", cwd=workshop.root)
        assert result.returncode == 2
        assert "unknown protocol 'exampel' (did you mean 'example'?)" in result.stderr.decode()
