"""Photos and logos, made as small as their place on the paper needs. Called by the drawing of its parts.

A file that is broken, gone or too large is no picture: the badge is printed without.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import structlog
from PIL import Image, ImageOps
from reportlab.lib.units import inch
from reportlab.lib.utils import ImageReader

log = structlog.get_logger()
DOTS_PER_INCH = 300
QUALITY = 82
# Those of the server are some hundreds wide (`core.pictures`); larger ones would take the process's memory.
PIXELS_AT_MOST = 10_000_000
KINDS = ("JPEG", "PNG", "WEBP")
WHITE = (255, 255, 255)


def photo(file: str, side: float) -> ImageReader | None:
    """The middle of it, as a square of `side` points: a JPEG, which goes into the document as it is."""
    pixels = _dots(side)
    picture = _read(file, (pixels, pixels))
    if picture is None:
        return None
    square = ImageOps.fit(picture, (min(pixels, *picture.size),) * 2)
    made = BytesIO()
    square.save(made, "JPEG", quality=QUALITY, optimize=True)
    return ImageReader(BytesIO(made.getvalue()))


@lru_cache(maxsize=16)
def logo(file: str, width: float, height: float) -> ImageReader | None:
    """The whole of it, not larger than that; the same for all badges, so it is in the document once."""
    picture = _read(file, (_dots(width), _dots(height)))
    if picture is None:
        return None
    picture.thumbnail((_dots(width), _dots(height)))
    return ImageReader(picture)


def _read(file: str, wanted: tuple[int, int]) -> Image.Image | None:
    """On white, in plain colours."""
    try:
        with Image.open(file, formats=KINDS) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise ValueError("too many pixels")
            picture.draft("RGB", (2 * wanted[0], 2 * wanted[1]))
            return _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, ArithmeticError, Image.DecompressionBombError) as error:
        log.warning("picture_not_printed", file=file, error=repr(error))
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    shown = picture.convert("RGBA")
    ground = Image.new("RGB", shown.size, WHITE)
    ground.paste(shown, mask=shown.getchannel("A"))
    return ground


def _dots(length: float) -> int:
    return max(1, round(length / inch * DOTS_PER_INCH))
