"""Photos and logos: as many dots as the paper needs, in the middle of the photo, on white."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from netevent.documents.badges import drawing
from netevent.documents.badges.formats import Format
from netevent.documents.badges.sides import pictures
from netevent.documents.badges.sides.box import mm
from tests.documents.badges.examples import badge, design, sheets

RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """As large as those that people send, with three colours from left to right."""
    image = Image.new("RGB", (1600, 800), RED)
    image.paste((0, 0, 255), (400, 0, 1200, 800))
    image.save(tmp_path / "photo.jpg")
    return str(tmp_path / "photo.jpg")


@pytest.fixture
def logo(tmp_path: Path) -> str:
    image = Image.new("RGBA", (512, 128), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 128, 128))
    image.save(tmp_path / "logo.webp", lossless=True)
    return str(tmp_path / "logo.webp")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_has_three_hundred_dots_an_inch_and_is_a_square(tmp_path: Path, kind: str):
    Image.new("RGB", (900, 1200), RED).save(tmp_path / "photo", kind)
    made = pictures.photo(str(tmp_path / "photo"), 25.4 * mm)
    assert made is not None
    assert made.getSize() == (300, 300)


def test_a_small_photo_is_not_blown_up(tmp_path: Path):
    Image.new("RGB", (96, 96), RED).save(tmp_path / "photo", "JPEG")
    made = pictures.photo(str(tmp_path / "photo"), 25.4 * mm)
    assert made is not None
    assert made.getSize() == (96, 96)


def test_the_middle_of_a_wide_photo_is_shown(photo: str):
    made = pictures.photo(photo, 25.4 * mm)
    assert made is not None
    shown = Image.frombytes("RGB", made.getSize(), made.getRGBData())
    assert all(shown.getpixel((x, 150))[2] > 200 for x in (5, 150, 295))  # type: ignore[index] # a tuple of three


def test_what_is_transparent_in_a_logo_is_paper(logo: str):
    made = pictures.logo(logo, 40 * mm, 10 * mm)
    assert made is not None
    shown = Image.frombytes("RGB", made.getSize(), made.getRGBData())
    assert shown.getpixel((5, 5)) == RED
    assert shown.getpixel((shown.width - 5, 5)) == WHITE


def test_a_photo_goes_into_the_file_as_it_was_pressed_and_stays_small(photo: str):
    content = drawing.badge_pdf(badge(photo=photo), design(Format.a6))
    (image,) = PdfReader(BytesIO(content)).pages[0].images
    assert image.image is not None
    assert image.image.format == "JPEG"
    assert len(content) - len(drawing.badge_pdf(badge(), design(Format.a6))) < 12_000


def test_a_logo_is_in_the_file_once(logo: str):
    one, many = (sheets([badge()] * count, design(logo=logo)) for count in (1, 40))
    without = (sheets([badge()] * count, design()) for count in (1, 40))
    cost = [len(made) - len(plain) for made, plain in zip((one, many), without, strict=True)]
    assert cost[1] < cost[0] + 4_000


def test_a_label_without_room_for_a_face_has_none(photo: str):
    (page,) = PdfReader(BytesIO(drawing.badge_pdf(badge(photo=photo), design(Format.labels_75x40)))).pages
    assert list(page.images) == []
