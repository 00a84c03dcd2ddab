"""The inline scripts of a finished site: those of the theme, which a build finds without any content, and no others."""

import re
import shutil

import pytest

from build_scripts.project.store import Store
from build_scripts.site.finishing.theme_scripts import theme_scripts
from build_scripts.site.policy import HASH, META, PolicyError, apply_policy


@pytest.fixture
def scripts(rich):
    return theme_scripts(rich, Store(rich.cache))


@pytest.fixture
def copied(rich, tmp_path):
    return shutil.copytree(rich.site, tmp_path / "site")


def pages_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.html"))}


def test_each_page_allows_as_many_scripts_as_it_has_and_a_few_at_most(rich, scripts):
    assert 0 < len(scripts) < 30
    for name, text in pages_of(rich.site).items():
        policy = META.search(text)
        assert policy is not None, name
        assert 0 < len(HASH.findall(policy[0])) < 10, name


def test_a_finished_page_passes_again_unchanged(copied, scripts):
    before = pages_of(copied)
    apply_policy(copied, scripts)
    assert pages_of(copied) == before


@pytest.mark.parametrize(
    "script",
    [
        "window.PWN=23",
        "",
        # One of the theme's with something behind it.
        "theme;alert()",
    ],
)
def test_a_script_that_came_with_content_is_refused_in_whatever_page(copied, scripts, script):
    own = next(iter(sorted(scripts)))
    page = copied / "protocols" / "example" / "treat.html"
    added = f"<script>{script.replace('theme', own)}</script></body>"
    page.write_text(re.sub("</body>", lambda end: added, page.read_text()))
    with pytest.raises(
        PolicyError, match=r"protocols/example/treat\.html: an inline script that is none of the theme's"
    ):
        apply_policy(copied, scripts)
