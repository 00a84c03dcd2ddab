"""Settings of a site: whether it works doses out."""

import pytest

from build_scripts.words.settings import SettingError, works_doses_out


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("site_name: x\n", True),
        ("extra: {}\n", True),
        ("extra:\n  wardbook: {}\n", True),
        ("extra:\n  wardbook: {dose_arithmetic: true}\n", True),
        ("extra:\n  wardbook: {dose_arithmetic: false}\n", False),
        ("", True),
    ],
)
def test_doses_are_worked_out_unless_a_site_says_otherwise(text, works, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(text)
    assert works_doses_out(tmp_path) is works


def test_without_a_configuration_they_are(tmp_path):
    assert works_doses_out(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extra: {wardbook: off}\n", "extra.wardbook is 'off', expected a mapping"),
        (
            "extra: {wardbook: {doses: true}}\n",
            "unknown setting 'doses' under extra.wardbook, expected dose_arithmetic",
        ),
        ('extra: {wardbook: {dose_arithmetic: "no"}}\n', "dose_arithmetic is 'no', expected true or false"),
    ],
)
def test_a_setting_that_is_none_is_refused(text, words, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(SettingError) as error:
        works_doses_out(tmp_path)
    assert words in str(error.value)
