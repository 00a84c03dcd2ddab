"""What the pages look like, compared with the pictures in `references/`.

After a change that is meant to be seen: `make pictures` takes them anew; look at them before they are committed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Page

from tests.support.site.visits import PROTOCOL, Visit

REFERENCES = Path(__file__).parent / "references"

RENEW = "WARDBOOK_RENEW_PICTURES"
"""Set in the environment, pictures are taken anew and nothing is compared."""

SAME = 0.2
"""How far the colour of a pixel may differ, 0 to 1, before it counts: another version of a browser smooths letters in
another way."""

DIFFERENT = 0.015
"""Share of the pixels that may count."""

COLOURS = 64
"""Colours that a reference keeps, so that it is small."""

STILL = 500
"""Milliseconds without a change after which a page is done: questions that make no difference now fold away a moment
after the answer is there."""

PATIENCE = 40
"""Pictures taken at most until the page stands still."""


def picture_when_still(page: Page) -> Image.Image:
    """A picture of the window, once two pictures taken one after the other are the same."""
    before = b""
    for _ in range(PATIENCE):
        now = page.screenshot(
            animations="disabled", caret="hide", mask=[page.locator("[data-part=time]"), page.locator(".wb-offline")]
        )
        if now == before:
            return Image.open(io.BytesIO(now)).convert("RGB")
        before = now
        page.wait_for_timeout(STILL)
    raise AssertionError("the page never stands still")


def untouched(visit: Visit) -> None:
    pass


def urgent(visit: Visit) -> None:
    visit.choose("atra", "given")
    visit.choose("ato", "given")
    visit.choose("dyspnea", "true")
    visit.choose("acute-renal-failure", "true")
    visit.recommendation("withhold-atra").wait_for()


def refused(visit: Visit) -> None:
    visit.choose("ato", "given")
    visit.enter("potassium", "9999")
    visit.answer().locator(".wb-message--refused").wait_for()


def not_applicable(visit: Visit) -> None:
    visit.choose("atra", "not-given")
    visit.choose("ato", "not-given")
    visit.answer().locator(".wb-message--not-applicable").wait_for()


Look = tuple[str, str, int, str, Callable[[Visit], None]]
LOOKS: list[Look] = [
    ("home-desktop-light", "index.html", 1440, "light", untouched),
    ("treat-desktop-light", f"protocols/{PROTOCOL}/treat.html", 1440, "light", untouched),
    ("treat-phone-dark", f"protocols/{PROTOCOL}/treat.html", 360, "dark", untouched),
    ("checker-empty-tablet-light", f"protocols/{PROTOCOL}/checker.html", 820, "light", untouched),
    ("checker-urgent-desktop-light", f"protocols/{PROTOCOL}/checker.html", 1440, "light", urgent),
    ("checker-urgent-phone-dark", f"protocols/{PROTOCOL}/checker.html", 360, "dark", urgent),
    ("checker-refused-desktop-dark", f"protocols/{PROTOCOL}/checker.html", 1440, "dark", refused),
    ("checker-not-applicable-desktop-light", f"protocols/{PROTOCOL}/checker.html", 1440, "light", not_applicable),
]


@pytest.mark.parametrize(("name", "path", "width", "scheme", "state"), LOOKS, ids=[look[0] for look in LOOKS])
def test_it_looks_as_it_did(visit_as, tmp_path, name, path, width, scheme, state):
    visit = visit_as(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = visit.open(path)
    if path.endswith("checker.html"):
        page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=60_000)
        state(visit)
    page.evaluate("() => document.fonts.ready.then(() => scrollTo(0, 0))")
    page.locator("h1").first.click()  # no field has the focus
    picture = picture_when_still(page)
    reference = REFERENCES / f"{name}.png"
    if os.environ.get(RENEW):
        REFERENCES.mkdir(exist_ok=True)
        picture.quantize(COLOURS).save(reference, optimize=True)
        return
    assert reference.is_file(), f"no picture {reference.name}; 'make pictures' takes it"
    with Image.open(reference) as kept:
        before = kept.convert("RGB")
    assert picture.size == before.size
    marked = Image.new("RGBA", picture.size)
    differing = pixelmatch(picture.convert("RGBA"), before.convert("RGBA"), marked, threshold=SAME, includeAA=False)
    share = differing / (picture.width * picture.height)
    if share > DIFFERENT:
        picture.save(tmp_path / "now.png")
        marked.save(tmp_path / "difference.png")
    assert share <= DIFFERENT, f"{share:.1%} of {name} differs; see {tmp_path}"
