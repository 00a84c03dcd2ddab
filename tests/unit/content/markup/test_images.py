"""Pictures of section texts: files of the protocol's folder that cannot hold a script, each with alternative text."""

import pytest
from PIL import Image

from build_scripts.content.markup.images import LARGEST_PICTURE, UnusablePicture, size_of


def test_its_size_is_read_from_the_file(folder):
    assert size_of("pictures/position.png", folder) == (640, 360)


@pytest.mark.parametrize(
    ("src", "why"),
    [
        ("https://example.org/x.png", "is on another host"),
        ("//example.org/x.png", "is on another host"),
        ("data:image/png;base64,AAAA", "is on another host"),
        ("../other/x.png", "is no picture of the protocol's folder"),
        ("/x.png", "is no picture of the protocol's folder"),
        ("my picture.png", "is no picture of the protocol's folder"),
        ("x.svg", "is of another kind, which can hold a script: expected png, jpg, gif"),
        ("x.webp", "is of another kind: expected png, jpg, gif"),
        ("pictures/Position.png", "there is no picture 'pictures/Position.png'"),
        ("pictures/none.png", "there is no picture 'pictures/none.png'"),
        ("con.png", "con"),
        ("link.png", "'link.png' in the protocol's folder is no file"),
        ("cut.png", "cannot be read as a picture of the kind PNG"),
        ("page.png", "cannot be read as a picture of the kind PNG"),
        ("really.png", "cannot be read as a picture of the kind PNG"),
        ("large.png", f"at most {LARGEST_PICTURE} are shown"),
    ],
)
def test_what_cannot_be_shown_says_why(folder, src, why):
    whole = (folder / "pictures" / "position.png").read_bytes()
    (folder / "link.png").symlink_to(folder / "pictures" / "position.png")
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    (folder / "page.png").write_text("<script>alert()</script>")
    Image.new("RGB", (2, 2)).save(folder / "really.png", format="JPEG")
    (folder / "large.png").write_bytes(whole.ljust(LARGEST_PICTURE + 1))
    with pytest.raises(UnusablePicture, match=why):
        size_of(src, folder)


@pytest.mark.parametrize("words", ["", " ", "\u00a0"])
def test_a_picture_without_alternative_text_is_refused_where_it_stands(said_of, words):
    (said,) = said_of(f"First.\n\n![{words}](pictures/position.png)")
    assert said.startswith(f"3:{5 + len(words)}: the picture 'pictures/position.png' has no alternative text: say in")


def test_a_picture_that_is_not_there_is_refused_where_it_stands(said_of):
    assert said_of("First.\n\n![x](none.png)") == ["3:6: there is no picture 'none.png' in the protocol's folder"]
