"""The stored pictures of badges, with which `test_look` compares.

`python -m tests.documents.badges.pictures` draws them anew: look at them, then keep them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from netevent.documents.badges import drawing
from netevent.documents.badges.formats import Format
from netevent.documents.badges.preview import picture
from tests.documents.badges.examples import AGENDA, badge, design, sheets
from tests.documents.lettering.names import NAMES

STORED = Path(__file__).parent / "stored"
WIDTH, WIDTH_OF_SHEETS = 320, 640
IDEOGRAPHS = {"Chinese", "Japanese", "Korean", "Chinese and Latin"}


def label(_: Path) -> bytes:
    return drawing.badge_pdf(badge(), design(Format.l4785))


def small_label(_: Path) -> bytes:
    answers = ("Vegetarian",)
    spoken = "Polski, English"
    plain = badge(colour="#f2c230", type_name="General", languages=spoken, answers=answers)
    return drawing.badge_pdf(plain, design(Format.labels_75x40))


def with_all(folder: Path) -> bytes:
    full = badge("Maria Wiśniewska-Kowalczyk", photo=face(folder), languages="Polski, English, Deutsch")
    return drawing.badge_pdf(full, design(Format.a6, logo=mark(folder)))


def roll(folder: Path) -> bytes:
    return drawing.badge_pdf(badge("Ελένη Ώρα"), design(Format.roll_62, logo=mark(folder)))


def folded(_: Path) -> bytes:
    return drawing.badge_pdf(badge(agenda=AGENDA), design(Format.a4_folded, has_back=True))


def trial(_: Path) -> bytes:
    return drawing.test_page(design(Format.l7418))


def hard_names(first: int) -> bytes:
    """A sheet of them. Those whose typefaces a machine may lack are drawn elsewhere (`lettering`)."""
    names = [name for kind, name in NAMES.items() if kind not in IDEOGRAPHS]
    return sheets([badge(name) for name in names[first : first + 10]], design(Format.l4785))


DRAWN: Mapping[str, Callable[[Path], bytes]] = {
    "label": label,
    "small-label": small_label,
    "with-all": with_all,
    "roll": roll,
    "folded": folded,
    "test-page": trial,
    "hard-names-1": lambda _: hard_names(0),
    "hard-names-2": lambda _: hard_names(10),
    "hard-names-3": lambda _: hard_names(20),
    "hard-names-4": lambda _: hard_names(30),
}


def drawn(name: str, folder: Path) -> Image.Image:
    width = WIDTH_OF_SHEETS if name.startswith("hard-names") else WIDTH
    return Image.open(BytesIO(picture(DRAWN[name](folder), width)))


def face(folder: Path) -> str:
    image = Image.new("RGB", (400, 400), (120, 160, 200))
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 60, 280, 260), fill=(240, 200, 170))
    pen.ellipse((40, 270, 360, 600), fill=(60, 60, 90))
    image.save(folder / "face.jpg")
    return str(folder / "face.jpg")


def mark(folder: Path) -> str:
    image = Image.new("RGBA", (480, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, 119, 119), 24, fill=(58, 67, 200, 255))
    pen.rectangle((150, 40, 479, 80), fill=(58, 67, 200, 255))
    image.save(folder / "mark.webp", lossless=True)
    return str(folder / "mark.webp")


def main() -> None:
    STORED.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name in DRAWN:
            drawn(name, Path(folder)).quantize(32).save(STORED / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
