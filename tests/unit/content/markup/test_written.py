"""Pages that authors wrote: whatever could run, load from elsewhere or deceive the eye is refused where it stands."""

import pytest

from build_scripts.content.markup.written import ids_in, written_problems
from build_scripts.project.store import Store

FINE = """\
---
title: About
hide: [toc]
---

# About

Text with *emphasis*, `<script>code</script>`, [a link](https://example.org/) and [a page](other.md#here).

```html
<script>this is shown, not run</script>
```

| a | b |
|---|---|
| c | d |

!!! note

    A box.

<details><summary>More</summary>Text.</details>

<!-- home page -->

Word[^1].

[^1]: A footnote.
"""

FAULTS = [
    ("<script>window.PWN=23</script>", "3:1: the element <script> has no place in a page: content runs no code"),
    ('x <img src="x.png" onerror="alert()">', "3:3: the handler onerror='alert()' on <img>: pages run no code"),
    ('<img src="x.png" alt="x" ONERROR=alert()>', "3:1: the handler onerror='alert()' on <img>"),
    (
        '<meta http-equiv=refresh content="1;url=https://example.org">',
        "3:1: the element <meta> has no place in a page: the head of a page is the theme's",
    ),
    ("![x](https://example.org/x.png)", "3:6: the picture 'https://example.org/x.png' is on another host"),
    ('<img alt="x" src="//example.org/x.png">', "3:1: the picture '//example.org/x.png' is on another host"),
    ("![x](data:image/svg+xml,x)", "3:6: the picture 'data:image/svg+xml,x' is on another host"),
    ("[x](javascript:alert())", "3:5: the address 'javascript:alert()' on <a>: expected one within the site"),
    ("[x](JAVA&Tab;SCRIPT:alert%28%29)", "3:1: the address 'JAVA\\u0009SCRIPT:alert%28%29' on <a>"),
    ('<a href="&#106;avascript:alert()">x</a>', "3:1: the address 'javascript:alert()' on <a>"),
    ('<a href="x.md" target="_blank">x</a>', "3:1: the attribute target='_blank' on <a> has no place in a page"),
    ('<p style="color: red">x</p>', "3:1: the style 'color: red' on <p>: the pages' policy allows none"),
    ("*x*{: onclick=alert() }", "3:15: the handler onclick='alert()' on <em>"),
    ("x\n{: style='color:red' }", "the style 'color:red' on <p>"),
    ("<svg onload=alert()></svg>", "3:1: the element <svg> has no place in a page"),
    ("<iframe src='x'></iframe>", "3:1: the element <iframe> has no place in a page"),
    ("<style>p{}</style>", "3:1: the element <style> has no place in a page"),
    ("<form action=x><button>y</button></form>", "3:1: the element <form> has no place in a page: only the checker"),
    ("<base href='https://example.org/'>", "3:1: the element <base> has no place in a page"),
    ("x <!--> <script>alert()</script> -->", "3:"),
    ("<!-- > -->", "3:1: the comment '>': expected words and blanks only"),
    ('<p id="__search">x</p>', "3:1: the id '__search' belongs to the theme"),
    ("a\u202eb", "3:2: the character U+202E cannot be shown; take it out"),
]


@pytest.fixture
def page(workshop):
    file = workshop.docs / "about" / "page.md"
    file.parent.mkdir()

    def write(text):
        file.write_text(text)
        prefix = f"{workshop.docs.as_posix()}/about/page.md:"
        found = [str(problem) for problem in written_problems(workshop.docs)]
        assert all(problem.startswith(prefix) for problem in found)
        return [problem.removeprefix(prefix) for problem in found]

    return write


def test_text_of_every_kind_is_fine(page):
    assert page(FINE) == []


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_what_could_run_or_load_is_refused_where_it_stands(page, text, said):
    found = page(f"# Page\n\n{text}\n")
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(("text", "said"), FAULTS[:5])
def test_code_that_shows_the_same_does_not_move_the_place(page, text, said):
    found = page(f"# Page\n\n```\n{text}\n```\n\n{text}\n")
    assert found
    assert found[0].startswith(said.replace("3:", "7:", 1))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("script: https://example.org/x.js", "2:1: unknown key 'script' in the head, expected title, description"),
        ("title: <script>alert()</script>", "2:1: the title in the head holds"),
        ('title: x" onload="alert()', "2:1: the title in the head holds"),
        ("template: x.html", "2:1: unknown key 'template' in the head"),
    ],
)
def test_the_head_of_a_page_reaches_the_theme_in_words_only(page, head, said):
    (problem,) = page(f"---\n{head}\n---\n\n# Page\n")
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("title: [", "3:1: not valid YAML: expected a value, but found the end of the file"),
        ("title: Page\nhide: !!int abc", "3:7: the tag '!!int' is not used here"),
        ("title: .INF", "2:8: '.INF' is no number that can be measured"),
        ("%YAML 1.3", "2:1: '%YAML 1.3' is not used here"),
        ("title: a\ntitle: b", "3:1: the key 'title' is given twice"),
        ("- title", "2:1: expected keys in the head of a page, such as title: …, found"),
    ],
)
def test_a_head_that_cannot_be_read_is_not_shown_as_text(page, head, said):
    (problem,) = page(f"---\n{head}\n---\n\n# Page\n")
    assert problem.startswith(said)


@pytest.mark.parametrize("title", ["&lt;script&gt;alert()&lt;/script&gt;", "`<img src=x onerror=alert()>`", "a &lt; b"])
def test_the_title_of_a_page_reaches_the_navigation_in_words_only(page, title):
    (problem,) = page(f"Text.\n\n# {title}\n\n## {title}\n")
    assert problem.startswith("3:1: the heading '")
    assert "holds '<', which navigation takes for an element" in problem


def test_a_page_that_is_not_utf_8_is_named(workshop):
    (workshop.docs / "index.md").write_bytes(b"# x\n\n\xff")
    (problem,) = written_problems(workshop.docs)
    assert str(problem).endswith("index.md:1:1: the file is not UTF-8: byte 5 cannot be read")


def test_it_is_kept_until_a_page_changes(workshop, tmp_path):
    store, file = Store(tmp_path / "kept"), workshop.docs / "index.md"
    file.write_text("# x\n")
    assert written_problems(workshop.docs, store) == []
    file.write_text("# x\n\n<script></script>\n")
    assert len(written_problems(workshop.docs, store)) == 1
    assert len(written_problems(workshop.docs, store)) == 1


def test_the_headings_that_a_link_can_lead_to(workshop):
    (workshop.docs / "index.md").write_text("# First\n\n## Second part\n\n## Third {: #other }\n")
    assert ids_in(workshop.docs / "index.md", workshop.docs)[:3] == ["first", "second-part", "other"]


def test_our_own_pages_are_fine(repository):
    assert written_problems(repository / "docs") == []


DOSES = [
    ("Give 10 mg.", "3:6: '10 mg'"),
    ("Give **10** mg.", "3:8: '10 mg'"),
    ("Give __10 mg__.", "3:8: '10 mg'"),
    ("Give 10&nbsp;mg.", "3:6: '10 mg'"),
    ("Give 10\nmg.", "3:6: '10 mg'"),
    ("Give 1<b>0</b> mg.", "'10 mg'"),
    ("Give two\ntablets.", "3:6: 'two tablets'"),
    ("| drug | | |\n|---|---|---|\n| x | 10 | mg |", "5:7: '10 mg'"),
    ("<details><summary>More</summary>10 mg</details>", "3:33: '10 mg'"),
    ("![10 mg](x.png)", "3:3: '10 mg'"),
    ('[x](y.md "10 mg")', "3:11: '10 mg'"),
    ("    10 mg", "3:5: '10 mg'"),
    ("## 10 mg", "3:4: '10 mg'"),
]


@pytest.mark.parametrize(("text", "said"), DOSES)
def test_a_page_that_patients_read_holds_no_dose(workshop, text, said):
    page = workshop.docs / "about.md"
    page.write_text(f"# About\n\n{text}\n")
    (problem,) = written_problems(workshop.docs)
    assert said in str(problem)
    assert "patients and carers read this" in str(problem)


@pytest.mark.parametrize(
    ("name", "head", "heading", "refused"),
    [
        ("about.md", "readers: professionals", "# About", False),
        ("about.md", "readers: everybody", "# About", True),
        ("developers/x.md", "title: x", "# About", False),
        ("about.md", "readers: professionals", "# About **10** mg", True),  # it stands in the navigation
        ("developers/x.md", "title: About 10 mg", "# About", True),
        ("about.md", "readers: professionals\ndescription: About 10 mg", "# About", True),
        ("about.md", "readers: nurses", "# About", True),
        ("about.md", "readers: professionals", "Text.", False),
    ],
)
def test_of_a_page_for_professionals_patients_meet_the_title_alone(workshop, name, head, heading, refused):
    page = workshop.docs / name
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"---\n{head}\n---\n\n{heading}\n\nGive 10 mg.\n")
    assert bool(written_problems(workshop.docs)) is refused
