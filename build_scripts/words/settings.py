"""Settings of a site: its mkdocs.yml, and what stands there under `extra.wardbook`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node

from build_scripts.project.problems import BuildError, ContentError, Problem
from checker.answers.echo import shown

DOSE_ARITHMETIC = "dose_arithmetic"
KEEP_ENTRIES = "keep_entries"
SETTINGS = (DOSE_ARITHMETIC, KEEP_ENTRIES)
"""What stands under `extra.wardbook`: each is true or false, and true where it is not said."""

LISTS_OF_FILES = ("extra_css", "extra_javascript", "extra.first", "extra.polyfills", "extra.css.*")
"""Parts of an mkdocs.yml that list files of the page; `*` stands for each key."""

FORMS: dict[str, Any] = {
    "theme": dict,
    "extra": dict,
    "theme.custom_dir": str,
    "extra.css": dict,
    "extra.words": dict,
    **dict.fromkeys(LISTS_OF_FILES, list),
}
"""Parts of an mkdocs.yml that the build reads itself → their form; the site builder checks the others."""

SPELLED: dict[type, str] = {dict: "a mapping", list: "a list", str: "a text"}


class SettingError(BuildError):
    """A setting that is none, or has a value that it cannot have; the message says what is expected."""


class _PlacedConstructor(RoundTripConstructor):
    """A constructor that knows which part of the file it came to."""

    part: Node | None = None

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        self.part = node
        return super().construct_object(node, deep)


def site_config(file: Path) -> Any:
    """Return what an mkdocs.yml says, as a mapping that can be written again with its comments.

    Args:
        file: The file. Tags are left to the site builder, which knows them.

    Raises:
        ContentError: when it is missing, is no YAML, or is not the mapping that the site builder expects.
    """
    yaml = YAML()
    yaml.Constructor = _PlacedConstructor
    line, column = 1, 1
    try:
        config: Any = yaml.load(file.read_text(encoding="utf-8-sig"))
        if config is None:
            return {}
        if not isinstance(config, CommentedMap):
            message = "expected the settings of a site as a mapping, such as site_name: Wardbook"
        else:
            wrong = next(_misshapen(config), None)
            if wrong is None:
                return config
            (line, column), message = wrong
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: byte {error.start} cannot be read"
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = mark.line + 1, mark.column + 1
        message = f"not valid YAML: {error.problem or error.context}"
    except Exception:  # the library lets errors of Python through, for example of `!!int abc` and `%YAML 1.3`
        part = yaml.constructor.part
        mark = part.start_mark if part is not None else yaml.reader.get_mark()
        line, column = mark.line + 1, mark.column + 1
        message = "not valid YAML: what stands here cannot be read"
    raise ContentError([Problem(Path(file.name), line, column, message)])


def _misshapen(config: CommentedMap) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place of each part that the build reads and that has a form of its own, and what is wrong."""
    held: Any
    value: Any
    for path, form in FORMS.items():
        held, inside = config, path.split(".")
        for key in inside[:-1]:
            held = held.get(key) or {} if isinstance(held, dict) else {}
        for key in held if inside[-1] == "*" and isinstance(held, dict) else inside[-1:]:
            value = held.get(key) if isinstance(held, dict) else None
            named = path.replace("*", str(key))
            if value is None:
                continue
            place = tuple(number + 1 for number in held.lc.value(key))
            if not isinstance(value, form):
                yield place, f"expected '{named}' as {SPELLED[form]}, found {shown(value)}"
            elif path in LISTS_OF_FILES and (wrong := [each for each in value if not _names_a_file(each)]):
                yield place, f"expected files under '{named}', found {shown(wrong[0])}"


def _names_a_file(entry: object) -> bool:
    return isinstance(entry, str) or (isinstance(entry, dict) and isinstance(entry.get("path"), str))


def works_doses_out(root: Path) -> bool:
    """Return whether a site works doses out for a patient; else its answers show the rule of a dose alone.

    Working a dose out can make software a medical device where it is used, so that a site can do without.

    Args:
        root: The folder of mkdocs.yml; without that file, doses are worked out.

    Raises:
        ContentError: when the file cannot be read.
        SettingError: when the settings are not as expected.
    """
    return _settings(root)[DOSE_ARITHMETIC]


def keeps_entries(root: Path) -> bool:
    """Return whether a checker's entries outlive a reload, within the browser's tab; else they are gone with the page.

    A hospital with computers that many use can forbid it.

    Args:
        root: The folder of mkdocs.yml; without that file, they do.

    Raises:
        ContentError: when the file cannot be read.
        SettingError: when the settings are not as expected.
    """
    return _settings(root)[KEEP_ENTRIES]


def _settings(root: Path) -> dict[str, bool]:
    result = dict.fromkeys(SETTINGS, True)
    file = root / "mkdocs.yml"
    if not file.is_file():
        return result
    given = (site_config(file).get("extra") or {}).get("wardbook", {})
    expected = " or ".join(SETTINGS)
    if not isinstance(given, Mapping):
        raise SettingError(f"mkdocs.yml: extra.wardbook is '{given}', expected a mapping with {expected}")
    for name, value in given.items():
        if name not in SETTINGS:
            raise SettingError(f"mkdocs.yml: unknown setting '{name}' under extra.wardbook, expected {expected}")
        if not isinstance(value, bool):
            raise SettingError(f"mkdocs.yml: extra.wardbook.{name} is '{value}', expected true or false")
        result[name] = value
    return result
