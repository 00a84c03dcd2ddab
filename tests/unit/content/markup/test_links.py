"""Links of section texts: each leads to something within the site, and whatever does not is refused by name."""

import pytest

from build_scripts.content.markup.links import DeadLink, target
from tests.support.protocols.toys import toy


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("#S01", "recognise.html#S01"),
        ("recognise.md#S01", "recognise.html#S01"),
        ("recognise#criterion-suspected", "recognise.html#criterion-suspected"),
        ("#criterion-applicable", "index.html#criterion-applicable"),
        ("treat.md", "treat.html"),
        ("sources.md#example-2000", "sources.html#example-2000"),
        ("checker.md", "checker.html"),
        ("../example/treat.md#S02", "../example/treat.html#S02"),
        ("../../about/index.md", "../../about/index.html"),
    ],
)
def test_where_a_link_leads(example, href, address):
    assert target(href, example).address == address


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "//example.org/",
        "www.example.org",
        "mailto:x@example.org",
        "javascript:alert()",
        " JavaScript:alert()",
        "data:text/html,x",
    ],
)
def test_a_link_out_of_the_site_is_refused(example, href):
    with pytest.raises(DeadLink, match="leads out of the site"):
        target(href, example)


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("#S10", r"unknown element 'S10' \(did you mean 'S0[12]'\?\)"),
        ("tread.md", r"unknown page 'tread' \(did you mean 'treat'\?\)"),
        ("treat.md#S01", "S01 stands on the page 'recognise'"),
        ("treat.pdf", "expected '#S08'"),
        ("../../../etc/passwd", "expected '#S08'"),
        ("/treat.md", "expected '#S08'"),
        ("java\tscript:alert()", "expected '#S08'"),
        ("", "expected '#S08'"),
    ],
)
def test_a_link_to_nowhere_says_what_was_expected(example, href, why):
    with pytest.raises(DeadLink, match=why):
        target(href, example)


def test_a_protocol_without_pages_has_its_rules_on_the_overview():
    assert target("#criterion-suspected", toy()).address == "index.html#criterion-suspected"


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("../exampel/treat.md", "unknown protocol 'exampel' (did you mean 'example'?)"),
        ("../other/tread.md", "unknown page 'tread' (did you mean 'treat'?)"),
        ("../other/treat.md#S03", "unknown element 'S03' (did you mean 'S02'?)"),
        ("../../about/none.md", "there is no such page"),
        ("../../protocols/other/treat.md", "there is no such page"),
        ("../../about/index.md#her", "unknown heading 'her' (did you mean 'here'?)"),
    ],
)
def test_links_to_other_protocols_and_pages_are_followed(workshop, folder, said_of, href, why):
    from build_scripts.content.skeleton import write_skeleton

    write_skeleton(workshop, "other")
    (workshop.docs / "about").mkdir()
    (workshop.docs / "about" / "index.md").write_text("# About\n\n## Here\n")
    right = "[a](../other/treat.md#S02), [b](../../about/index.md#here), [c](../../about/index.md)"

    assert said_of(f"{right}\nand [d]({href})") == [f"2:9: the link to '{href}' leads nowhere: {why}"]
