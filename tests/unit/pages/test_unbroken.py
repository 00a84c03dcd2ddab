"""No line breaks between a number and its unit, and nothing but texts is touched."""

from itertools import pairwise

import pytest

from build_scripts.pages.pathway.layout import draw_pathway
from build_scripts.pages.unbroken import joined, unbroken


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>7 mg, 8 × 10⁹/L, 5 of 12</p>", "<p>7\u00a0mg, 8\u00a0×\u00a010⁹/L, 5\u00a0of 12</p>"),
        *(
            (same, same)
            for same in (
                '<path d="M4 4.5h7 m2 0h3" class="x2 y">1 2</path>',
                '<script type="application/json">{"label":"7 mg"}</script>',
                "<style>p { margin: 0 auto 7 px; }</style>",
                "---\ntitle: 7 mg\n---\n",
            )
        ),
        ("<script>7 mg</script>7 mg<script>7 mg</script>", "<script>7 mg</script>7\u00a0mg<script>7 mg</script>"),
    ],
)
def test_numbers_keep_their_units(html, shown):
    assert unbroken(html) == shown


def test_no_line_of_a_pathway_parts_a_number_from_its_unit(each):
    """A picture has no lines of its own: they are made here."""
    for picture in draw_pathway(each.protocol, str):
        assert any("\u00a0" in line.text for box in picture.boxes for line in box.lines)
        # A line of another role begins a text of its own, as does one with a bullet.
        pairs = [
            f"{line.text} {below.text}"
            for box in picture.boxes
            for line, below in pairwise(box.lines)
            if line.role == below.role and not below.text.startswith("• ")
        ]
        assert pairs
        assert [pair for pair in pairs if joined(pair) != pair] == []
