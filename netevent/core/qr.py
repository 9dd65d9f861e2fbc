"""QR codes: as SVG, of badges on a screen and of links to copy by phone; and as rectangles, for paper.

A badge's link is in capitals throughout, so that the code uses the alphanumeric mode: it is smaller and
reads from further away. Scheme and host ignore case, and the server answers at /C/ as at /c/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup
from qrcode import constants
from qrcode.main import QRCode
from qrcode.util import QRData

# What a camera needs around the code to find it.
QUIET_ZONE = 4
ALPHANUMERIC_MODE: Literal[2] = 2
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+./:-]+")
DARK = re.compile(rb"\x01+")
ANY_MASK = 3


class Rectangle(NamedTuple):
    """Dark modules."""

    left: int
    top: int
    width: int
    height: int


@lru_cache(maxsize=2048)
def qr_svg(text: str, label: str = "") -> Markup:
    """The QR code of `text`, black on white with its quiet zone, as wide as the element around it."""
    rows = _modules(text)
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    return Markup(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{2}"/></svg>'
    ).format(size, label, path)


def qr_rectangles(text: str) -> tuple[int, tuple[Rectangle, ...]]:
    """The code for paper, which gets scratched and bent: a quarter of it may be lost. How many modules wide
    it is, without its quiet zone; and what is dark: modules from its upper left corner, in few rectangles.

    A code of this kind may have any of eight masks, and readers are told which. To choose the calmest of
    them takes six times as long as all the rest, and thousands of badges are made at once.
    """
    rows = _modules(text, constants.ERROR_CORRECT_Q, ANY_MASK)
    return len(rows), tuple(_rectangles(rows))


def _modules(text: str, correction: int = constants.ERROR_CORRECT_M, mask: int | None = None) -> list[bytes]:
    """Rows of ones, which are dark, and zeros."""
    if ALPHANUMERIC.fullmatch(text):
        version = _smallest_version(len(text), correction)
        data: QRData | str = QRData(text.encode(), mode=ALPHANUMERIC_MODE, check_data=False)
    else:
        version, data = None, text
    code = QRCode(version, correction, border=0, mask_pattern=mask)
    code.add_data(data, optimize=0)
    code.make(fit=version is None)
    return [bytes(map(bool, row)) for row in code.modules]


@lru_cache(maxsize=256)
def _smallest_version(length: int, correction: int) -> int:
    """That so many letters fit into. The library would try all of them again for each badge."""
    code = QRCode(error_correction=correction)
    code.add_data(QRData("A" * length, mode=ALPHANUMERIC_MODE), optimize=0)
    return code.best_fit()


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: from, and up to."""
    return [run.span() for run in DARK.finditer(row)]


def _rectangles(rows: list[bytes]) -> Iterator[Rectangle]:
    """Runs that stand below each other are one."""
    begun: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*rows, b""]):
        runs = dict.fromkeys(_runs(row), y)
        for start, end in begun.keys() - runs.keys():
            top = begun[start, end]
            yield Rectangle(start, top, end - start, y - top)
        for run in begun.keys() & runs.keys():
            runs[run] = begun[run]
        begun = runs
