"""What a section text may hold, and how each other thing is refused: by name, at its line and column."""

import pytest

REFUSED = "is not shown here: a text can hold tables, lists, emphasis, links into the site and pictures"

RICH = """\
**One sign is enough**, and *this* is [what is said](#S01) of it.

| Part | What it shows | Where |
| :--- | :---: | ---: |
| Signs | what the **team** looks for | [there](treat.md#S02) |

1. Look for the signs:
   - the first,
   - and any other;
2. then act.\\
   And tell the team.

![The position: a circle above a line](pictures/position.png)"""


def test_tables_lists_emphasis_links_and_pictures_are_fine(said_of):
    assert said_of(RICH) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Head", f"1:1: a heading, which only sections have {REFUSED}"),
        ("Head\n====", f"1:1: a heading, which only sections have {REFUSED}"),
        ("x\n\n```\ncode\n```", f"3:1: a block of code {REFUSED}"),
        ("x\n\n    code", f"3:5: a block of code, which four blanks before a line make {REFUSED}"),
        ("say `code`", f"1:6: code {REFUSED}"),
        ("> quoted", f"1:1: a quotation {REFUSED}"),
        ("x\n\n---\n\ny", f"3:1: a line across {REFUSED}"),
        ("<b>bold</b>", f"1:1: the HTML element '<b>' {REFUSED}"),
        ("x\n\n<div>\nboxed\n</div>", f"3:1: the HTML element '<div>' {REFUSED}"),
        ("x <script>alert()</script>", f"1:3: the HTML element '<script>' {REFUSED}"),
        ("x <img src=x onerror=alert()>", f"1:3: the HTML element '<img>' {REFUSED}"),
        ("x\ny <!-- no -->", f"2:3: an HTML comment {REFUSED}"),
        ("one[^note]", f"1:4: a footnote {REFUSED}"),
        ("~~gone~~", f"1:1: text that is struck out {REFUSED}"),
        ("==marked==", f"1:1: text that is marked {REFUSED}"),
        ("** bold **", f"1:1: emphasis that does not end, or has blanks within its marks {REFUSED}"),
        ("x\n\n!!! note\n    y", f"3:1: a box {REFUSED}"),
        ("- [x] done", f"1:3: a list to tick off {REFUSED}"),
        ("Word\n: what it means", f"2:1: a definition {REFUSED}"),
        ("*[EX]: example", f"1:1: an abbreviation, which the protocol's terms explain {REFUSED}"),
        ("x{: .class }", f"1:2: attributes of an element {REFUSED}"),
        ("$$x$$", f"1:1: a formula {REFUSED}"),
        (
            "| a | b |\n| c | d |",
            f"1:1: a table that cannot be read: below its heads stands a row of dashes, | --- | --- | {REFUSED}",
        ),
        (
            "[words][there]\n\n[there]: treat.md",
            f"3:1: a definition of a link; write its address in round brackets behind its words {REFUSED}",
        ),
        (
            "[words](a b.md)",
            f"1:7: a link that cannot be read: its address is not spelled out, or holds blanks {REFUSED}",
        ),
        ("[](treat.md)", "1:4: the link to 'treat.md' has no words that can be seen"),
        ('[x](treat.md "title")', f"1:15: a title of a link, which no touch screen shows, {REFUSED}"),
        ("a&#8203;b", "1:2: the character U+200B cannot be shown; take it out"),
    ],
)
def test_what_is_not_shown_is_refused_by_name_where_it_stands(said_of, text, said):
    assert said in said_of(text)


def test_a_mistake_in_a_folded_text_is_found_by_what_stands_there(folder, problems):
    file, title = folder / "protocol.yml", "      - title: When to suspect\n"
    folded = "        text: >-\n          One line\n          and [a link](nowhere.md) in the next.\n"
    text = file.read_text().replace(title, title + folded)
    file.write_text(text)
    line = text[: text.index("nowhere.md")].count("\n") + 1
    (problem,) = problems()
    assert problem.startswith(f"protocols/example/protocol.yml:{line}:24: the link to 'nowhere.md' leads nowhere: ")


@pytest.mark.parametrize(
    "text",
    ["Give **10** mg.", "Give *10 mg*.", "| a | b |\n| --- | --- |\n| 10 | mg |", "![10 mg](pictures/position.png)"],
)
def test_no_mark_hides_a_dose_from_the_check_of_what_patients_read(said_of, text):
    found = said_of(text, readers="        readers: everybody\n")
    assert any("is a dose, and patients and carers read this text" in problem for problem in found), found


def test_numbers_of_a_list_and_of_addresses_are_no_figures(said_of):
    assert said_of("1. Look.\n2. Act as [said](treat.md#S02).") == []


def test_a_figure_in_bold_is_a_figure(said_of):
    assert any("the number 7 in this text" in problem for problem in said_of("**7** of them."))
