"""Printed cards: PDFs of each protocol's card page, made by Chromium, with the same bytes for the same site."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from build_scripts.content.loaded import Content
from build_scripts.pages.card.address import card_path, site_address, version_date
from build_scripts.pages.protocol_pages import card_context
from build_scripts.pages.templates import environment, review_words
from build_scripts.pages.view import ProtocolView
from build_scripts.project.chromium import BROWSER_ARGUMENTS, BrowserError, find_chromium
from build_scripts.project.paths import Project
from build_scripts.project.problems import BuildError
from build_scripts.project.static_server import serving
from build_scripts.words.site_language import SiteLanguage, language_of
from checker.protocol.model import Protocol
from checker.words.messages import speaking

ARGUMENTS = [*BROWSER_ARGUMENTS, "--font-render-hinting=none"]
"""Arguments of Chromium. Its sandbox is off, since it needs rights that containers lack; only our own pages are opened,
without scripts."""

PATIENCE = 60_000
"""Milliseconds that a page may take to load."""

RELINK = """(sheet, [host, base]) => {
  for (const link of sheet.querySelectorAll("a[href]")) {
    if (link.href.startsWith(host)) {
      base === null ? link.removeAttribute("href") : link.href = base + link.href.slice(host.length);
    }
  }
}"""
"""A script that makes links lead to the future address of the site, or nowhere."""


class PaperError(BuildError):
    """A card that cannot be printed; the message gives the reason."""


def print_cards(
    project: Project,
    content: Content,
    out: Path,
    *,
    address: str | None = None,
    paper: str = "A4",
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Print the card of each protocol as `<protocol-id>-<version>.pdf`.

    The site must have been built from this content. Its pages are served on this machine alone during printing, and
    their scripts do not run.

    Args:
        project: The project with the built site.
        content: The protocols.
        out: The folder for the files; it is made if it does not exist.
        address: The future address of the site, `https://…`, which a card shows as text and as a QR code. Without it a
            card has the address that the site was built with (`site_url`), or says that there is none.
        paper: `A4` or `Letter`.
        progress: Called with a line for each card that has more sides than it is meant for; without it, the lines go to
            standard error.

    Returns:
        The files, in the order of the protocols.

    Raises:
        PaperError: when there is no Chromium, a card page was not built, or the address is not valid.
    """
    if address is not None and not address.startswith(("http://", "https://")):
        raise PaperError(f"the address of the site must begin with https:// or http://, and '{address}' does not")
    tell = progress or (lambda line: print(line, file=sys.stderr))
    try:
        chromium = find_chromium()
    except BrowserError as error:
        raise PaperError(str(error)) from None
    if chromium is None:
        raise PaperError(
            "cards are printed by Chromium, and there is none; "
            "python -m build_scripts.project.chromium finds or installs one"
        )
    language = language_of(project)
    protocols = [loaded.protocol for loaded in content.protocols]
    for protocol in protocols:
        if not (project.site / card_path(protocol)).is_file():
            raise PaperError(f"{card_path(protocol)} is not in the site; build the site first")
    base = address or site_address(project.root / "mkdocs.yml")
    feet = [_foot(project, view, address) if address else None for view in _views(content, language)]
    pages = [(card_path(protocol), foot) for protocol, foot in zip(protocols, feet, strict=True)]
    # In a thread of its own: Playwright allows one instance in each thread, and the caller's may have one already.
    with ThreadPoolExecutor(max_workers=1) as thread:
        printed = thread.submit(_print_all, chromium, project.site, pages, base, paper).result()
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for protocol, (raw, meant) in zip(protocols, printed, strict=True):
        data, sides = _finished(raw, protocol, language)
        if sides > meant:
            tell(f"The card of {protocol.id} takes {sides} sides; it is meant for {meant}.")
        target = out / f"{protocol.id}-{protocol.version}.pdf"
        target.write_bytes(data)
        written.append(target)
    return written


def _print_all(
    chromium: Path, site: Path, pages: Sequence[tuple[str, str | None]], base: str | None, paper: str
) -> list[tuple[bytes, int]]:
    """Return each page as Chromium prints it; a page is given as its path within the site and the text of its foot."""
    with serving(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            return [_print(browser, host, path, base, foot, paper) for path, foot in pages]
        finally:
            browser.close()


def _views(content: Content, language: SiteLanguage) -> list[ProtocolView]:
    said = {loaded.protocol.id: loaded.translations.get(language.code) for loaded in content.protocols}
    others = {
        loaded.protocol.id: translation.protocol if (translation := said[loaded.protocol.id]) else loaded.protocol
        for loaded in content.protocols
    }
    return [
        ProtocolView(loaded.protocol, None, language, said[loaded.protocol.id], others=others)
        for loaded in content.protocols
    ]


def _foot(project: Project, view: ProtocolView, address: str) -> str:
    """Return the foot of a card with an address that was not known when the site was built."""
    template = environment(project.templates, view.language).get_template("card-address.html.j2")
    with speaking(view.language.engine()):
        return template.render(card_context(view, address))


def _print(browser: Browser, host: str, path: str, base: str | None, foot: str | None, paper: str) -> tuple[bytes, int]:
    """Return a card page as Chromium prints it, and the number of sides that the card is meant for.

    Args:
        browser: The running Chromium.
        host: The address at which the site is served during printing.
        path: The path of the page within the site.
        base: The address for the page's links; without it they lead nowhere, as the host exists during printing only.
        foot: A new text for the foot of the page; without it the foot stays.
        paper: The name of a paper format that Chromium knows.
    """
    # Light scheme and no scripts, so that the page is printed as it was built.
    context = browser.new_context(java_script_enabled=False, color_scheme="light", service_workers="block")
    try:
        page: Page = context.new_page()
        answer = page.goto(f"{host}/{path}", wait_until="load", timeout=PATIENCE)
        if answer is None or not answer.ok:
            raise PaperError(f"{path} did not open in Chromium")
        sheet = page.locator(".wb-sheet")
        sheet.evaluate(RELINK, [host, base.rstrip("/") if base else None])
        if foot is not None:
            page.locator("[data-part=address]").evaluate("(place, foot) => { place.innerHTML = foot; }", foot)
        meant = int(sheet.get_attribute("data-sides") or 0)
        return page.pdf(format=paper, print_background=True, tagged=True), meant
    finally:
        context.close()


def _finished(printed: bytes, protocol: Protocol, language: SiteLanguage) -> tuple[bytes, int]:
    """Return a PDF with data on its protocol instead of the time and machine of printing, and its number of sides."""
    reader = PdfReader(BytesIO(printed))
    writer = PdfWriter(clone_from=reader)
    moment = datetime.combine(version_date(protocol), time(), UTC).strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = {
        "/Title": f"{protocol.title} (card, version {protocol.version})",
        "/Subject": review_words(protocol.review),
        "/Creator": "Wardbook",
        "/Producer": "Chromium, pypdf",
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(language.code)
    writer.compress_identical_objects()
    result = BytesIO()
    writer.write(result)
    return result.getvalue(), len(reader.pages)
