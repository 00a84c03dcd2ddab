"""The parser of section texts: CommonMark with tables, as the tokens of markdown-it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token


class _Parser(MarkdownIt):
    """A parser for which every address makes a link, as it is written, so that it can be refused by name."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - named so by its base
        """Return that an address makes a link."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - named so by its base
        """Return an address as it is written."""
        return url


# HTML is recognised for the same reason.
PARSER = _Parser("commonmark", {"html": True}).enable("table")


def parsed(text: str) -> tuple[list[Token], dict[str, int]]:
    """Return the tokens of a text, and the definitions of references in it: name → line, counted from 0."""
    env: dict[str, dict[str, dict[str, list[int]]]] = {}
    tokens = PARSER.parse(text, env)
    return tokens, {name: found["map"][0] for name, found in env.get("references", {}).items()}


def shown_text(tokens: list[Token]) -> str:
    """Return what a reader sees or hears of inline tokens: their text, and the alternative texts of pictures."""
    return "".join(shown_text(token.children or []) if token.type == "image" else token.content for token in tokens)


def words_of(text: str) -> str:
    """Return what a reader sees or hears of a whole text, without its marks: what `**10** mg` says is `10 mg`.

    Blocks stand on lines of their own, and the cells of a row side by side. The numbers of a numbered list are no part
    of it, nor are the addresses of links and the names of files.
    """
    tokens, _ = parsed(text)
    words = ""
    for token in tokens:
        if token.type == "inline":
            words += "".join(map(_seen, token.children or []))
        elif token.type in ("td_close", "th_close"):
            words += " "
        elif token.nesting == -1:
            words = words.rstrip() + "\n"
        elif token.content:  # what is refused elsewhere, such as a block of code
            words += token.content
    return words.strip()


def _seen(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else shown_text([token])
