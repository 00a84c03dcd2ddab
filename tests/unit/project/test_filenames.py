"""Names of files: those that a system would lose, or lay over one another, are refused before they are written."""

import pytest

from build_scripts.pages.authored import written_pages
from build_scripts.project.filenames import MOST_LETTERS, alike, objection_to_file_name
from build_scripts.project.problems import ContentError
from build_scripts.words.site_language import ENGLISH


@pytest.mark.parametrize(
    "name",
    [
        *("con", "PRN", "aux.html", "nul", "com1", "lpt9.de.md", "a" * (MOST_LETTERS + 1)),
        *("what?", "a:b", 'a"b', "a\\b", "a\tb", "a*", "<a>", "a|b", "about.", "about ", "con.", "\x7f"),
    ],
)
def test_names_that_not_every_system_can_hold(name):
    assert objection_to_file_name(name)


@pytest.mark.parametrize(
    "name", ["icon", "console", "com", "com10", "auxiliary", "null", "Ü ber-uns_2", ".a", "a" * MOST_LETTERS]
)
def test_names_that_every_system_can_hold(name):
    assert objection_to_file_name(name) is None


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["index.md", "about/index.md", "about/a.md"], []),
        (["about/Index.md", "about/index.md"], [("about/index.md", "about/index.md", "about/Index.md")]),
        (["About/a.md", "about/b.md"], [("about/b.md", "about", "About")]),
        (["\u00e4.md", "a\u0308.md"], [("a\u0308.md", "a\u0308.md", "\u00e4.md")]),
    ],
)
def test_paths_that_are_one_without_capitals(paths, found):
    assert list(alike(paths)) == found


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ["about/Index.md", "about/index.md"],
            r"about/index\.md:1:1: 'about/index\.md' differs from 'about/Index\.md' in",
        ),
        (
            ["DISCLAIMER.de.md", "disclaimer.de.md"],
            r"disclaimer\.de\.md:1:1: .* in capitals only: on Windows the two are",
        ),
        (["Protocols/x.md"], r"Protocols/x\.md:1:1: 'Protocols' differs from 'protocols' in capitals only"),
        (["about/aux.md"], r"about/aux\.md:1:1: 'aux' is a device on Windows"),
        (["con/index.md"], r"con/index\.md:1:1: 'con' is a device on Windows"),
        (["about /a.md"], r"about /a\.md:1:1: 'about ' ends with a dot or a blank, which Windows drops"),
        (["why?.md"], r"why\?\.md:1:1: Windows can hold no file 'why\?'"),
    ],
)
def test_written_pages_that_a_system_would_lose_are_refused(tmp_path, names, message):
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Page\n")
    with pytest.raises(ContentError, match=message):
        written_pages(tmp_path, ENGLISH)
