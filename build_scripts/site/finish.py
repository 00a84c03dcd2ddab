"""The finish of the site after the site builder has written it.

Files that no page needs are removed, links to anchors are followed, every page fetches what it needs in the order in
which it is needed, every page gets its policy, and the service worker gets the list of files that a browser installs.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from build_scripts.project.problems import BuildError
from build_scripts.project.store import Store
from build_scripts.site.assets import minified_style
from build_scripts.site.finishing.dead_links import Anchors
from build_scripts.site.finishing.loading import arrange_loading
from build_scripts.site.policy import apply_policy
from build_scripts.site.service_worker import write_service_worker

AHEAD = re.compile(r'\s*<link rel="(prev|next)"[^>]*>')
"""Links of the theme to the pages before and after. Firefox fetches the next page ahead, which the policy forbids."""


TOGGLE = re.compile(r'<input\b[^>]*\btype="(?:checkbox|radio)"[^>]*>')
"""Elements with an `autocomplete` attribute of the theme, which HTML does not allow on them."""

NO_TABINDEX = ' tabindex=""'
"""An attribute that the theme leaves empty although HTML wants a number."""


SERVED_ANYWHERE = "404.html"
"""The page whose links do not start from its own place: a server shows it at any address."""


def finish_site(site: Path, service_worker: Path, store: Store, theme: frozenset[str]) -> None:
    """Finish a site that the site builder has written.

    Args:
        site: The built site.
        service_worker: The bundled script of the service worker.
        store: Keeps results for the next build.
        theme: The inline scripts of the theme, which alone may run.

    Raises:
        BuildError: when a page holds something that the policy forbids, or a link to an anchor that does not exist.
    """
    for unneeded in site.rglob("*.map"):
        unneeded.unlink()
    # The theme's own search, in whose place ours stands.
    for folder in ("lunr", "workers"):
        shutil.rmtree(site / "assets" / "javascripts" / folder, ignore_errors=True)
    anchors = Anchors()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = AHEAD.sub("", text).replace(NO_TABINDEX, "")
        text = TOGGLE.sub(lambda toggle: toggle[0].replace(' autocomplete="off"', ""), text)
        page.write_text(text, encoding="utf-8", newline="")
        if page.name != SERVED_ANYWHERE:
            anchors.add(page.relative_to(site).as_posix(), text)
    dead = [f"{page}: the link to '{address}' leads to no element there" for page, address in anchors.dead()]
    if dead:
        raise BuildError("\n".join(dead))
    arrange_loading(site, lambda sheet: minified_style(sheet, store))
    apply_policy(site, theme, store)
    write_service_worker(site, service_worker)
