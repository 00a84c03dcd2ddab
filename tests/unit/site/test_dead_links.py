"""Links to anchors: a finished page that leads to an element that is not there is no finished page."""

import pytest

from build_scripts.site.finishing.dead_links import Anchors

OTHER = '<h2 id="there &amp; back">There</h2><div  id="two"></div>'


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("#here", False),
        ("#missing", True),
        ("other.html#two", False),
        ("other.html#three", True),
        ("../p/other.html#there%20%26%20back", False),
        ("other.html#there &amp; back", False),
        ("../q/#start", False),
        ("../q/index.html#end", True),
        ("../figures/table.pdf#page=2", False),
        ("https://example.org/other.html#three", False),
        ("mailto:x@example.org#three", False),
    ],
)
def test_a_link_leads_to_an_element(link, dead):
    anchors = Anchors()
    anchors.add("p/page.html", f'<p id="here"><a class="x" href="{link}">link</a></p>')
    anchors.add("p/other.html", OTHER)
    anchors.add("q/index.html", '<p id="start"></p>')
    assert list(anchors.dead()) == ([("p/page.html", link)] if dead else [])
