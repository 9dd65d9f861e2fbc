"""Badges of people who never came, and what a camera and a reader find on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

from netevent.core.badge_codes import badge_link
from netevent.documents.badges import drawing
from netevent.documents.badges.badge import AgendaLine, Badge
from netevent.documents.badges.formats import Design, Format, paper_of

LINK = badge_link("https://tickets.example.org", "ABCDE23456")
AGENDA = (
    AgendaLine("10:30–11:15", "Open data on the street", "Room Rhine"),
    AgendaLine("11:20–11:35", "Coffee with Jürgen Groß", "Meeting point 4"),
    AgendaLine("14:00–15:00", "Designing for rain", "Room Maas"),
)


def badge(name: str = "Łukasz Wiśniewski", link: str = LINK, **changed: Any) -> Badge:
    given: dict[str, Any] = {
        "event": "Smart Cities Summit",
        "date": "27–28 November 2026",
        "organisation": "Politechnika Łódzka",
        "role": "Head of research",
        "type_name": "Speaker",
        "colour": "#3a43c8",
    }
    return Badge(link, name, **given | changed)


def design(paper: Format = Format.l4785, **changed: Any) -> Design:
    return Design(paper_of(paper), **changed)


def sheets(badges: Iterable[Badge], made_for: Design) -> bytes:
    file = BytesIO()
    drawing.write_badges(badges, made_for, file, lambda _: None)
    return file.getvalue()


def page_image(pdf: bytes, page: int = 0, dots_per_inch: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=dots_per_inch / 72).to_pil()
        return image.convert("RGB")


def codes_in(image: Image.Image) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(image)]


@lru_cache(maxsize=4)
def texts_of(pdf: bytes) -> list[str]:
    """Of each page, with one kind of space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
