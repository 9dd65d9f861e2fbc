"""What a file is by its first bytes, whatever its name says. Called by `process` before decoding."""

from __future__ import annotations

from netevent.core.pictures.problems import PictureUnusable, Problem

# What phones take: 48 megapixels, and a little more than that as they count.
BYTES_AT_MOST = 24 * 1024 * 1024
PIXELS_AT_MOST = 51_000_000

HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
AVIF = {b"avif", b"avis"}
STILL = {b"mif1", b"msf1"}
# How far into a text an <svg> may stand, after its declarations and comments.
DEPTH = 4096


def require_kind(content: bytes) -> None:
    """Refuse what is not a JPEG, PNG or WebP of a decent size; which of them it is matters to nobody.

    Raises:
        PictureUnusable: with what it is instead.
    """
    if not content:
        raise PictureUnusable(Problem.empty)
    if len(content) > BYTES_AT_MOST:
        raise PictureUnusable(Problem.too_large)
    if is_webp(content):
        require_pixels(*webp_size(content))
    elif not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise PictureUnusable(what_else(content))


def require_pixels(width: int, height: int) -> None:
    if width * height > PIXELS_AT_MOST:
        raise PictureUnusable(Problem.too_many_pixels)


def is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def webp_size(content: bytes) -> tuple[int, int]:
    """Width and height by the header; the decoder would allocate memory for them before it checks.

    Raises:
        PictureUnusable: the header is invalid.
    """
    chunk, body = content[12:16], content[20:30]
    if chunk == b"VP8X" and len(body) == 10:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8 " and len(body) == 10:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    if chunk == b"VP8L" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    raise PictureUnusable(Problem.broken)


def what_else(content: bytes) -> Problem:
    if content[4:8] == b"ftyp":
        return _of_a_film_box(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return Problem.gif
    if content.startswith(b"%PDF"):
        return Problem.document
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in content[:DEPTH].lower():
        return Problem.svg
    return Problem.not_a_picture


def _of_a_film_box(content: bytes) -> Problem:
    """Photos of newer phones (HEIC, AVIF) use the container of MP4 films; its brands tell which it is."""
    length = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[at : at + 4] for at in (8, *range(16, length, 4))}
    if brands & HEIC:
        return Problem.heic
    if brands & AVIF:
        return Problem.avif
    return Problem.heic if brands & STILL else Problem.video
