"""The address of a protocol's card, and that address as a QR code."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup, escape

from build_scripts.project.digests import sha256
from build_scripts.words.settings import site_config
from checker.protocol.compiled import plain
from checker.protocol.model import Protocol
from checker.words.messages import _

if TYPE_CHECKING:
    pass


QUIET_ZONE = 4
"""Width of the white margin around a QR code in modules, as its standard requires."""


def version_date(protocol: Protocol) -> datetime.date:
    """Return the date of a protocol's version, or of its last comparison with the sources if no change records it."""
    return next(
        (change.date for change in protocol.changes if change.version == protocol.version), protocol.review.checked
    )


def digest_of(protocol: Protocol) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of everything that a protocol says."""
    text = json.dumps(plain(protocol), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode())[:16]


def card_path(protocol: Protocol) -> str:
    """Return the path of a protocol's card within the site."""
    return f"protocols/{protocol.id}/card.html"


def site_address(config: Path) -> str | None:
    """Return the address that a site's configuration gives it (`site_url`), or None.

    Args:
        config: An mkdocs.yml; it need not exist.
    """
    if not config.is_file():
        return None
    address = site_config(config).get("site_url")
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else None


def card_address(site: str | None, protocol: Protocol) -> str | None:
    """Return the full address of a protocol's card in its site, or None where the site's address is not known."""
    return f"{site.rstrip('/')}/{card_path(protocol)}" if site else None


def qr_code(address: str) -> Markup:
    """Return an address as a QR code in SVG, error level M, without the style attributes that the policy forbids."""
    code = segno.make(address, error="m", boost_error=False, micro=False)
    drawing = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="wb-qr", lineclass=None)
    # The SVG is safe: segno writes only its own digits and letters, and no text of the address stands in it.
    return Markup(drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(_("QR code of the address"))}" ', 1))  # noqa: S704
