"""The documents that reviewers sign, as files: HTML, and the same printed by Chromium as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from build_scripts.bundle.printed_cards import ARGUMENTS, PATIENCE, PaperError
from build_scripts.content.loaded import Content
from build_scripts.evidence.quality import Quality, quality_of
from build_scripts.evidence.uncovered import covered_content
from build_scripts.pages.card.address import version_date
from build_scripts.pages.signing.document import ReviewDocument, review_document
from build_scripts.project.chromium import find_chromium
from build_scripts.project.paths import Project
from build_scripts.project.store import Store, write_whole
from build_scripts.words.site_language import language_of

FOOT = (
    '<div style="width:100%;font:7pt sans-serif;color:#333;padding:0 14mm;display:flex;justify-content:space-between">'
    "<span>{name} {version} · {fingerprint}</span>"
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)
"""Foot of each page: which document it belongs to, so that no loose page is taken for another's."""


def document_of(project: Project, content: Content, quality: Mapping[str, Quality], protocol_id: str) -> ReviewDocument:
    """Return the document of one protocol of the content."""
    loaded = next(each for each in content.protocols if each.protocol.id == protocol_id)
    others = {each.protocol.id: each.protocol for each in content.protocols}
    return review_document(project, loaded, quality[protocol_id], language_of(project), others)


def write_review_documents(
    project: Project, names: Sequence[str], progress: Callable[[str], None], *, pdf: bool
) -> Iterator[str]:
    """Write the documents of some protocols to build/review/; yield a line on each file.

    Args:
        project: The project.
        names: Ids of the protocols.
        progress: Called with each line of progress.
        pdf: Whether to print them, too.

    Raises:
        ContentError: when the content has problems.
        PaperError: when a PDF was asked for and there is no Chromium.
    """
    store = Store(project.cache)
    progress("Checking and proving the content, and trying out mistakes …")
    content = covered_content(project.docs, store)
    quality = quality_of(content, store)
    folder = project.build / "review"
    for name in names:
        document = document_of(project, content, quality, name)
        page = folder / f"{name}.html"
        write_whole(page, document.html.encode())
        files = [page]
        if pdf:
            progress("Printing …")
            with ThreadPoolExecutor(max_workers=1) as thread:  # Playwright allows one instance in each thread
                printed = thread.submit(_printed, document, page).result()
            write_whole(page.with_suffix(".pdf"), printed)
            files.append(page.with_suffix(".pdf"))
        places = " and ".join(file.relative_to(project.root).as_posix() for file in files)
        yield f"{places}: version {document.protocol.version}, fingerprint {document.fingerprint}"


def _printed(document: ReviewDocument, page: Path) -> bytes:
    chromium = find_chromium()
    if chromium is None:
        raise PaperError(
            "a PDF is printed by Chromium, and there is none; python -m build_scripts.project.chromium finds or "
            "installs one. --no-pdf makes the page alone, which any browser prints"
        )
    protocol = document.protocol
    foot = FOOT.format(name=protocol.id, version=protocol.version, fingerprint=document.fingerprint[:16])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            sheet = browser.new_context(java_script_enabled=False, color_scheme="light").new_page()
            sheet.goto(page.resolve().as_uri(), wait_until="load", timeout=PATIENCE)
            raw = sheet.pdf(
                format="A4",
                print_background=True,
                tagged=True,
                outline=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=foot,
                margin={"top": "14mm", "bottom": "16mm", "left": "14mm", "right": "14mm"},
            )
        finally:
            browser.close()
    return _dated(raw, document)


def _dated(raw: bytes, document: ReviewDocument) -> bytes:
    """Return a PDF with the day of the version in the place of the time of printing."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(raw)))
    moment = datetime.combine(version_date(document.protocol), time(), UTC).strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = {
        "/Title": f"{document.protocol.title} (for review, version {document.protocol.version})",
        "/Subject": document.fingerprint,
        "/Creator": "Wardbook",
        "/Producer": "Chromium, pypdf",
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    result = BytesIO()
    writer.write(result)
    return result.getvalue()
