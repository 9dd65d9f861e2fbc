"""Descriptions: from HTML to plain text, and such that another program reads the same again.

Called by the readings and by the writing of a schedule.xml. Sources write plain text, Markdown and HTML into
the same field. Tags of HTML are taken away (a list keeps its dashes, a link its address), Markdown stays as
it was typed, and what only looks like a tag, such as <T>, stays too. Each step takes time by the length.
"""

from __future__ import annotations

import html
import re

from netevent.core.text.cleaning import clean_line, clean_lines

TOKEN = re.compile(r"<!--[^<>]*-->|<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,9})(?P<rest>(?:[\s/][^<>]*)?)>")
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
MANY_LINES = re.compile(r"\n{3,}")
# No XML can hold these.
NO_CHARACTERS = re.compile("[\ufffe\uffff]")

PARAGRAPHS = frozenset(
    (
        "p", "div", "ul", "ol", "dl", "blockquote", "pre", "table", "section", "article", "header", "footer",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    )
)  # fmt: skip
LINES = frozenset(("li", "tr", "dt", "dd"))
INLINE = frozenset(
    (
        "a", "b", "i", "em", "strong", "code", "span", "u", "s", "small", "sub", "sup", "tt", "img", "font",
        "abbr", "kbd", "del", "ins", "mark", "q", "cite", "td", "th", "tbody", "thead",
    )
)  # fmt: skip
UNSEEN = frozenset({"script", "style"})
KNOWN = PARAGRAPHS | LINES | INLINE | UNSEEN | {"br"}


def plain_line(text: str) -> str:
    return clean_line(NO_CHARACTERS.sub("", text))


def plain_text(text: str) -> str:
    """Lines without markup, at most one empty line between them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unmarked = Unmarking(text).result() if has_markup(text) else text
    return MANY_LINES.sub("\n\n", clean_lines(NO_CHARACTERS.sub("", unmarked)))


def marked_text(text: str) -> str:
    """What `plain_text` makes this very text of: itself, or with its signs escaped."""
    return text if plain_text(text) == text else html.escape(text, quote=False)


def has_markup(text: str) -> bool:
    return bool(ENTITY.search(text)) or any(is_markup(token) for token in TOKEN.finditer(text))


def is_markup(token: re.Match[str]) -> bool:
    return token["tag"] is None or token["tag"].lower() in KNOWN


def unescaped(text: str) -> str:
    """Only entities that end in a semicolon: addresses are full of others."""
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


class Unmarking:
    """One text on its way. `gap` is the break that stands before the next word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.gap = ""
        self.unseen = ""
        self.link = ""
        self.link_text: list[str] = []

    def result(self) -> str:
        at = 0
        for token in TOKEN.finditer(self.text):
            if is_markup(token):
                self.write(self.text[at : token.start()])
                self.turn(token)
                at = token.end()
        self.write(self.text[at:])
        return "".join(self.out)

    def write(self, marked: str) -> None:
        text = unescaped(marked)
        if self.gap:
            text = text.lstrip()
        if self.unseen or not text:
            return
        self.out.append((self.gap if self.out else self.gap.lstrip("\n")) + text)
        self.link_text.append(text)
        self.gap = ""

    def turn(self, token: re.Match[str]) -> None:
        tag, ends = (token["tag"] or "").lower(), bool(token["end"])
        if tag in UNSEEN:
            self.unseen = "" if ends else tag
        elif tag == "br":
            self.pause("\n\n" if self.gap.isspace() else "\n")
        elif tag in PARAGRAPHS:
            self.pause("\n\n")
        elif tag in LINES:
            above = "\n\n" if self.gap.startswith("\n\n") else "\n"
            self.pause(f"{above}- " if tag == "li" and not ends else "\n")
        elif tag == "a":
            self.turn_link(token["rest"], ends)

    def pause(self, gap: str) -> None:
        if self.out:
            self.out[-1] = self.out[-1].rstrip()
        self.gap = max(self.gap, gap, key=len)

    def turn_link(self, rest: str, ends: bool) -> None:
        if ends and self.link.startswith(("http://", "https://", "mailto:")):
            known = "".join(self.link_text).strip()
            if known not in (self.link, self.link.removeprefix("mailto:")):
                self.write(f" ({html.escape(self.link)})")
        address = None if ends else ADDRESS.search(rest)
        self.link = unescaped(next(filter(None, address.groups()), "")) if address else ""
        self.link_text = []
