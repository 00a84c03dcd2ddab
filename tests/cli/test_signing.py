"""Signatures from the command line: what is signed, what is refused, what a change does. All names are made."""

import subprocess

import pytest
from ruamel.yaml import YAML

from tests.support.command import wardbook
from tests.support.protocols.signed import DOSE_CHANGED, change, notice_all, raise_version, with_dose

MEANT = ("--competence", "made for this test", "--interests", "none")
WHO = ("--reviewer", "Reviewer A", "--role", "made pharmacist, nowhere", *MEANT)


@pytest.fixture
def file(workshop):
    return with_dose(workshop)


@pytest.fixture
def covered(file):
    """The same protocol with the cases that notice every small mistake."""
    notice_all(file)
    return file


def _sign(workshop, *more, scope="rules,doses,texts"):
    return wardbook("sign", "example", *WHO, "--scope", scope, *more, cwd=workshop.root)


def _change(file, find, replacement):
    text = file.read_text()
    assert text.count(find) == 1
    file.write_text(text.replace(find, replacement))


def _said(result):
    return (result.stdout + result.stderr).decode()


def test_a_signature_is_recorded_with_what_was_signed(workshop, covered):
    signed = _sign(workshop, "--date", "2026-01-31")
    assert signed.returncode == 0, signed.stderr
    (record,) = YAML(typ="safe").load(covered.parent / "approvals.yml")["approvals"]
    assert (record["reviewer"], record["role"], record["date"]) == (
        "Reviewer A",
        "made pharmacist, nowhere",
        "2026-01-31",
    )
    assert (record["competence"], record["interests"]) == ("made for this test", "none")
    assert record["scope"] == ["rules", "doses", "texts"]
    for part in record["scope"]:
        assert f"{part}: {record['digests'][part]}" in _said(signed)
    assert f"document: {record['document']}" in _said(signed)
    assert (covered.parent / record["kept"]).read_bytes() == covered.read_bytes()
    assert "All of the protocol is approved" in _said(signed)
    shown = wardbook("assess", "-", cwd=workshop.root, given=b'{"protocol": "example", "findings": {}}').stdout.decode()
    assert '"review":"approved"' in shown

    # One digit of a dose, under the same version: refused at once. Under another: nothing calls it approved.
    change(covered, DOSE_CHANGED)
    refused = wardbook("check", cwd=workshop.root)
    assert refused.returncode == 1
    line = covered.read_text().splitlines().index("version: 0.1.0") + 1
    assert f"docs/protocols/example/protocol.yml:{line}:10: the doses are not those of version 0.1.0" in _said(refused)
    assert wardbook("build", cwd=workshop.root).returncode == 1
    raise_version(covered)
    assert wardbook("check", cwd=workshop.root).returncode == 0
    shown = wardbook("assess", "-", cwd=workshop.root, given=b'{"protocol": "example", "findings": {}}').stdout.decode()
    assert '"review":"submitted","changed":"2026-01-31"' in shown


def test_a_second_person_signs_the_same_document(workshop, covered):
    made = wardbook("review", "example", "--no-pdf", cwd=workshop.root)
    assert made.returncode == 0, made.stderr
    fingerprint = made.stdout.decode().split("fingerprint ")[1].strip()
    page = (workshop.build / "review" / "example.html").read_text()
    assert f"--document {fingerprint[:16]}" in page
    first = _sign(workshop, "--document", fingerprint[:16], scope="doses")
    assert "Not approved yet: rules, texts." in _said(first), first.stderr
    second = _sign(workshop, "--document", fingerprint[:16], scope="rules,texts")
    assert "All of the protocol is approved" in _said(second), second.stderr
    other = _sign(workshop, "--document", "0123456789abcdef")
    assert other.returncode == 2
    assert "it was changed since; nothing was signed" in _said(other)


def test_content_that_does_not_pass_and_words_that_say_nothing_are_not_signed(workshop, file):
    for more, said in (
        (("--date", "2999-01-01"), "has not come yet"),
        (("--date", "yesterday"), "expected a day as YYYY-MM-DD"),
    ):
        result = _sign(workshop, *more)
        assert (result.returncode, said in _said(result)) == (2, True), _said(result)
    assert "expected one or more of rules, doses, texts" in _said(_sign(workshop, scope="everything"))
    for option in ("--reviewer", "--interests"):
        nobody = wardbook("sign", "example", *WHO, option, " ", "--scope", "doses", cwd=workshop.root)
        assert nobody.returncode == 2
        assert f"{option} is ' ', expected words in one line: who approves is never left open" in _said(nobody)
    _change(file, "statements: [S02]\n\n#", "statements: [S03]\n\n#")
    broken = _sign(workshop)
    assert broken.returncode == 1
    assert "unknown statement 'S03'" in _said(broken)
    assert "Traceback" not in _said(broken)
    assert not (file.parent / "approvals.yml").exists()


def test_rules_in_which_a_mistake_would_go_unnoticed_are_not_signed(workshop, file):
    result = _sign(workshop)
    assert result.returncode == 2, _said(result)
    assert "would go unnoticed, for want of a case; nothing was signed" in _said(result)
    assert not (file.parent / "approvals.yml").exists()


def test_a_change_under_the_version_of_the_last_commit_is_warned_of(workshop, file):
    for command in (
        ("init", "-q"),
        ("add", "docs"),
        ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "commit", "-qm", "First"),
    ):
        subprocess.run(["git", "-C", workshop.root, *command], check=True)
    assert "version" not in wardbook("check", cwd=workshop.root).stderr.decode()
    change(file, DOSE_CHANGED)
    warned = wardbook("check", cwd=workshop.root)
    assert warned.returncode == 0
    said = "version 0.1.0 is the one of the last commit, and the doses differ from it"
    assert said in warned.stderr.decode()
    raise_version(file)
    assert said not in wardbook("check", cwd=workshop.root).stderr.decode()


def test_a_draft_that_lacks_worked_cases_is_not_signed(workshop, covered):
    """What passes as a draft would not pass the next check once it was approved."""
    cases = covered.parent / "cases.yml"
    text = cases.read_text()
    assert text.count("example-action: not-indicated") == 1
    cases.write_text(text.replace("example-action: not-indicated", "{}"))
    assert wardbook("check", cwd=workshop.root).returncode == 0
    signed = _sign(workshop)
    assert signed.returncode == 2
    assert "1 rule lacks worked cases; 'wardbook coverage example' suggests some; nothing was signed" in _said(signed)
    assert not (covered.parent / "approvals.yml").exists()
