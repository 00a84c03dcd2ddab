"""The words of computed values can be translated: their labels and notes, and nothing of their formulas."""

from build_scripts.content.load import load_content
from build_scripts.content.translatable import translatable_parts, with_texts
from checker.protocol.labels import Labels, formula_text
from tests.support.own.values import write_calculated


def test_labels_and_notes_of_values_can_be_translated(workshop):
    write_calculated(workshop)
    (loaded,) = load_content(workshop.docs).protocols
    assert translatable_parts(loaded.protocol)["values"] == {
        "corrected": {"label": "Corrected level", "note": "Made for the example."},
        "share": {"label": "Share", "note": None},
    }
    german = {"label": "Korrigierter Spiegel", "note": "Für das Beispiel."}
    protocol = with_texts(loaded.protocol, {"values": {"corrected": german}, "findings": {"parts": {"label": "Teile"}}})
    corrected, share = protocol.values
    assert (corrected.label, corrected.note) == tuple(german.values())
    assert formula_text(share, Labels(protocol)) == "korrigierter Spiegel / teile"
