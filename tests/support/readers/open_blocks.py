"""What a patient or carer is shown of the elements of ours, by class.

Whoever lets patients see another kind of block adds it here, and thinks of the doses that could stand in it.
"""

from __future__ import annotations

from playwright.sync_api import Page

SHOWN = """() => [...document.querySelectorAll(".md-content [class*=wb-]")]
  .filter((node) => node.getClientRects().length && node.textContent.trim())
  .flatMap((node) => [...node.classList].filter((name) => name.startsWith("wb-") && !name.includes("--")))"""

ON_PAGES = frozenset(
    [
        "wb-actions",
        "wb-advice",
        "wb-answer",
        "wb-answer__head",
        "wb-answer__stand",
        "wb-ask",
        "wb-ask__form",
        "wb-ask__line",
        "wb-ask__note",
        "wb-audience",
        "wb-audience__keep",
        "wb-button",
        "wb-checker",
        "wb-checker__columns",
        "wb-chip",
        "wb-field",
        "wb-field__entry",
        "wb-field__label",
        "wb-field__limits",
        "wb-field__plain",
        "wb-field__words",
        "wb-first",
        "wb-first__title",
        "wb-form",
        "wb-form__examples",
        "wb-form__head",
        "wb-form__rule",
        "wb-form__tools",
        "wb-group",
        "wb-group__none",
        "wb-head",
        "wb-input",
        "wb-jumps",
        "wb-map",
        "wb-note",
        "wb-number",
        "wb-open",
        "wb-option",
        "wb-options",
        "wb-plain",
        "wb-plain-card",
        "wb-private",
        "wb-protocol",
        "wb-recommendation",
        "wb-review",
        "wb-review__all",
        "wb-review__open",
        "wb-review__state",
        "wb-review__steps",
        "wb-review__word",
        "wb-screen-only",
        "wb-standing",
        "wb-statement",
        "wb-statement__id",
        "wb-tag",
        "wb-terms",
        "wb-unit",
        "wb-units",
        "wb-visually-hidden",
    ]
)
"""On the pages of a protocol, before anything is entered."""

IN_SOME = frozenset({"wb-section__text", "wb-text"})
"""Texts of sections that an author opened to everybody, which not every protocol has."""

ON_LISTS = frozenset({"wb-card", "wb-card__review", "wb-card__title", "wb-cards"})
"""Only where all protocols stand side by side."""

AT_TIMES = frozenset(
    {
        "wb-answer__body",
        "wb-answer__status",
        "wb-message",
        "wb-message__main",
        "wb-overdue",
        "wb-form__note",
        "wb-review__approvals",
        "wb-review__language",
    }
)
"""Only while the checker starts, once opened, where a review is overdue, a protocol signed, or a site translated."""

IN_ANSWERS = frozenset(
    [
        "wb-answer__status",
        "wb-answer__body",
        "wb-bar",
        "wb-bar__go",
        "wb-bar__words",
        "wb-field__converted",
        "wb-field__inferred",
        "wb-field__notes",
        "wb-group__idle",
        "wb-jump",
        "wb-message",
        "wb-message__main",
        "wb-more",
        "wb-needs__label",
        "wb-next",
        "wb-none",
        "wb-part",
        "wb-rec",
        "wb-rec__missing",
        "wb-rec__plain",
        "wb-rec__with",
        "wb-take",
        "wb-take__buttons",
        "wb-team",
    ]
)
"""Besides, once something is entered."""


def shown_blocks(page: Page) -> set[str]:
    """Return the classes of ours of all that a page shows now."""
    return set(page.evaluate(SHOWN))
