"""Configurations for web servers, all made from one table of types, headers and lifetimes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.project.digests import HASHED, is_hashed
from build_scripts.site.site_files import TYPES, WITH_CHARSET, media_type

WEB_CONFIG = "web.config"
"""IIS reads it from the folder that it serves."""

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of files whose name holds a digest: they never change under that name. One year, in seconds."""

ASK_FIRST = "no-cache"
"""Cache-Control of everything else: kept, but the server is asked each time whether it is still current."""

CONFIGURATIONS = (
    "nginx/wardbook.conf",
    "nginx/nginx.conf",
    "apache/wardbook.conf",
    "apache/httpd.conf",
    "caddy/Caddyfile",
    "iis/web.config",
    "iis/web.config-with-url-rewrite",
)

_OFF = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "web-share",
    "xr-spatial-tracking",
)


def security_headers(site: Path) -> dict[str, str]:
    """Return the headers of every answer, name → value."""
    from build_scripts.site.policy import server_policy

    return {
        "Content-Security-Policy": server_policy(site),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _OFF),
    }


def server_files(
    templates: Path,
    site: Path,
    files: Sequence[str],
    *,
    prefix: str = "/",
    folder: str = "/srv/wardbook/site",
    port: int = 80,
    brotli: bool = False,
) -> dict[str, bytes]:
    """Return the configurations: path below the folder of servers → content.

    Args:
        templates: The project's templates.
        site: The built site, which the policy is worked out from.
        files: The paths below it.
        prefix: The path of the address under which the site is served; it begins and ends with a slash.
        folder: Where the site lies on the server.
        port: Of the complete examples.
        brotli: Whether nginx has the module that sends brotli copies; without it, it would not know the directive.

    Raises:
        ValueError: when the prefix does not begin and end with a slash.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"'{prefix}' does not begin and end with a slash")
    environment = Environment(  # noqa: S701 - no HTML; what goes into XML is escaped there
        loader=FileSystemLoader(templates / "bundle"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names = {
        "headers": security_headers(site),
        "types": {end: media_type(f"x.{end}") for end in TYPES},
        "plain_types": TYPES,
        "charset_types": sorted({TYPES[end] for end in WITH_CHARSET} - {"text/html"}),
        "hashed": HASHED,
        "hashed_files": [name for name in files if is_hashed(name)],
        "forever": FOREVER,
        "ask_first": ASK_FIRST,
        "prefix": prefix,
        "bare": prefix.rstrip("/"),
        "folder": folder,
        "port": port,
        "brotli": brotli,
    }
    return {name: environment.get_template(f"{name}.j2").render(names).encode() for name in CONFIGURATIONS}
