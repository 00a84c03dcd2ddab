"""Whether something was assessed at all, in words."""

from checker.language.conditions import Assessed
from checker.protocol.labels import Labels
from tests.support.protocols.rules import data_from, protocol_from


def test_it_is_said_either_way():
    findings = data_from("[{id: qtc, type: boolean, label: QTc, group: g}]")
    words = Labels(protocol_from(findings, data_from("{finding: qtc}")))
    assert Assessed("qtc", True).describe(words) == "QTc was assessed"
    assert Assessed("qtc", False).describe(words) == "QTc was not assessed"
    assert Assessed("qtc", True).findings == ("qtc",)
