"""Films for the browser's fake camera: badges, two at once, broken ones, an empty table."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import qrcode
from PIL import Image

SIZE: Final = (640, 480)
FRAMES_PER_SECOND: Final = 30  # Chromium plays an MJPEG film at this rate, whatever the film says
MODULE: Final = 6  # pixels of one square of a code
TABLE: Final = 200  # its grey


@dataclass(frozen=True, slots=True)
class Scene:
    """What lies before the camera, and for how long. Two codes lie side by side."""

    codes: tuple[str, ...]
    seconds: float
    is_scratched: bool = False


def shows(*codes: str, seconds: float = 2) -> Scene:
    return Scene(codes, seconds)


def scratched(code: str, *, seconds: float = 2) -> Scene:
    """A reader sees that there is a code, and cannot read it."""
    return Scene((code,), seconds, is_scratched=True)


def empty(*, seconds: float = 2) -> Scene:
    return Scene((), seconds)


def film(scenes: Sequence[Scene], target: Path) -> Path:
    """Write the film, which the camera plays over and over. MJPEG is nothing but JPEG after JPEG."""
    with target.open("wb") as output:
        for scene in scenes:
            output.write(_frame(scene) * round(scene.seconds * FRAMES_PER_SECOND))
    return target


def _frame(scene: Scene) -> bytes:
    table = Image.new("L", SIZE, TABLE)
    badges = [_scratch(_draw(code)) if scene.is_scratched else _draw(code) for code in scene.codes]
    for badge, (left, top) in zip(badges, _places(badges), strict=True):
        table.paste(badge, (left, top))
    written = BytesIO()
    table.convert("RGB").save(written, "JPEG", quality=90)
    return written.getvalue()


def _draw(code: str) -> Image.Image:
    drawing = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=MODULE, border=4)
    drawing.add_data(code)
    picture: Image.Image = drawing.make_image().get_image().convert("L")
    return picture


def _scratch(badge: Image.Image) -> Image.Image:
    """What makes it a code stays, in its upper and left 9 modules; what it says is noise."""
    noise = random.Random(1)
    first, last = (4 + 9) * MODULE, badge.width - 4 * MODULE
    for left in range(first, last, MODULE):
        for top in range(first, last, MODULE):
            badge.paste(noise.choice((0, 255)), (left, top, left + MODULE, top + MODULE))
    return badge


def _places(badges: Sequence[Image.Image]) -> list[tuple[int, int]]:
    """One beside the other around the middle, where the desk looks."""
    left = (SIZE[0] - sum(badge.width for badge in badges)) // 2
    places = []
    for badge in badges:
        places.append((left, (SIZE[1] - badge.height) // 2))
        left += badge.width
    return places
