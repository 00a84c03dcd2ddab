"""Section texts in translations: held against the same list, each fault in its own file and line."""

import pytest

ENGLISH = (
    "      - title: When to suspect\n        text: |\n          See [S01](#S01) and ![a line](pictures/position.png)\n"
)


@pytest.fixture
def translated(folder, problems):
    def find(text):
        file = folder / "protocol.yml"
        file.write_text(file.read_text().replace("      - title: When to suspect\n", ENGLISH))
        (folder / "translations").mkdir()
        key = ENGLISH.splitlines()[2].strip()
        (folder / "translations" / "de.yml").write_text(
            f'version: 0.1.0\ntexts:\n  pages:\n    recognise:\n      sections:\n        ? "{key}\\n"\n        : |\n'
            f"          {text}\n"
        )
        return problems()

    return find


def test_a_translation_that_says_the_same_is_fine(translated):
    assert translated("Siehe [S01](#S01) und ![eine Linie](pictures/position.png)") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Siehe [S01](#S01) und <b>x</b>", "8:33: the HTML element '<b>' is not shown here"),
        ("Siehe [S01](https://example.org/01)", "8:23: the link to 'https://example.org/01' leads out of the site"),
        ("Siehe [S01](#S01) und ![](pictures/position.png)", "8:37: the picture 'pictures/position.png' has no alt"),
        (
            "Siehe [S01](../none/treat.md#S01)",
            "8:23: the link to '../none/treat.md#S01' leads nowhere: unknown protocol",
        ),
    ],
)
def test_a_fault_of_a_translation_is_told_with_its_own_place(translated, text, said):
    assert translated(text)[0].startswith(f"protocols/example/translations/de.yml:{said}")
