"""The parser of section texts: CommonMark with tables, as the tokens of markdown-it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token


def _parser() -> MarkdownIt:
    # HTML is recognised so that it can be refused by name, and every address makes a link for the same reason.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


PARSER = _parser()


def parsed(text: str) -> tuple[list[Token], dict[str, int]]:
    """Return the tokens of a text, and the definitions of references in it: name → line, counted from 0."""
    env: dict[str, dict[str, dict[str, list[int]]]] = {}
    tokens = PARSER.parse(text, env)
    return tokens, {name: found["map"][0] for name, found in env.get("references", {}).items()}


def shown_text(tokens: list[Token]) -> str:
    """Return what a reader sees or hears of inline tokens: their text, and the alternative texts of pictures."""
    return "".join(shown_text(token.children or []) if token.type == "image" else token.content for token in tokens)
