"""The finish of the site after the site builder has written it.

Files that no page needs are removed, every page gets its policy, and the service worker gets the list of files that a
browser installs.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from build_scripts.project.store import Store
from build_scripts.site.policy import apply_policy
from build_scripts.site.service_worker import write_service_worker

AHEAD = re.compile(r'\s*<link rel="(prev|next)"[^>]*>')
"""Links of the theme to the pages before and after. Firefox fetches the next page ahead, which the policy forbids."""


TOGGLE = re.compile(r'<input\b[^>]*\btype="(?:checkbox|radio)"[^>]*>')
"""Elements with an `autocomplete` attribute of the theme, which HTML does not allow on them."""

NO_TABINDEX = ' tabindex=""'
"""An attribute that the theme leaves empty although HTML wants a number."""


def finish_site(site: Path, service_worker: Path, store: Store, theme: frozenset[str]) -> None:
    """Finish a site that the site builder has written.

    Args:
        site: The built site.
        service_worker: The bundled script of the service worker.
        store: Keeps results for the next build.
        theme: The inline scripts of the theme, which alone may run.

    Raises:
        BuildError: when a page holds something that the policy forbids.
    """
    for unneeded in site.rglob("*.map"):
        unneeded.unlink()
    # The theme's own search, in whose place ours stands.
    for folder in ("lunr", "workers"):
        shutil.rmtree(site / "assets" / "javascripts" / folder, ignore_errors=True)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = AHEAD.sub("", text).replace(NO_TABINDEX, "")
        text = TOGGLE.sub(lambda toggle: toggle[0].replace(' autocomplete="off"', ""), text)
        page.write_text(text, encoding="utf-8", newline="")
    apply_policy(site, theme, store)
    write_service_worker(site, service_worker)
