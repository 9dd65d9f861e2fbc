"""Photos and logos: as many dots as the paper needs, in the middle of the photo, on white."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader

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


def colour_of(made: ImageReader | None) -> tuple[int, ...]:
    assert made is not None
    shown = Image.frombytes("RGB", made.getSize(), made.getRGBData()).getpixel((0, 0))
    assert isinstance(shown, tuple)
    return shown


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", RED),
        ("L", 90, "JPEG", (90, 90, 90)),
        ("LA", (90, 100), "PNG", (190, 190, 190)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("1", 1, "PNG", WHITE),
        ("RGBA", (255, 0, 0, 0), "WEBP", WHITE),
    ],
)
def test_colours_of_all_kinds_are_printed(
    tmp_path: Path, mode: str, colour: tuple[int, ...] | int, kind: str, seen: tuple[int, ...]
):
    Image.new(mode, (300, 300), colour).save(tmp_path / "photo", kind)
    for made in (pictures.photo(str(tmp_path / "photo"), 60), pictures.logo(str(tmp_path / "photo"), 60, 60)):
        assert colour_of(made) == pytest.approx(seen, abs=2)


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_a_picture_that_moves_the_first_one_is_printed(tmp_path: Path, kind: str):
    first, second = (Image.new("RGB", (200, 200), colour) for colour in (RED, (0, 255, 0)))
    first.save(tmp_path / "photo", kind, save_all=True, append_images=[second])
    assert colour_of(pictures.photo(str(tmp_path / "photo"), 60)) == pytest.approx(RED, abs=3)


@pytest.mark.attack("pictures as thin as a hair, and of one dot", "they are printed as small as they are")
@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (1, 20_000)])
def test_pictures_of_strange_shapes_stop_nobody(tmp_path: Path, size: tuple[int, int]):
    file = tmp_path / "photo"
    Image.new("RGB", size, RED).save(file, "PNG")
    made = pictures.photo(str(file), 60)
    assert made is not None
    assert made.getSize() == (1, 1)
    content = sheets([badge(photo=str(file)), badge()], design(Format.a6, logo=str(file)))
    assert len(PdfReader(BytesIO(content)).pages) == 2


@pytest.mark.attack("pictures that are small as a file and large in memory", "the badge is printed without")
@pytest.mark.parametrize("bomb", ["many dots", "large", "long text", "long profile"])
def test_pictures_that_explode_are_left_out(tmp_path: Path, bomb: str):
    file = tmp_path / "photo"
    file.write_bytes(png(*BOMBS[bomb]()))
    tracemalloc.start()
    try:
        assert pictures.photo(str(file), 60) is None
        assert pictures.logo(str(file), 60, 60) is None
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024**2
    finally:
        tracemalloc.stop()


NOTHING = zlib.compress(b"\0" * 310)
BOMBS: dict[str, Callable[[], tuple[int, int, tuple[bytes, bytes]]]] = {
    "many dots": lambda: (60_000, 60_000, (b"tEXt", b"a\0b")),
    "large": lambda: (4_000, 4_000, (b"tEXt", b"a\0b")),
    "long text": lambda: (10, 10, (b"zTXt", b"a\0\0" + zlib.compress(b"A" * 100_000_000))),
    "long profile": lambda: (10, 10, (b"iCCP", b"a\0\0" + zlib.compress(b"A" * 100_000_000))),
}


def png(width: int, height: int, more: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), more, (b"IDAT", NOTHING), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
