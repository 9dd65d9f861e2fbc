"""Whatever somebody typed or sent neither kills a batch nor leaves its label."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from netevent.core.badge_codes import badge_link
from netevent.documents.badges.badge import AgendaLine
from netevent.documents.badges.formats import Format, paper_of
from netevent.documents.badges.sides.box import mm
from tests.documents.badges.examples import badge, codes_in, design, page_image, sheets
from tests.documents.lettering.names import NAMES

TYPED = (
    "<b>Bo</b> &amp; <img src='/etc/passwd'>",
    "x" * 255,
    "a\nb\r\n\tc\x00\x07",
    "\u202e\u2067txt\u200f",
    "\ud800",
)
SPOILT = {
    "broken.jpg": b"\xff\xd8\xff\xe0 no picture",
    "empty.png": b"",
    "text.webp": b"RIFF....WEBPVP8 ....",
    "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.mark.attack(
    "whatever can be typed as a name, on every kind of badge", "inside its label, codes are read"
)
@pytest.mark.parametrize(
    "paper", [Format.l4785, Format.l7418, Format.labels_75x40, Format.a6, Format.roll_62]
)
def test_no_name_leaves_its_label_or_spoils_its_code(paper: Format):
    content = sheets([badge(name) for name in NAMES.values()], design(paper))
    assert codes_read(content, paper) == len(NAMES)


@pytest.mark.attack("whatever can be typed into each field of a badge", "inside its label, codes are read")
@pytest.mark.parametrize("typed", TYPED)
def test_no_field_leaves_its_label_or_spoils_its_code(typed: str):
    spoilt = badge(
        typed,
        event=typed,
        date=typed,
        organisation=typed,
        role=typed,
        type_name=typed,
        colour=typed,
        languages=typed,
        answers=(typed,) * 20,
        photo=typed,
        agenda=(AgendaLine(typed, typed, typed),) * 60,
    )
    for paper in Format:
        content = sheets([spoilt, badge()], design(paper, has_back=True, logo="/nowhere"))
        assert codes_read(content, paper) >= 2


@pytest.mark.attack("the longest address that a server can have", "its codes are read")
@pytest.mark.parametrize("paper", [Format.l4785, Format.labels_75x40, Format.a6, Format.roll_62])
def test_codes_of_the_longest_address_are_read(paper: Format):
    host = ".".join(["a" * 62, "b" * 62, "c" * 62, "d" * 52, "example"])
    link = badge_link(f"https://{host}:65535/netevent", "ABCDE23456")
    content = sheets([badge(link=link)], design(paper))
    assert codes_in(page_image(content, 0, 300)) == [link]


def codes_read(content: bytes, paper: Format) -> int:
    """How many they are; nothing may be printed outside of the labels."""
    read = 0
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    for number in range(pages):
        image = page_image(content, number, 72)
        if paper is not Format.a4_folded:
            assert is_white_between_labels(image, paper)
        read += len(codes_in(page_image(content, number, 110)))
    return read


def is_white_between_labels(image: Image.Image, paper: Format) -> bool:
    grid = paper_of(paper).grid
    between = image.copy()
    for place in range(grid.labels):
        left, top = grid.corner(place)
        sides = (left, top, left + grid.label_width, top + grid.label_height)
        between.paste((255, 255, 255), whole(*sides))
    return ImageChops.invert(between).getbbox() is None


def whole(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return round(left * mm), round(top * mm), round(right * mm), round(bottom * mm)


@pytest.mark.attack("photos that are none", "the badge is printed without")
@pytest.mark.parametrize("name", SPOILT)
def test_a_photo_that_cannot_be_read_is_left_out(tmp_path: Path, name: str):
    file = tmp_path / name
    file.write_bytes(SPOILT[name])
    for paper in (Format.l4785, Format.a6):
        spoilt = sheets([badge(photo=str(file)), badge()], design(paper, logo=str(file)))
        assert spoilt == sheets([badge(), badge()], design(paper))


@pytest.mark.attack("a photo that is cut off in its middle", "the badge is printed without")
def test_a_photo_that_ends_too_early_is_left_out(tmp_path: Path):
    file = tmp_path / "photo.jpg"
    Image.effect_noise((800, 800), 60).convert("RGB").save(file)
    file.write_bytes(file.read_bytes()[:20_000])
    assert sheets([badge(photo=str(file))], design()) == sheets([badge()], design())
