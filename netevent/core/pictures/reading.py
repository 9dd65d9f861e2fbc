"""From the bytes of a picture to square JPEGs: pure functions, and the child of `process` that runs them.

Nothing of the original file survives but its colours: no EXIF, no comment, no profile.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from netevent.core.pictures.kinds import require_pixels
from netevent.core.pictures.problems import PictureUnusable, Problem
from netevent.core.sandbox import answer_parent

# Small faces in lists, cards, and printed badges; the largest first, the others are made of it.
SIZES = (800, 256, 96)
SMALLEST = 96
# A logo keeps its shape. `LOGO` asks the child for one.
LOGO, LOGO_SIDE, LOGO_SMALLEST, LOGO_QUALITY = "logo", 512, 32, 90
KINDS = ("JPEG", "PNG", "WEBP")
QUALITY = 86
SECONDS_AT_MOST = 12
MEMORY_AT_MOST = 768 * 1024**2
WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Crop:
    """A square of the upright picture: `x` of its width, `y` of its height, `size` of the shorter."""

    x: float
    y: float
    size: float


def read_squares(content: bytes, crop: Crop | None = None) -> dict[int, bytes]:
    """The JPEG of each of `SIZES`; without a `crop`, of the middle of the picture.

    Raises:
        PictureUnusable: no picture can be read from this.
    """
    try:
        return _squares(content, crop)
    except (PictureUnusable, MemoryError):
        raise
    except Exception:  # decoders raise all kinds of exceptions on a damaged file
        raise PictureUnusable(Problem.broken) from None


def _squares(content: bytes, crop: Crop | None) -> dict[int, bytes]:
    picture = _opened(content)
    profile = picture.info.get("icc_profile")
    _shrink_while_decoding(picture, crop)
    square = _cropped(ImageOps.exif_transpose(_reduced(_in_plain_pixels(picture), crop)), crop)
    largest = square.resize((SIZES[0], SIZES[0]), Image.Resampling.LANCZOS)
    clean = _on_white(_in_srgb(largest, profile))
    return {size: _jpeg(clean, size) for size in SIZES}


def read_logo(content: bytes) -> bytes:
    """The whole picture, upright, as a WebP whose sides are at most `LOGO_SIDE`; transparency is kept.

    Raises:
        PictureUnusable: no picture can be read from this.
    """
    try:
        return _logo(content)
    except (PictureUnusable, MemoryError):
        raise
    except Exception:  # decoders raise all kinds of exceptions on a damaged file
        raise PictureUnusable(Problem.broken) from None


def _logo(content: bytes) -> bytes:
    picture = _opened(content, LOGO_SMALLEST)
    profile = picture.info.get("icc_profile")
    picture.draft(None, (LOGO_SIDE, LOGO_SIDE))
    factor = max(picture.size) // (2 * LOGO_SIDE)
    upright = ImageOps.exif_transpose(_by(_in_plain_pixels(picture), factor))
    upright.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.LANCZOS)
    colours = _in_srgb(upright, profile)
    clean = Image.new(colours.mode, colours.size)  # the pixels alone: all metadata of the file stays behind
    clean.paste(colours)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=LOGO_QUALITY, method=6)
    return out.getvalue()


def _opened(content: bytes, smallest: int = SMALLEST) -> Image.Image:
    """The picture's header; no pixel is decoded yet."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and has its own sentence
    warnings.simplefilter("ignore")
    picture = Image.open(io.BytesIO(content), formats=KINDS)
    require_pixels(picture.width, picture.height)
    if min(picture.size) < smallest:
        raise PictureUnusable(Problem.too_few_pixels)
    return picture


def _side(picture: Image.Image, crop: Crop | None) -> float:
    return min(picture.size) * (crop.size if crop else 1)


def _shrink_while_decoding(picture: Image.Image, crop: Crop | None) -> None:
    """A JPEG can be decoded at half of its size or less: as far as the square stays large enough."""
    scale = SIZES[0] / max(_side(picture, crop), SIZES[0])
    wanted = (round(picture.width * scale), round(picture.height * scale))
    picture.draft(None, wanted)  # None: the colours stay as they are


def _reduced(picture: Image.Image, crop: Crop | None) -> Image.Image:
    """The same for the others, before anything copies all their pixels."""
    return _by(picture, int(_side(picture, crop) // SIZES[0]))


def _by(picture: Image.Image, factor: int) -> Image.Image:
    if factor < 2:
        return picture
    reduced = picture.reduce(factor)
    reduced.info = picture.info
    return reduced


def _in_plain_pixels(picture: Image.Image) -> Image.Image:
    """Pixels that can be resized: palettes and depths beyond 8 bits are not."""
    if picture.mode.startswith("I"):
        return _from_16_bits(picture)
    if picture.mode in ("P", "PA", "LA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("RGB")


def _from_16_bits(picture: Image.Image) -> Image.Image:
    """The upper half of each value; Pillow's own conversion cuts off what is above 255."""
    return picture.convert("I").point([value >> 8 for value in range(65536)], "L")


def _cropped(picture: Image.Image, crop: Crop | None) -> Image.Image:
    """The square, moved and shrunk as far as it must be to lie in the picture."""
    width, height = picture.size
    shorter = min(width, height)
    side = min(max(round(shorter * crop.size), 1), shorter) if crop else shorter
    left = round(width * crop.x) if crop else (width - side) // 2
    top = round(height * crop.y) if crop else (height - side) // 2
    left, top = min(max(left, 0), width - side), min(max(top, 0), height - side)
    return picture.crop((left, top, left + side, top + side))


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as a browser shows a file without a profile; transparency is kept."""
    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    if not profile:
        return picture.convert(target)
    try:
        return _converted(picture, profile, target)
    except (ImageCms.PyCMSError, OSError):  # a profile that is damaged, or for another kind of picture
        return picture.convert(target)


def _converted(picture: Image.Image, profile: bytes, target: str) -> Image.Image:
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    ours = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(picture, given, ours, outputMode=target)
    assert converted is not None
    if target == "RGBA":  # the colour engine does not carry it over
        converted.putalpha(picture.getchannel("A"))
    return converted


def _on_white(picture: Image.Image) -> Image.Image:
    """Copy the pixels alone into a new image: all metadata of the file stays behind."""
    sheet = Image.new("RGB", picture.size, WHITE)
    sheet.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return sheet


def _jpeg(picture: Image.Image, size: int) -> bytes:
    smaller = picture if picture.width == size else picture.resize((size, size), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=size > SIZES[-1])
    return out.getvalue()


def _answer(content: bytes) -> bytes:
    """A line of JSON, then the files. Not pickled: what decoded a stranger's file is not to be trusted."""
    given = json.loads(sys.argv[1])
    try:
        files = _asked_for(content, given)
    except PictureUnusable as unusable:
        return json.dumps({"problem": unusable.problem}).encode() + b"\n"
    lengths = [len(file) for file in files]
    return json.dumps({"lengths": lengths}).encode() + b"\n" + b"".join(files)


def _asked_for(content: bytes, given: list[float] | str | None) -> list[bytes]:
    if given == LOGO:
        return [read_logo(content)]
    squares = read_squares(content, Crop(*map(float, given)) if given else None)
    return [squares[size] for size in SIZES]


if __name__ == "__main__":
    answer_parent(_answer, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
