"""The pages of one protocol, each with its template and its place in the navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.page_names import GENERATED_PAGES, GeneratedPage
from build_scripts.content.vocabulary.lenders import lenders_of
from build_scripts.evidence.revisions import records_of
from build_scripts.evidence.since_signed import since_signed
from build_scripts.exports.compiled import compiled_for
from build_scripts.pages.card.address import card_address, card_path, qr_code
from build_scripts.pages.card.selection import card_of
from build_scripts.pages.form import form_model
from build_scripts.pages.pathway.layout import draw_pathway
from build_scripts.pages.quality_view import QualityView, drug_rows
from build_scripts.pages.unbroken import unbroken
from build_scripts.pages.verification.points import open_groups
from build_scripts.pages.view import ProtocolView
from build_scripts.project.digests import key_of
from build_scripts.project.staging import Stage
from build_scripts.words.findings import finding_text
from checker.answers.echo import exact
from checker.words.messages import _


def card_context(view: ProtocolView, site: str | None) -> dict[str, object]:
    """Return the variables for the templates of a protocol's card.

    Args:
        view: The protocol.
        site: The address of the site, where it is known.
    """
    address = card_address(site, view.protocol)
    return {
        "card": card_of(view),
        "address": address,
        "qr": qr_code(address) if address else None,
        "path": card_path(view.protocol),
    }


def render_protocol(
    env: Environment,
    view: ProtocolView,
    loaded: LoadedProtocol,
    stage: Stage,
    site: str | None,
    quality: QualityView | None,
) -> list[Any]:
    """Render every page of a protocol; return its part of the navigation.

    Args:
        env: The template environment.
        view: The protocol.
        loaded: The same protocol as it was loaded.
        stage: The folder for the pages.
        site: The address of the site, where it is known.
        quality: The quality of the protocol; None in a preview.
    """
    protocol = view.protocol
    described = {page.id: page for page in protocol.pages}
    pictures = draw_pathway(protocol, view.link) if protocol.pathway else ()
    needed: dict[str, dict[str, object]] = {
        "checker": {"form": form_model(protocol), "pictures": pictures, **_compiled(view, loaded)},
        "quality": {"quality": quality, "drugs": drug_rows(loaded.drugs, protocol.id)},
        "verify": {"groups": open_groups(view), "lenders": lenders_of(protocol)},
        "history": _history(view, loaded),
        "card": card_context(view, site),
    }

    # The same on every page, and last: who reads is chosen once, and most never choose.
    readers = str(env.get_template("elements.html.j2").module.audience())  # type: ignore[attr-defined]  # its macro

    def write(name: str, title: str, template: str, **more: object) -> dict[str, str]:
        text = env.get_template(template).render(view=view, protocol=protocol, cases=loaded.cases, **more)
        text = f"{text.rstrip()}\n\n{readers}"
        place = f"protocols/{protocol.id}/{name}.md"
        stage.write(place, unbroken(re.sub(r"\n{3,}", "\n\n", text)))
        return {title: place}

    def generated(page: GeneratedPage) -> dict[str, str]:
        more = {"page": described.get(page.name)} if page.can_be_described else {}
        return write(page.name, _(page.title), f"{page.name}.md.j2", **needed.get(page.name, {}), **more)

    for picture in view.pictures:
        stage.copy(loaded.folder / picture, f"protocols/{protocol.id}/{picture}")
    names = {page.name for page in GENERATED_PAGES}
    return [
        *(generated(page) for page in GENERATED_PAGES if page.before_authored),
        *(
            write(page.id, str(escape(page.title)), "page.md.j2", page=page, pictures=pictures)
            for page in protocol.pages
            if page.id not in names
        ),
        *(generated(page) for page in GENERATED_PAGES if not page.before_authored),
    ]


def _compiled(view: ProtocolView, loaded: LoadedProtocol) -> dict[str, object]:
    examples = [
        {"label": case.example, "entries": _entries(case.findings)} for case in loaded.cases if case.example is not None
    ]
    compiled = compiled_for(view.protocol, view.language)
    # Entries that a tab keeps are of one compiled protocol, whatever its author calls the version.
    digest = key_of([json.dumps(compiled, sort_keys=True)])
    return {"compiled": compiled, "digest": digest, "examples": examples}


def _entries(findings: Mapping[str, object]) -> dict[str, object]:
    """Return the form entries of a worked case, numbers as their digits, in the form of `checker.answers.entries`."""

    def entry(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: entry(item) for key, item in value.items()}
        return format(number, "f") if isinstance(number := exact(value), Decimal) else value

    return {finding: entry(value) for finding, value in findings.items() if value is not None}


def _history(view: ProtocolView, loaded: LoadedProtocol) -> dict[str, object]:
    return {
        "records": records_of(loaded.folder),
        "since": since_signed(loaded.protocol, loaded.folder) if loaded.protocol.review.approvals else None,
        "labels": {
            element.id: element.label
            for elements in (view.protocol.findings, view.protocol.criteria, view.protocol.recommendations)
            for element in elements
        },
        "finding": partial(finding_text, {finding.id: finding for finding in view.protocol.findings}),
    }
