"""Settings of a site: what its mkdocs.yml says under `extra.wardbook`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from build_scripts.project.problems import BuildError

DOSE_ARITHMETIC = "dose_arithmetic"


class SettingError(BuildError):
    """A setting that is none, or has a value that it cannot have; the message says what is expected."""


def works_doses_out(root: Path) -> bool:
    """Return whether a site works doses out for a patient; else its answers show the rule of a dose alone.

    Working a dose out can make software a medical device where it is used, so that a site can do without.

    Args:
        root: The folder of mkdocs.yml; without that file, doses are worked out.

    Raises:
        SettingError: when the settings are not as expected.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        return True
    extra: Any = (YAML().load(file.read_text(encoding="utf-8")) or {}).get("extra") or {}
    settings = extra.get("wardbook", {}) if isinstance(extra, Mapping) else {}
    if not isinstance(settings, Mapping):
        raise SettingError(f"mkdocs.yml: extra.wardbook is '{settings}', expected a mapping with {DOSE_ARITHMETIC}")
    for name in settings:
        if name != DOSE_ARITHMETIC:
            raise SettingError(f"mkdocs.yml: unknown setting '{name}' under extra.wardbook, expected {DOSE_ARITHMETIC}")
    value = settings.get(DOSE_ARITHMETIC, True)
    if not isinstance(value, bool):
        raise SettingError(f"mkdocs.yml: extra.wardbook.{DOSE_ARITHMETIC} is '{value}', expected true or false")
    return value
