"""What was read of another protocol is in the words of its translation there."""

from build_scripts.content.load import load_alone
from tests.support.shared_words import problems_of

GERMAN_THERE = """\
version: 0.1.0
texts:
  protocol: {title: Erstes}
  terms: {LS: geliehenes Zeichen}
  groups: {signs: {label: Zeichen dort}}
  findings: {lent-sign: {label: "LS, das geliehene Zeichen"}, example-level: {label: Spiegel}}
  criteria: {suspected: {label: Verdacht}}
"""
GERMAN_HERE = """\
version: 0.1.0
texts:
  protocol: {title: Zweites}
  findings: {example-level: {label: Wert}}
"""


def test_what_was_read_is_in_the_words_of_its_translation(reader, lender):
    file = reader("{criterion: 'first:suspected'}")
    for folder, text in ((lender.parent, GERMAN_THERE), (file.parent, GERMAN_HERE)):
        (folder / "translations").mkdir()
        (folder / "translations" / "de.yml").write_text(text)
    translation = load_alone(file.parent).translations["de"]
    protocol = translation.protocol
    labels = {each.id: each.label for each in (*protocol.criteria, *protocol.findings, *protocol.groups)}
    assert labels["first:suspected"] == "Verdacht (Erstes)"
    assert labels["first:applicable"] == "The example treatment is given"
    assert labels["lent-sign"] == "LS, das geliehene Zeichen"
    assert labels["first:signs"] == "Zeichen dort (Erstes)"
    assert protocol.groups[2].short == "Zeichen dort"
    assert labels["example-level"] == "Wert"
    assert protocol.terms["LS"] == "geliehenes Zeichen"
    assert {"Verdacht (Erstes)", "geliehenes Zeichen"} <= translation.texts
    assert translation.done == 7


def test_a_faulty_translation_there_is_told_there(reader, lender, workshop):
    file = reader("{criterion: 'first:suspected'}")
    for folder, text in ((lender.parent, "version: 9\ntexts: {}\n"), (file.parent, GERMAN_HERE)):
        (folder / "translations").mkdir()
        (folder / "translations" / "de.yml").write_text(text)
    assert "first:suspected" in {each.id for each in load_alone(file.parent).translations["de"].protocol.criteria}
    (problem,) = problems_of(workshop.docs)
    assert problem.startswith("protocols/first/translations/de.yml:1:")
