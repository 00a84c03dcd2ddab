"""What is done to the site after the site builder.

What no page needs goes, every page gets its policy, and the list of files is made by which a browser installs the
site.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from build_scripts.project.store import Store
from build_scripts.site.policy import apply_policy
from build_scripts.site.service_worker import write_service_worker

AHEAD = re.compile(r'\s*<link rel="(prev|next)"[^>]*>')
"""By these the theme names the pages before and after. Firefox fetches the next one ahead, which the policy forbids."""


TOGGLE = re.compile(r'<input\b[^>]*\btype="(?:checkbox|radio)"[^>]*>')
"""Elements that the theme gives an `autocomplete`, which HTML does not allow there."""

NO_TABINDEX = ' tabindex=""'
"""An attribute that the theme leaves empty, which is no number."""


def finish_site(site: Path, service_worker: Path, store: Store) -> None:
    """Finish a site that the site builder has written.

    Args:
        site: The built site.
        service_worker: The bundled script of the service worker.
        store: Keeps what need not be worked out again.

    Raises:
        BuildError: when a page holds what the policy cannot allow.
    """
    for unneeded in site.rglob("*.map"):
        unneeded.unlink()
    # The search's stemmers for other languages than English.
    shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text = AHEAD.sub("", text).replace(NO_TABINDEX, "")
        text = TOGGLE.sub(lambda toggle: toggle[0].replace(' autocomplete="off"', ""), text)
        page.write_text(text, encoding="utf-8", newline="")
    apply_policy(site, store)
    write_service_worker(site, service_worker)
