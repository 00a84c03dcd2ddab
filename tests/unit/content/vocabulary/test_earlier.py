"""What git has kept of a protocol can still be compared with it."""

import pytest

from build_scripts.content.load import load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.earlier import in_todays_form
from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.problems import ContentError

TODAY = "    known: source           # that is, read there; or restatement, with its origin; or general-knowledge"


def test_a_statement_once_said_in_a_sentence_that_it_is_not_from_the_source(workshop):
    folder = write_skeleton(workshop, "example")
    file = folder / "protocol.yml"
    text = file.read_text()
    assert TODAY in text
    file.write_text(
        text.replace(TODAY, "    known: A label, as restated. To be verified.").replace("    known: source\n", "")
    )
    with pytest.raises(ContentError, match="the key 'known' is missing"):
        load_protocol(folder)
    first, second = load_protocol(folder, past=True).statements
    assert (first.known, first.origin) == ("restatement", "A label, as restated. To be verified.")
    assert (second.known, second.origin) == ("source", None)


@pytest.mark.parametrize("text", ["[]", "statements: many", "statements: [one]"])
def test_what_is_no_protocol_stays_as_it_is(tmp_path, text):
    document = yaml_from(text, tmp_path / "protocol.yml")
    assert in_todays_form(document).data == document.data
