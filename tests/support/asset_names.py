"""Names of scripts and style sheets for pages that are rendered without a build."""

from __future__ import annotations


class PlainNames(dict[str, str]):
    """Every asset by its plain name: nothing was bundled, so that there is no digest to put into it."""

    def __missing__(self, name: str) -> str:
        return name
