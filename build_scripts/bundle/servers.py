"""Configurations for web servers, all made from one table of types, headers and lifetimes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.project.digests import HASHED, is_hashed
from build_scripts.site.site_files import TYPES, WITH_CHARSET, media_type

WEB_CONFIG = "web.config"
"""Name of the configuration that IIS reads from the folder that it serves."""

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of files with a digest in their name, which never change under that name: one year, in seconds."""

ASK_FIRST = "no-cache"
"""Cache-Control of all other files: a browser keeps them and asks the server each time whether they are current."""

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
    """Return the security headers for every answer, name → value."""
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
    """Return the server configurations: path below the folder of configurations → content.

    Args:
        templates: The project's templates.
        site: The built site, from which the policy is derived.
        files: The paths of its files below the site.
        prefix: The path of the address under which the site is served; it begins and ends with a slash.
        folder: The folder of the site on the server.
        port: The port in the complete examples.
        brotli: Whether nginx has the module that sends brotli copies; without the module it would refuse the directive.

    Raises:
        ValueError: when the prefix does not begin and end with a slash.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"'{prefix}' does not begin and end with a slash")
    environment = Environment(  # noqa: S701 - no HTML; the XML template escapes its values
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
