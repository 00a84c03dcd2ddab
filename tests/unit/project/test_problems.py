"""Problems as a terminal shows them: on one line each, and nothing in them that changes what is seen."""

from pathlib import Path

import pytest

from build_scripts.project.problems import Problem


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("unknown key 'a\u202eb'", "unknown key 'a\\u202eb'"),
        ("found '\x1b[31mred'", "found '\\u001b[31mred'"),
        ("found 'a\u200bb\rc'", "found 'a\\u200bb\\u000dc'"),
        ("found µg and ≥ 4 °C", "found µg and ≥ 4 °C"),
    ],
)
def test_what_is_repeated_of_the_content_can_be_seen(message, shown):
    assert str(Problem(Path("f.yml"), 2, 5, message)) == f"f.yml:2:5: {shown}"
