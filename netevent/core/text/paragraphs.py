"""Plain text as paragraphs of HTML, in which addresses of the web are links. For pages and mails, as the
filter `paragraphs`.

What people type is a stranger's text: all of it is escaped, and nothing but `http://` and `https://` leads
anywhere.
"""

from __future__ import annotations

import re
from itertools import starmap

from markupsafe import Markup, escape

_BETWEEN = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”«»]+", re.IGNORECASE)
# What ends a sentence behind an address, and is no part of it.
_ENDS = ".,;:!?…"
_REL = "nofollow noopener"


def paragraphs(text: str) -> Markup:
    """An empty line begins a new one; other ends of lines stay."""
    blocks = _BETWEEN.split("\n".join(text.splitlines()).strip("\n"))
    return Markup("\n").join(Markup("<p>{}</p>").format(_lines(block)) for block in blocks if block.strip())


def _lines(block: str) -> Markup:
    return Markup("<br>\n").join(map(_linked, block.split("\n")))


def _linked(line: str) -> Markup:
    pieces, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = _without_ends(found[0])
        pieces += [(line[at : found.start()], address)]
        at = found.start() + len(address)
    return Markup("").join(starmap(_piece, [*pieces, (line[at:], "")]))


def _piece(text: str, address: str) -> Markup:
    if not address:
        return escape(text)
    return Markup('{}<a href="{}" rel="{}">{}</a>').format(text, address, _REL, address)


def _without_ends(address: str) -> str:
    """A bracket that was opened before the address is no part of it either."""
    kept = address.rstrip(_ENDS)
    while kept.endswith((")", "]")) and kept.count("(") + kept.count("[") < kept.count(")") + kept.count("]"):
        kept = kept[:-1].rstrip(_ENDS)
    return kept
