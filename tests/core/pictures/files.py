"""Pictures for tests: an upright scene whose corners tell which way it stands, and files that are none."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 210, 60)
HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1MiHEmiafheic" + b"\x00" * 400
AVIF = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avifmiaf" + b"\x00" * 400
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + b"\x00" * 400
SVG = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
ORIENTATION = 0x0112


def scene(width: int = 400, height: int = 400) -> Image.Image:
    """Red and green above, blue and yellow below, each a quarter."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(YELLOW, (width // 2, height // 2, width, height))
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 400, height: int = 400, **options: Any) -> bytes:
    return saved(scene(width, height), "JPEG", **{"quality": 95} | options)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def corners(content: bytes) -> list[str]:
    """The names of the colours in the four quarters: above left, above right, below left, below right."""
    picture = opened(content).convert("RGB")
    near, far = picture.width // 5, picture.width * 4 // 5
    return [
        name_of(picture.getpixel(place)) for place in ((near, near), (far, near), (near, far), (far, far))
    ]


def name_of(colour: Any) -> str:
    named = {"red": RED, "green": GREEN, "blue": BLUE, "yellow": YELLOW, "white": (255, 255, 255)}
    distances = {
        name: sum(abs(a - b) for a, b in zip(colour, one, strict=True)) for name, one in named.items()
    }
    nearest = min(distances, key=lambda name: distances[name])
    return nearest if distances[nearest] < 60 else f"none of them: {colour}"


def png_header(width: int, height: int, depth: int = 8, kind: int = 2) -> bytes:
    """A PNG that claims a size and has nothing like so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def webp_header(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + size
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
