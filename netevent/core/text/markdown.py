"""Descriptions in Markdown: as HTML for pages, and as plain text for calendars and for the search.

Called by the templates, as the filter `markdown`, and by who needs the plain text. What people type is a
stranger's text: HTML in it is shown as it was typed, pictures are left out, links lead to web and mail
addresses alone. The sanitiser then lets nothing through but what is listed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# A large programme, and another one.
KEPT = 4096
# Of a page whose own headings end with the third level.
TOP_HEADING, LOWEST_HEADING = 4, 6
TAGS = {
    "a", "blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "ul",
}  # fmt: skip
# The sanitiser would let titles through on every tag.
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
SCHEMES = {"http", "https", "mailto"}
ADDRESSES = ("http://", "https://", "mailto:")
REL = "nofollow noopener"


class Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - as it is called
        """Whatever else is written like a link stays text."""
        return url.lower().startswith(ADDRESSES)


_parser = Parser("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).enable("strikethrough")


@lru_cache(KEPT)
def markdown(text: str) -> Markup:
    """Every line break counts, as where no Markdown was meant."""
    tokens = _parser.parse(text)
    for token in tokens:
        _tame(token)
        for child in token.children or ():
            _tame(child)
    written = _parser.renderer.render(tokens, _parser.options, {})
    return Markup(  # noqa: S704 - the sanitiser has been over it
        nh3.clean(written, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL)
    )


def _tame(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(TOP_HEADING - 1 + int(token.tag[1:]), LOWEST_HEADING)}"
    elif token.type == "image":
        token.type = "text"  # what it shows, in words


@lru_cache(KEPT)
def plain_markdown(text: str) -> str:
    """Without the signs of Markdown: a list keeps its dashes and numbers, a link its address."""
    return "".join(_plain(_parser.parse(text))).strip()


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    lists: list[Any] = []
    begins = ""
    for token in tokens:
        if token.type.endswith("_list_open"):
            lists.append(token.attrGet("start") or 1 if token.type.startswith("ordered") else None)
        elif token.type.endswith("_list_close"):
            lists.pop()
            yield "" if lists else "\n"
        elif token.type == "list_item_open":
            begins = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield begins + "".join(_words(token.children or ()))
            begins = ""
            yield "\n" if lists else "\n\n"
        elif token.type in ("fence", "code_block"):
            yield f"{begins}{token.content}\n"
            begins = ""


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """Of one paragraph; an address that stands there as it is comes once."""
    address, said = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, said = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close":
            yield "" if said in (address, address.removeprefix("mailto:")) else f" ({address})"
        else:
            words = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            said += words
            yield words
