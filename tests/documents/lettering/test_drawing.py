"""A line on paper: the right glyphs in their places, inside their box, found by search and copy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import uharfbuzz
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.pdfgen.canvas import Canvas

from netevent.documents.lettering import (
    Weight,
    draw_fitted,
    draw_line,
    fit,
    missing_letters,
    prepare,
    width_of,
)
from netevent.documents.lettering.drawing import Anchor
from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.shaping import shaped
from netevent.resources import resource_path
from tests.documents.lettering.names import NAMES, PLAIN
from tests.documents.lettering.paper import HEIGHT, SCALE, ink_of, pdf_of, picture, text_of

NOTO = resource_path("static") / "vendor" / "noto"
X, TOP, BOX_WIDTH, BOX_HEIGHT = 40.0, 100.0, 200.0, 70.0
# A pixel more, for the edges of the ink are grey.
EDGE = 1 / SCALE
ONE_TYPEFACE = {
    "kerning": ("NotoSans", "AVATAR To. LT Yv"),
    "Vietnamese": ("NotoSans", "Nguyễn Thị Hồng Ấn"),
    "Devanagari": ("NotoSans", "क्षितिज श्रीवास्तव कीर्ति"),
    "Arabic": ("NotoSansArabic", "عبد الرحمن اللامع"),
    "Persian": ("NotoSansArabic", "نیک\u200cنام شکوه\u200cآبادی"),
    "Arabic and its figures": ("NotoSansArabic", "ليلى ٢٠٢٦ القمري"),
    "Hebrew": ("NotoSansHebrew", "שָׁלוֹם בן־כוכב"),
    "Thai": ("NotoSansThai", "ผู้กล้า น้ำใจปิ่นเพชร"),
}


def can_be_drawn(name: str) -> bool:
    """On this machine: it may have no Chinese, Japanese or Korean letters."""
    return not missing_letters(name)


def fitted_pdf(name: str, weight: Weight = Weight.bold) -> bytes:
    fitted = fit(name, BOX_WIDTH, BOX_HEIGHT, 36, weight)
    return pdf_of(lambda canvas: draw_fitted(canvas, fitted, X, TOP, weight))


def line_pdf(text: str, size: float = 36) -> bytes:
    return pdf_of(lambda canvas: draw_line(canvas, text, 20, 50, size, Weight.regular))


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_stands_in_its_box(name: str, weight: Weight):
    ink = ink_of(fitted_pdf(name, weight))
    assert ink is not None
    left, top, right, bottom = ink
    assert left >= X - EDGE
    assert right <= X + BOX_WIDTH + EDGE
    assert top >= HEIGHT - TOP - EDGE
    assert bottom <= HEIGHT - TOP + BOX_HEIGHT + EDGE


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_programs_find_what_was_typed(name: str):
    found = pypdf.PdfReader(BytesIO(fitted_pdf(name))).pages[0].extract_text()
    assert "".join(found.split()) == "".join(printable(name).split())


# Chrome puts points before the letter that they belong to.
@pytest.mark.parametrize("name", [name for key, name in NAMES.items() if key != "Hebrew with points"])
def test_browsers_find_what_was_typed(name: str):
    assert text_of(fitted_pdf(name)) == "".join(printable(name).split())


@pytest.mark.parametrize("name", [name for name in PLAIN.values() if can_be_drawn(name)])
def test_no_letter_is_the_box_of_a_missing_one(name: str):
    for weight in Weight:
        for piece in shaped(name, weight).pieces:
            assert all(piece.font.known[ord(code)] for code in piece.codes)


@pytest.mark.parametrize(("file", "text"), ONE_TYPEFACE.values(), ids=ONE_TYPEFACE)
def test_a_line_looks_as_another_program_draws_it(file: str, text: str):
    drawn, wanted = picture(line_pdf(text)), by_freetype(NOTO / f"{file}-Regular.ttf", text)
    assert likeness(drawn, wanted) > 0.9


def test_unshaped_letters_do_not_look_alike():
    """The measure above tells joined letters from letters beside each other."""
    isolated = "\u200c".join("عبد الرحمن اللامع")
    wanted = by_freetype(NOTO / "NotoSansArabic-Regular.ttf", isolated)
    assert likeness(picture(line_pdf("عبد الرحمن اللامع")), wanted) < 0.75


def by_freetype(file: Path, text: str) -> Image.Image:
    """FreeType with Raqm: shaping and directions of others."""
    font = ImageFont.truetype(file, 36 * SCALE, layout_engine=ImageFont.Layout.RAQM)
    canvas = Image.new("L", (300 * SCALE, 120 * SCALE))
    ImageDraw.Draw(canvas).text((20 * SCALE, 70 * SCALE), text, 255, font, anchor="ls")
    return canvas


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Which share of the ink of both is the same, with each picture moved to its own ink."""
    first, second = (cropped(image) for image in (one, other))
    size = (max(first.width, second.width), max(first.height, second.height))
    one, other = (placed(image, size) for image in (first, second))
    return total(ImageChops.darker(one, other)) / total(ImageChops.lighter(one, other))


def cropped(image: Image.Image) -> Image.Image:
    return image.crop(image.point(lambda grey: 255 if grey > 64 else 0).getbbox())


def placed(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    sheet.paste(image)
    return sheet.filter(ImageFilter.GaussianBlur(SCALE / 2))


def total(image: Image.Image) -> float:
    return float(sum(grey * count for grey, count in enumerate(image.histogram())))


@pytest.mark.parametrize(("file", "text"), ONE_TYPEFACE.values(), ids=ONE_TYPEFACE)
def test_a_line_is_as_wide_as_harfbuzz_says(file: str, text: str):
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(NOTO / f"{file}-Regular.ttf"))))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advance = sum(position.x_advance for position in buffer.glyph_positions) / 1000
    # The ink of the first and the last letter may go beyond their room.
    assert advance <= width_of(text, 1, Weight.regular) < advance + 0.1


def test_figures_and_latin_stand_left_of_the_arabic_that_they_follow():
    text = "ليلى 2026 VIP"
    alone = width_of("2026 VIP", 36, Weight.regular)
    ink = ink_of(line_pdf("2026 VIP"))
    assert ink is not None
    mixed = picture(line_pdf(text)).crop((0, 0, int((20 + alone) * SCALE), 120 * SCALE))
    latin_first = picture(line_pdf("VIP 2026")).crop((0, 0, int((20 + alone) * SCALE), 120 * SCALE))
    assert likeness(mixed, latin_first) > 0.9


def test_a_bold_line_has_more_ink():
    light, heavy = (picture(fitted_pdf("Anna", weight)) for weight in (Weight.regular, Weight.bold))
    assert total(heavy) > 1.2 * total(light)


@pytest.mark.parametrize("text", ["Zoë Åkesson", "ليلى القمري", "jijij"])
@pytest.mark.parametrize(("anchor", "share"), [("left", 0.0), ("middle", 0.5), ("right", 1.0)])
def test_a_line_keeps_to_the_side_that_it_is_told(text: str, anchor: Anchor, share: float):
    width = width_of(text, 20, Weight.regular)
    left = 150 - share * width
    ink = ink_of(pdf_of(lambda canvas: draw_line(canvas, text, 150, 50, 20, Weight.regular, anchor)))
    assert ink is not None
    assert left - EDGE <= ink[0] < left + 3
    assert left + width - 3 < ink[2] <= left + width + EDGE


def test_nothing_is_drawn_of_an_empty_line():
    for text in ("", " ", "\n", "\u202e"):
        assert width_of(text, 20, Weight.regular) == 0
        assert ink_of(line_pdf(text)) is None


def test_the_colour_and_the_typeface_of_others_stay_as_they_are():
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.setFillGray(0)
        draw_line(canvas, "Ấn", 10, 80, 30, Weight.bold)
        canvas.drawString(10, 20, "Helvetica")

    assert text_of(pdf_of(draw)) == "ẤnHelvetica"


def test_many_different_glyphs_are_more_than_one_font_of_the_file():
    letters = [chr(number) for number in range(0xC0, 0x250)]
    rows = ["".join(letters[start : start + 40]) for start in range(0, len(letters), 40)]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            draw_line(canvas, row, 5, 110 - 10 * number, 6, Weight.regular)

    assert text_of(pdf_of(draw)) == "".join(letters)


def test_files_that_are_drawn_at_once_are_each_their_own():
    names = [name for name in PLAIN.values() if can_be_drawn(name)]
    prepare(names)
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(fitted_pdf, names))
    for name, file in zip(names, at_once, strict=True):
        assert picture(file).tobytes() == picture(fitted_pdf(name)).tobytes()
