"""A declared figure stands somewhere."""

import pytest

from checker.protocol.figures import Figure


def test_a_figure_without_a_place_declares_nothing():
    assert Figure(says="3 days", at=("L01",), why="w").at == ("L01",)
    with pytest.raises(ValueError, match="a figure needs at least one place after 'at'"):
        Figure(says="3 days", at=(), why="w")
