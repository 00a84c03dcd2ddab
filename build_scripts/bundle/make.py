"""The bundle: the site with sums, licences, a bill of materials and server configurations, as one reproducible zip."""

from __future__ import annotations

from pathlib import Path

import checker
from build_scripts.bundle.archive import write_zip
from build_scripts.bundle.licences import licence_texts
from build_scripts.bundle.precompressed import precompress
from build_scripts.bundle.readme import readme_files
from build_scripts.bundle.servers import WEB_CONFIG, server_files
from build_scripts.bundle.sizes import sizes_of
from build_scripts.bundle.sums import SUMS, sums_of
from build_scripts.content.loaded import Content
from build_scripts.project.commit import moment_of
from build_scripts.project.paths import Project
from build_scripts.project.problems import writing
from build_scripts.project.store import Store
from build_scripts.site.site_files import site_files
from build_scripts.site.stage import Progress

__all__ = ["bundle_name", "make_bundle"]


def bundle_name() -> str:
    """Return the name of the bundle's one top folder, and of the zip without its ending."""
    return f"wardbook-{checker.__version__}"


def make_bundle(
    project: Project,
    content: Content,
    progress: Progress,
    *,
    pdf: bool = False,
    address: str | None = None,
    out: Path | None = None,
) -> Path:
    """Make the zip from the built site, with the same bytes for the same commit and tools.

    Args:
        project: The project, whose site is built already.
        content: The content that the site was built from, for the printed cards.
        progress: Called with each line of progress.
        pdf: Whether to add the printed cards, for which Chromium is needed.
        address: The future address of the site, which is printed on the cards.
        out: The folder for the zip; the project's `dist` unless given.

    Returns:
        The path of the zip.

    Raises:
        BuildError: when the time of the commit cannot be known, or a licence text is missing.
    """
    from build_scripts.bundle.sbom import bill_of_materials  # loaded here, since it takes a while

    moment = moment_of(project.root)
    site = site_files(project.site)
    servers = server_files(project.templates, project.site, sorted(site))
    site[WEB_CONFIG] = servers["iis/web.config"]
    progress("Compressing the site …")
    site |= precompress(site, Store(project.build / "precompressed"))
    site[SUMS] = sums_of(site)
    files = {f"site/{path}": data for path, data in site.items()}
    files |= {f"servers/{path}": data for path, data in servers.items()}
    files |= {f"LICENCES/{name}": data for name, data in licence_texts(project.root).items()}
    files |= readme_files(project.templates, bundle_name(), sizes_of(site), paper=pdf)
    if pdf:
        from build_scripts.bundle.printed_cards import print_cards

        progress("Printing the cards …")
        cards = print_cards(project, content, project.build / "paper", address=address, progress=progress)
        files |= {f"paper/{card.name}": card.read_bytes() for card in cards}
    files["sbom.cdx.json"] = bill_of_materials(project.root, site, moment)
    files[SUMS] = sums_of(files)
    progress("Writing the zip …")
    target = (out or project.root / "dist") / f"{bundle_name()}.zip"
    with writing("dist/", "a former bundle is as it was"):
        write_zip(target, bundle_name(), files, moment)
    return target
