"""The chapters: a document each, as HTML. Links between them lead to pages, pictures come from this server.

Called by `handbook.routes`. The documents are ours and travel with the package: no text of a stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from netevent.core.i18n import N_
from netevent.core.web.paths import path
from netevent.resources import resource_path

IMAGE = re.compile(r'(<img src=")(?:docs/)?screenshots/([\w.-]+)(")')


@dataclass(frozen=True, slots=True)
class Chapter:
    """`document`: its file, as the repository has it, in English. `title` is translated where it is shown."""

    name: str
    document: str
    title: str


CHAPTERS = (
    Chapter("start", "README.md", N_("First steps")),
    Chapter("organizers", "docs/organizers.md", N_("For organizers")),
    Chapter("transfers", "docs/payments/bank-transfer.md", N_("Paying by bank transfer")),
    Chapter("presenters", "docs/presenters.md", N_("For presenters")),
    Chapter("attendees", "docs/attendees.md", N_("For attendees")),
    Chapter("operating", "docs/operating.md", N_("The day itself, and the server")),
    Chapter("mail", "docs/mail/smtp.md", N_("Mail by any SMTP server")),
    Chapter("brevo", "docs/mail/brevo.md", N_("Mail by Brevo")),
    Chapter("bounces", "docs/mail/bounces.md", N_("Mail that comes back")),
    Chapter("stripe", "docs/payments/stripe.md", N_("Payment by Stripe")),
    Chapter("mollie", "docs/payments/mollie.md", N_("Payment by Mollie")),
    Chapter("security", "docs/security.md", N_("Security")),
    Chapter("translating", "docs/translating.md", N_("Translating")),
)
_parser = MarkdownIt("commonmark", {"html": True}).enable("table")


def find_chapter(name: str) -> Chapter | None:
    return next((one for one in CHAPTERS if one.name == name), None)


@cache
def written(chapter: Chapter) -> Markup:
    """Its HTML. What leads to no chapter, such as a module or a decision, is text."""
    source = resource_path("docs").parent / chapter.document
    tokens = _parser.parse(source.read_text(encoding="utf-8"))
    _name_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_led(token.children, chapter))
    html = str(_parser.renderer.render(tokens, _parser.options, {}))
    return Markup(IMAGE.sub(_picture, html))  # noqa: S704 - our own document


def _name_headings(tokens: Sequence[Token]) -> None:
    """As links of the documents call them."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", re.sub(r"[^\w -]", "", inline.content).strip().lower().replace(" ", "-"))


def _led(children: Sequence[Token], chapter: Chapter) -> Iterator[Token]:
    is_text = False
    for token in children:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href") or ""), chapter)
            is_text = not address
            token.attrSet("href", address)
        elif token.type == "image":
            token.attrSet("src", _address(str(token.attrGet("src") or ""), chapter))
        if not (is_text and token.type in ("link_open", "link_close")):
            yield token


def _address(target: str, chapter: Chapter) -> str:
    """Where a link or picture of this chapter leads; empty: nowhere on this server."""
    if "://" in target or target.startswith("#"):
        return target
    file, _, anchor = target.partition("#")
    document = _joined(chapter, file)
    if document.startswith("docs/screenshots/"):
        return path("handbook.picture", name=PurePosixPath(document).name)
    found = next((one for one in CHAPTERS if one.document == document), None)
    return path("handbook.chapter", name=found.name) + (f"#{anchor}" if anchor else "") if found else ""


def _joined(chapter: Chapter, file: str) -> str:
    parts: list[str] = list(PurePosixPath(chapter.document).parent.parts)
    for part in PurePosixPath(file).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _picture(match: re.Match[str]) -> str:
    return match[1] + path("handbook.picture", name=match[2]) + match[3]
