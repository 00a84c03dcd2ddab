"""Parts of a dose that is worked out stand in its statements as well, and texts may repeat them."""

import shutil

import pytest

from build_scripts.content.load import load_alone
from build_scripts.project.problems import ContentError
from tests.support.own.dosed import ID, write_dosed


@pytest.fixture
def refused(workshop):
    """What is said of the protocol with a text exchanged, without places."""

    def load(old, new):
        write_dosed(workshop)
        file = workshop.docs / "protocols" / ID / "protocol.yml"
        text = file.read_text()
        assert text.count(old) == 1
        file.write_text(text.replace(old, new))
        try:
            load_alone(file.parent)
        except ContentError as error:
            return [str(problem).partition(": ")[2] for problem in error.problems]
        finally:
            shutil.rmtree(workshop.docs / "protocols")
        return []

    return load


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at least 0.05 mg and at most", "at most", "the smallest dose is 0.05 mg, and S02 does not say so"),
        ("at least 0.05 mg and", "up to 0.05 mg and", "the smallest dose is 0.05 mg"),
        ("at most 3 doses.", "every time.", "there are at most 3 doses, and S02 does not say so"),
        ("at most 3 doses.", "for 3 doses.", "there are at most 3 doses"),
        ("Ampoules hold 1 mg/mL.", "Ampoules are small.", "what is given holds 1 mg/mL, and S02 does not say so"),
        ("Ampoules hold 1 mg/mL.", "Ampoules hold 10 mg/mL.", "what is given holds 1 mg/mL"),
        ("at least 8 hours apart", "8 hours long", "doses are at least 8 h apart, and S03 does not say so"),
        ("at least 8 hours apart", "at least 6 hours apart", "doses are at least 8 h apart"),
        ("at a weight below 10 kg", "at a weight below 12 kg", "the number 12 kg in this text belongs to no dose"),
    ],
)
def test_what_no_statement_says_is_refused(refused, old, new, words):
    assert any(words in message for message in refused(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at least 8 hours apart", "given at least every 8 hours"),
        ("at most 3 doses.", "up to 3 doses."),
        ("at least 0.05 mg and at most", "a minimum of 0.05 mg and at most"),
        ("label: Give examplin", "label: Give examplin of 1 mg/mL, at least 0.05 mg"),
    ],
)
def test_what_says_the_same_is_taken(refused, old, new):
    assert refused(old, new) == []
