"""Every dose that a reader of a page can meet: on the screen, or read out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import CDPSession, Page

_NUMBER = (
    r"(?:\d[\d.,]*(?:\s*(?:to|or|-|–|bis)\s*\d[\d.,]*)?|half an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|twelve|fifteen|twenty|thirty|forty|fifty|hundred)"
)
_AMOUNT = (
    r"(?:mg|g|µg|μg|mcg|ng|mL|IU|units?|mmol|mEq|tablets?|capsules?|drops?|ampoules?|puffs?|vials?|litres?|liters?"
    r"|(?:milli|micro)?grams?|(?:milli|micro)?grammes?|millilit(?:re|er)s?)"
)
AMOUNT = re.compile(rf"(?<![\w%.,])\b{_NUMBER}[\s-]*{_AMOUNT}\b(?!\s*/\s*(?:100 mL|dL|L|µL|min))", re.IGNORECASE)
"""An amount of a drug, in digits or words. What is measured in a patient (0.2 to 12 mg/dL) is none. It is written apart
from what the build looks for, so that neither overlooks what the other overlooks."""

ON_SCREEN = """() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const typed = [...document.querySelectorAll("textarea, input")].map((each) => each.value);
  return [document.title, document.body.innerText, ...typed];
}"""


def met(page: Page, doses: Iterable[str], session: CDPSession | None = None) -> list[str]:
    """Return all doses that a reader of a page can meet, folded parts unfolded.

    Args:
        page: The page; parts of it that are folded stay unfolded.
        doses: Further texts that are doses.
        session: A session with the tools of this page's browser, where one is open.
    """
    return seen(page, doses) + _doses_in(read_out(page, session), doses)


def seen(page: Page, doses: Iterable[str]) -> list[str]:
    """Return all doses that stand on a page to be seen, folded parts unfolded."""
    return _doses_in(page.evaluate(ON_SCREEN), doses)


def _doses_in(texts: Iterable[str], doses: Iterable[str]) -> list[str]:
    return [
        found
        for text in texts
        for found in [*(each[0] for each in AMOUNT.finditer(text)), *(dose for dose in doses if dose in text)]
    ]


def read_out(page: Page, session: CDPSession | None = None) -> list[str]:
    """Return the name, description and value of everything that a screen reader meets on a page."""
    tools = session or page.context.new_cdp_session(page)
    nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
    if session is None:
        tools.detach()
    parts = ("name", "description", "value")
    # A text that takes several lines is there whole, and once more line by line: half of a link's "%22" is no number.
    whole = [node for node in nodes if not node["ignored"] and node["role"]["value"] != "InlineTextBox"]
    return [str(node[part]["value"]) for node in whole for part in parts if part in node]
