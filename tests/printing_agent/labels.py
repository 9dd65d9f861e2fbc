"""A label as a printer gets it, and its code read back by the decoder that cameras use."""

from __future__ import annotations

import re

import zxingcpp
from PIL import Image

from netevent.printing_agent.told import Label

ROLL = Label(62, 100)


def dots_of(zpl: bytes) -> Image.Image:
    """What a printer makes of it: black on white."""
    found = re.fullmatch(
        rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),\3,(\d+),([0-9A-F,:]+)\^FS\^PQ1\^XZ\n", zpl
    )
    assert found, zpl[:80]
    width, height, total, of_a_row = (int(found[number]) for number in range(1, 5))
    dots = unfolded(found[5].decode(), of_a_row * 2)
    assert len(dots) == total == of_a_row * height
    whole = Image.frombytes("1", (of_a_row * 8, height), bytes(byte ^ 0xFF for byte in dots))
    return whole.crop((0, 0, width, height))


def unfolded(written: str, digits_of_a_row: int) -> bytes:
    rows: list[str] = []
    while written:
        if written[0] == ":":
            rows.append(rows[-1])
            written = written[1:]
            continue
        ink = re.match(rf"[0-9A-F]{{0,{digits_of_a_row}}}", written)
        assert ink
        rows.append(ink[0].ljust(digits_of_a_row, "0"))
        written = written[len(ink[0]) :].removeprefix("," if len(ink[0]) < digits_of_a_row else "")
    return bytes.fromhex("".join(rows))


def code_on(picture: Image.Image) -> str:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert found, "no code can be read"
    return str(found[0].text)
