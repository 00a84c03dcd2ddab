"""Section texts as HTML: what their author meant, and nothing beyond the listed elements whatever was written."""

import base64
import re

import pytest

from build_scripts.content.markup.render import pictures_in, section_html, section_html_alone

TABLE = """\
| | Dose | Note |
| :--- | ---: | :---: |
| **one** | a | b |"""


def test_a_table_has_heads_and_aligned_cells_without_styles(example, folder):
    html = section_html(TABLE, example, folder)
    assert re.findall(r"<t[hd]\b[^>]*>", html) == [
        "<td>",
        '<th class="wb-right" scope="col">',
        '<th class="wb-centre" scope="col">',
        "<td>",
        '<td class="wb-right">',
        '<td class="wb-centre">',
    ]
    assert "<strong>one</strong>" in html


def test_a_list_that_begins_elsewhere_and_a_list_within(example, folder):
    html = section_html("3. three\n   - within\n4. four", example, folder)
    assert html.replace("\n", "") == '<ol start="3"><li>three<ul><li>within</li></ul></li><li>four</li></ol>'


def test_a_link_leads_to_the_page_on_which_its_element_stands(example, folder):
    html = section_html("[what is said](#S02)", example, folder)
    assert html == '<p><a href="treat.html#S02">what is said</a></p>'


def test_a_picture_has_its_words_and_its_size(example, folder):
    html = section_html("![A **line** below](pictures/position.png)", example, folder)
    (picture,) = re.findall("<img[^>]*>", html)
    assert set(re.findall(r'(\w+="[^"]*")', picture)) == {
        'src="pictures/position.png"',
        'alt="A line below"',
        'width="640"',
        'height="360"',
    }
    assert list(pictures_in("![a](a.png) and ![b](b/b.jpg)")) == ["a.png", "b/b.jpg"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert()</script>",
        "x <img src=x onerror=alert()>",
        '<a href="javascript:alert()">x</a>',
        "<iframe src=https://example.org></iframe>",
        '<p style="color: red" onclick="alert()">x</p>',
        "<svg onload=alert()><style>p{}</style></svg>",
        "<meta http-equiv=refresh content=0>",
        "![x](https://example.org/x.png)",
        "![x](javascript:alert)",
        "</div></template><b>x</b>",
    ],
)
def test_what_got_past_every_check_is_taken_out_all_the_same(example, text):
    html = section_html(f"{text}\n\n{text}", example, None)
    elements = {name.lower() for name in re.findall(r"</?([a-zA-Z]+)", html)}
    assert elements <= {"p", "a", "img"}
    attributes = {name.lower() for tag in re.findall(r"<[^>]*>", html) for name in re.findall(r"([\w-]+)=", tag)}
    assert attributes <= {"src", "alt", "href"}
    assert not re.search(r"javascript:|https?:", "".join(re.findall(r"<[^>]*>", html)))


def test_alone_it_holds_its_pictures_and_no_links(folder):
    html = section_html_alone("See [S01](#S01).\n\n![A line](pictures/position.png)", folder)
    data = base64.b64encode((folder / "pictures" / "position.png").read_bytes()).decode()
    assert "<p>See S01.</p>" in html
    assert f'src="data:image/png;base64,{data}"' in html
    assert "<a" not in html
