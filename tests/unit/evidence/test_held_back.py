"""Immediate actions that an unanswered scope holds back are named, and no others."""

from dataclasses import replace

from build_scripts.content.skeleton import write_skeleton
from build_scripts.evidence.held_back import held_back, scope_findings
from tests.support.command import wardbook
from tests.support.protocols.rules import protocol_from
from tests.support.protocols.toys import toy


def urgent(protocol, *names):
    changed = (replace(r, urgency="immediate" if r.id in names else "today") for r in protocol.recommendations)
    return replace(protocol, recommendations=tuple(changed))


def test_immediate_actions_that_wait_for_the_scope_are_named():
    protocol = toy()
    assert scope_findings(protocol) == ("drug",)
    assert held_back(urgent(protocol, "hold", "watch")) == ("hold", "watch")
    assert held_back(urgent(protocol, "hold")) == ("hold",)
    assert held_back(urgent(protocol)) == ()


def test_nothing_waits_for_a_scope_that_is_never_open():
    finding = {"id": "ill", "type": "boolean", "label": "Ill", "group": "g"}
    protocol = urgent(protocol_from([finding], {"finding": "ill"}), "result")
    assert held_back(protocol) == ()


def test_check_says_so_and_does_not_fail(workshop):
    folder = write_skeleton(workshop, "example")
    for file in (folder / "protocol.yml", folder / "cases.yml"):
        text = file.read_text().replace("urgency: today", "urgency: immediate")
        file.write_text(text.replace("{example-action: today}", "{example-action: immediate}"))
    checked = wardbook("check", cwd=workshop.root)
    assert (checked.returncode, checked.stderr) == (0, b"")
    line = (folder / "protocol.yml").read_text().splitlines().index("applicable: applicable") + 1
    said = "immediate actions can stay undetermined whatever else is known: example-action"
    wanted = f"  worth a second look, line {line}: as long as the scope is open (example-treatment), {said}"
    assert checked.stdout.decode().splitlines()[-1] == wanted
