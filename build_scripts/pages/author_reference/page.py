"""The page "Reference for authors": every key of every file that authors write, made from the model itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import indent

from build_scripts.pages.author_reference.described import (
    DescribedClass,
    DescribedKey,
    base_of,
    described,
    reached_from,
)
from build_scripts.pages.author_reference.examples import Examples
from build_scripts.pages.author_reference.found import Found
from build_scripts.pages.author_reference.type_words import GROUPS, RULES, heading_anchor, held_by
from checker.protocol.model_fields import fields_of

HEAD = """---
title: Reference for authors
description: Every key of the files that authors write, with its type, its meaning and an example.
---

# Reference for authors

Every key of the files that authors write: what it holds, what it means, whether it must be there, and an example. The
page is made from the model that reads the files, so it has every key that they may have and no other; an unknown key is
refused.
"""

LANGUAGE = "How rules are evaluated, with their truth tables, is on the page [The rule language](language.md).\n"

EXAMPLES = """Examples are taken from the files of this site, first of all from [{title}]({address}), or else from the
tables of the rule language. A text that ends in … is cut. They show how a thing is written, and are no advice for a
patient.
"""

TRANSLATIONS = """## translations/de.yml { #translations }

Texts of a protocol in another language, which names the file. Only what is *text for readers* on this page is
translated.

**`version`**{ #translations-version } · required · text
:   Version of the protocol that was translated. Translations of another version are refused.

**`texts`**{ #translations-texts } · required · mapping
:   Part of the protocol → id of the element → key → text. What has no id is named by its English text. Texts of the
    protocol itself, such as its title, stand directly under their key.
"""


LINE_BREAK, PARAGRAPH = "  \n", "\n\n"
"""Breaks in a text, in Markdown."""

RULES_TEXT = """A rule is true, false or, as long as something is missing, unknown. Each of the following is a rule, and
those that have parts hold rules again.
"""


def render_reference(
    files: Mapping[str, type],
    found: Iterable[Found],
    example: tuple[str, str] | None = None,
    *,
    has_language: bool = True,
) -> str:
    """Return the page as Markdown.

    Args:
        files: Name of each kind of file → the class that it spells.
        found: The examples that were found, the preferred ones first.
        example: Title of the example protocol, and its address as seen from the page; None where there is none.
        has_language: Whether there is a page on the rule language.
    """
    examples, parts = Examples(found), _parts(files)
    used = _used(cls for _title, _anchor, classes in parts for cls in classes)
    lines = [HEAD, *([LANGUAGE] if has_language else [])]
    if example is not None:
        lines.append(EXAMPLES.format(title=example[0], address=example[1]))
    for title, anchor, classes in parts:
        lines.append(f"## {title} {{ #{anchor} }}\n")
        lines += [RULES_TEXT] if title == GROUPS[RULES[0]][0] else []
        grouped: set[str] = set()
        for cls in classes:
            group = next((name for name, (_heading, kinds) in GROUPS.items() if cls in kinds), None)
            if group is not None and group not in grouped and GROUPS[group][0] != title:
                lines += _group(group)
            grouped |= {group} if group is not None else set()
            lines += _class(described(cls), used.get(cls, ()), examples)
    return "\n".join([*lines, TRANSLATIONS])


def _parts(files: Mapping[str, type]) -> list[tuple[str, str, list[type]]]:
    """Return the parts of the page: heading, anchor, and the classes that stand there, each class once."""
    seen: set[type] = set()
    parts: list[tuple[str, str, list[type]]] = []
    heading = GROUPS[RULES[0]][0]
    kinds = list(dict.fromkeys(cls for name in RULES for cls in GROUPS[name][1]))
    for name, root in files.items():
        new = [cls for cls in reached_from(root) if cls not in seen]
        seen.update(new)
        holders = {cls: {one for one in new for field in fields_of(one) if cls in field.classes} for cls in new}
        within = [cls for cls in new if cls not in kinds and holders[cls] and holders[cls] <= set(kinds)]
        parts.append((name, re.sub(r"\W", "-", name), [cls for cls in new if cls not in (*kinds, *within)]))
        rules = [*(cls for cls in kinds if cls in new), *within]
        if rules:
            parts.append((heading, heading_anchor(heading), rules))
    return parts


def _used(classes: Iterable[type]) -> dict[type, list[str]]:
    """Return for each class the keys that hold it, as Markdown."""
    used: dict[type, list[str]] = {}
    groups = [set(kinds) for _heading, kinds in GROUPS.values()]
    for cls in classes:
        shown, inherited = described(cls), _inherited(cls)
        for key in shown.keys:
            if key.name in inherited or set(held_by(cls, key.field)) in groups:
                continue  # "a rule": its classes are listed under their own heading
            for held in held_by(cls, key.field):
                used.setdefault(held, []).append(f"[`{key.name}`](#{shown.anchor}_{key.name}) of {shown.title.lower()}")
    return used


def _inherited(cls: type) -> set[str]:
    """Return the keys that a class has from its base, where they are described."""
    base = base_of(cls)
    return {field.key for field in fields_of(base)} if base is not None else set()


def _group(name: str) -> Iterator[str]:
    heading, kinds = GROUPS[name]
    links = ", ".join(f"[{described(cls).title}](#{described(cls).anchor})" for cls in kinds)
    yield f"### {heading} {{ #{heading_anchor(heading)} }}\n"
    yield f"One of: {links}.\n"


def _class(shown: DescribedClass, used: Sequence[str], examples: Examples) -> Iterator[str]:
    yield f"### {shown.title} {{ #{shown.anchor} }}\n"
    yield f"{_escaped(shown.text)}\n"
    if used:
        yield f"Stands in {', '.join(used)}.\n"
    base, inherited = base_of(shown.cls), _inherited(shown.cls)
    if base is not None:
        yield f"Beside its own keys it has those of [{described(base).title.lower()}](#{described(base).anchor}).\n"
    for key in shown.keys:
        if key.name not in inherited:
            yield from _key(shown, key, examples)
    whole = examples.whole(shown.cls)
    if whole is not None:
        yield f'```{{ .yaml data-search-exclude="" }}\n{whole}\n```\n'


def _key(shown: DescribedClass, key: DescribedKey, examples: Examples) -> Iterator[str]:
    needed = "required" if key.required else f"`{key.default}` unless given" if key.default else "may be left out"
    yield f"**`{key.name}`**{{ #{shown.anchor}_{key.name} }} · {needed} · {key.type}"
    example = examples.of_key(shown.cls, key.field, key.meaning)
    text = _escaped(key.meaning)
    if example is not None:
        text += f"{PARAGRAPH if PARAGRAPH in text else LINE_BREAK}Example: {_code(f'{key.name}: {example}')}"
    yield f":   {indent(text, '    ').strip()}\n"


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _escaped(text: str) -> str:
    """Return a docstring as Markdown: outside of code, nothing in it is a tag."""
    return "".join(part if part.startswith("`") else part.replace("<", "&lt;") for part in re.split(r"(`[^`]*`)", text))
