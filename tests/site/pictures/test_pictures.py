"""What the pages look like, compared with the pictures in `references/`.

After a change that is meant to be seen: `make pictures` takes them anew; look at them before they are committed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Page

from tests.support.site.visits import PALETTES, PROTOCOL, Visit, assesses, in_scheme

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

CLOSE = 30
"""Difference of a channel, of 255, up to which no pixel counts."""

AT_REST = 60
"""Milliseconds without a change after which a page without a checker is done."""

STILL = 500
"""The same for one with a checker: questions that make no difference now fold away a moment
after the answer is there."""

PATIENCE = 40
"""Pictures taken at most until the page stands still."""


def picture_when_still(page: Page, still: int) -> Image.Image:
    """A picture of the window, once two pictures taken one after the other are the same.

    Args:
        page: The page.
        still: Milliseconds between them.
    """
    before = b""
    for _ in range(PATIENCE):
        now = page.screenshot(
            animations="disabled", caret="hide", mask=[page.locator("[data-part=time]"), page.locator(".wb-offline")]
        )
        if now == before:
            return Image.open(io.BytesIO(now)).convert("RGB")
        before = now
        page.wait_for_timeout(still)
    raise AssertionError("the page never stands still")


def clearly_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether so few pixels differ in any channel by more than can be overlooked that there is nothing to match: a
    difference of `CLOSE` in every channel is less than `SAME`, and counting takes far less time than matching."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[CLOSE + 1 :]) / (one.width * one.height) <= DIFFERENT


def untouched(visit: Visit) -> None:
    pass


def not_applicable(visit: Visit) -> None:
    visit.choose("atra", "not-given")
    visit.choose("ato", "not-given")
    visit.answer().locator(".wb-message--not-applicable").wait_for()


def reviewers(visit: Visit) -> None:
    """The patient with whom the product was tried at the bedside."""
    for finding in ("atra", "ato"):
        visit.choose(finding, "given")
    for finding in ("induction", "dyspnea", "unexplained-fever"):
        visit.choose(finding, "true")
    for finding, number in {"wbc": "22", "potassium": "3.6", "qtc": "510"}.items():
        visit.enter(finding, number)
    visit.answer().locator(".wb-next").wait_for()


def typing(visit: Visit) -> None:
    """An answer that stands from an earlier moment, while a number was refused."""
    reviewers(visit)
    visit.enter("potassium", "9999")
    visit.answer().locator(".wb-message--earlier").wait_for()


def asked(visit: Visit) -> None:
    visit.page.locator("#wb-question").fill("when can tretinoin be restarted")
    visit.page.locator("[data-statement]:visible").first.wait_for()


def as_patient(visit: Visit) -> None:
    visit.page.evaluate("location.hash = '#as=patient'")
    visit.page.locator("html[data-audience=patient]").wait_for()


WINDOWS = {"desktop": (1440, 900), "phone": (360, 740)}
FOLDER = f"protocols/{PROTOCOL}"

KINDS: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "home": ("index.html", untouched),
    "protocols": ("protocols/index.html", untouched),
    "overview": (f"{FOLDER}/index.html", untouched),
    "overview-patient": (f"{FOLDER}/index.html", as_patient),
    "treat": (f"{FOLDER}/treat.html", untouched),
    "ask": (f"{FOLDER}/ask.html", untouched),
    "ask-found": (f"{FOLDER}/ask.html", asked),
    "quality": (f"{FOLDER}/quality.html", untouched),
    "sources": (f"{FOLDER}/sources.html", untouched),
    "history": (f"{FOLDER}/history.html", untouched),
    "card": (f"{FOLDER}/card.html", untouched),
    "about": ("about/how-to-read.html", untouched),
    "developers": ("developers/index.html", untouched),
    "not-found": ("404.html", untouched),
    "checker-empty": (f"{FOLDER}/checker.html", untouched),
    "checker-answered": (f"{FOLDER}/checker.html", reviewers),
    "checker-earlier": (f"{FOLDER}/checker.html", typing),
    "checker-not-applicable": (f"{FOLDER}/checker.html", not_applicable),
}
"""Each kind of page, and each state of the checker → its path, and what is done on it."""

FROM_THE_ANSWER = {"checker-answered", "checker-earlier", "checker-not-applicable"}
"""Pictures that a phone takes from the answer, which lies below the form there."""


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_looks_as_it_did(visit_as, tmp_path, kind, window):
    path, state = KINDS[kind]
    width, height = WINDOWS[window]
    visit = visit_as(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = visit.open_settled(path)
    state(visit)
    below = window == "phone" and kind in FROM_THE_ANSWER
    page.evaluate(
        """(below) => document.fonts.ready.then(() => {
          document.activeElement.blur();
          scrollTo(0, below ? document.querySelector("#wb-answer").getBoundingClientRect().top + scrollY : 0);
        })""",
        below,
    )
    for scheme in PALETTES:
        in_scheme(page, scheme)
        compare(picture_when_still(page, STILL if assesses(path) else AT_REST), f"{kind}-{window}-{scheme}", tmp_path)


def compare(picture: Image.Image, name: str, tmp_path: Path) -> None:
    """Hold a picture against the reference of its name, or make it the reference where that is asked for."""
    reference = REFERENCES / f"{name}.png"
    if os.environ.get(RENEW):
        REFERENCES.mkdir(exist_ok=True)
        picture.quantize(COLOURS).save(reference, optimize=True)
        return
    assert reference.is_file(), f"no picture {reference.name}; 'make pictures' takes it"
    with Image.open(reference) as kept:
        before = kept.convert("RGB")
    assert picture.size == before.size
    if clearly_alike(picture, before):
        return
    marked = Image.new("RGBA", picture.size)
    differing = pixelmatch(picture.convert("RGBA"), before.convert("RGBA"), marked, threshold=SAME, includeAA=False)
    share = differing / (picture.width * picture.height)
    if share > DIFFERENT:
        picture.save(tmp_path / "now.png")
        marked.save(tmp_path / "difference.png")
    assert share <= DIFFERENT, f"{share:.1%} of {name} differs; see {tmp_path}"
