"""The template environment: its filters, and the escaping of authors' texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from build_scripts.pages.unbroken import no_blank_lines
from build_scripts.project.kept_templates import KeptTemplates
from build_scripts.project.store import Store
from build_scripts.words.citations import author_list, by_known, kind_words, known_words, short_citation, where
from build_scripts.words.dose_words import doses_in
from build_scripts.words.doses import dose_text, unstated
from build_scripts.words.outline import outline
from build_scripts.words.review_state import REVIEW_WORDS, approval_lines
from build_scripts.words.site_language import SiteLanguage
from build_scripts.words.values import rounding_text
from checker.protocol.sources import Review, ReviewEvent
from checker.words.messages import _
from checker.words.numbers import plain_number, quantity_text
from checker.words.units import sign

FONTS = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
"""Place of the typeface in a project."""


def literal(text: str) -> Markup:
    """Return a text as a line of Markdown that shows every character of it as it is."""
    line = re.sub(r"[\\`*_{}\[\]|]", _entity, str(escape(" ".join(text.split()))))
    return Markup(re.sub(r"^(?:[#+:~=-]|\d(?=\d*[.)]))", _entity, line))  # noqa: S704 - escaped above


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _counted(one: str, several: str, count: int) -> str:
    return _(one if count == 1 else several)


def _capitalized(text: str | None) -> str:
    """Return a text with a capital first letter; empty for none."""
    return text[:1].upper() + text[1:] if text else ""


def review_words(review: Review | ReviewEvent, long_date: Callable[[date], str] = str) -> str:
    """Return the state of review as every page shows it, with the day of an approval that the content has outrun.

    Args:
        review: A protocol's review, or one act of it.
        long_date: How a day is written.
    """
    words = _(REVIEW_WORDS[review.state])
    changed = review.changed if isinstance(review, Review) else None
    if changed is None:
        return words
    return _("{state}. Changed since it was approved on {date}", state=words, date=long_date(changed))


def environment(templates: Path, language: SiteLanguage, compiled: Store | None = None) -> Environment:
    """Return the template environment. Values in templates are escaped as HTML, so that no text becomes markup.

    Args:
        templates: The folder `site_templates`.
        language: The language of the templates' words; `checker.protocol.labels.messages` must be set to it as well.
        compiled: Keeps compiled templates for the next build.
    """
    env = Environment(
        loader=FileSystemLoader([templates / "pages", templates / "partials"]),
        undefined=StrictUndefined,
        bytecode_cache=KeptTemplates(compiled) if compiled is not None else None,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(_, _counted, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    env.globals["language"] = language
    # Characters as the author wrote them and no needless spaces, since each page carries its protocol.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters.update(
        literal=literal,
        long_date=language.long_date,
        dose=dose_text,
        unstated=unstated,
        sign=sign,
        number=plain_number,
        quantity=quantity_text,
        rounding=rounding_text,
        capitalized=_capitalized,
        outline=outline,
        short_citation=short_citation,
        author_list=author_list,
        where=where,
        by_known=by_known,
        kind_words=kind_words,
        known_words=known_words,
        approval_lines=partial(approval_lines, long_date=language.long_date),
        review_words=partial(review_words, long_date=language.long_date),
        no_blank_lines=no_blank_lines,
        doses_in=doses_in,
    )
    return env
