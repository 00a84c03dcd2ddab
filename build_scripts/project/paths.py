"""Places of the parts of a Wardbook project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DRUGS = Path("vocabulary", "drugs.yml")
"""The register of drugs, within the folder of what authors write."""

LEXICON = Path("vocabulary", "lexicon.yml")
"""The lexicon, names for those who search or ask, within the same folder."""

SHARED_FINDINGS = Path("vocabulary", "findings.yml")
"""The findings that protocols share, within the same folder."""

SHARED_REFERENCES = Path("vocabulary", "references.yml")
"""The literature that protocols share, within the same folder."""

SHARED_VALUES = Path("vocabulary", "values.yml")
"""The computed values that protocols share, within the same folder."""


@dataclass(frozen=True, slots=True)
class Project:
    """The places of the parts of a Wardbook project."""

    root: Path

    @property
    def docs(self) -> Path:
        """The folder of what authors write."""
        return self.root / "docs"

    @property
    def templates(self) -> Path:
        """The folder of templates, which decide how the site looks."""
        return self.root / "site_templates"

    @property
    def build(self) -> Path:
        """The folder of everything that is generated on the way."""
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """The folder of results that were worked out before."""
        return self.build / "cache"

    @property
    def staged(self) -> Path:
        """The staged pages and assets."""
        return self.build / "docs"

    @property
    def config(self) -> Path:
        """The site builder's configuration, with the navigation filled in."""
        return self.build / "mkdocs.yml"

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.root / "site"


def find_project(start: Path) -> Project | None:
    """Return the project that a folder belongs to: the nearest folder upwards with mkdocs.yml and site_templates."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "site_templates").is_dir():
            return Project(folder)
    return None
