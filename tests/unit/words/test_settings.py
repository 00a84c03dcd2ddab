"""Settings of a site: an mkdocs.yml that cannot be read, whether it works doses out, and whether it keeps entries."""

import pytest

from build_scripts.project.problems import ContentError
from build_scripts.words.settings import SettingError, keeps_entries, site_config, works_doses_out


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


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("site_name: x\n", True),
        ("extra:\n  wardbook: {dose_arithmetic: false}\n", True),
        ("extra:\n  wardbook: {keep_entries: false}\n", False),
    ],
)
def test_entries_are_kept_in_the_tab_unless_a_site_says_otherwise(text, keeps, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(text)
    assert keeps_entries(tmp_path) is keeps


def test_without_a_configuration_both_are_so(tmp_path):
    assert works_doses_out(tmp_path)
    assert keeps_entries(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extra: {wardbook: off}\n", "extra.wardbook is 'off', expected a mapping"),
        (
            "extra: {wardbook: {doses: true}}\n",
            "unknown setting 'doses' under extra.wardbook, expected dose_arithmetic or keep_entries",
        ),
        ('extra: {wardbook: {dose_arithmetic: "no"}}\n', "dose_arithmetic is 'no', expected true or false"),
        ("extra: {wardbook: {keep_entries: 5}}\n", "extra.wardbook.keep_entries is '5', expected true or false"),
    ],
)
def test_a_setting_that_is_none_is_refused(text, words, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(text)
    for setting in (works_doses_out, keeps_entries):
        with pytest.raises(SettingError) as error:
            setting(tmp_path)
        assert words in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"site_name: !!int abc\n", "mkdocs.yml:1:12: not valid YAML: what stands here cannot be read"),
        (b"a: 1\nb: !!float x\n", "mkdocs.yml:2:4: not valid YAML: what stands here cannot be read"),
        (b"%YAML 1.3\n---\na: 1\n", "mkdocs.yml:1:1: not valid YAML: what stands here cannot be read"),
        (b"a: 1\nb: [\n", "mkdocs.yml:3:1: not valid YAML: "),
        (b"a: .INF\nb: *c\n", "mkdocs.yml:2:4: not valid YAML: found undefined alias"),
        (b"- 1\n", "mkdocs.yml:1:1: expected the settings of a site as a mapping"),
        (b"a: 1\ntheme: material\n", "mkdocs.yml:2:8: expected 'theme' as a mapping, found"),
        (b"extra: [x]\n", "mkdocs.yml:1:8: expected 'extra' as a mapping, found"),
        (b"a: \xff\n", "mkdocs.yml:1:1: the file is not UTF-8: byte 3 cannot be read"),
        (b"a: \x00\n", "mkdocs.yml:1:1: not valid YAML: "),
    ],
)
def test_an_mkdocs_yml_that_cannot_be_read_is_refused_in_words(text, said, tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(text)
    with pytest.raises(ContentError) as error:
        site_config(file)
    assert said in str(error.value)


def test_without_an_mkdocs_yml_a_site_has_no_settings(tmp_path):
    with pytest.raises(ContentError, match="the file cannot be read: No such file or directory"):
        site_config(tmp_path / "mkdocs.yml")


def test_tags_of_the_site_builder_are_left_to_it(tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_url: !ENV [ADDRESS, none]\nformat: !!python/name:some.function\nextra:\n")
    assert set(site_config(file)) == {"site_url", "format", "extra"}
    assert works_doses_out(tmp_path)
