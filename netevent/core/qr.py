"""QR codes as SVG: of badges on a screen, of links to copy by phone.

A badge's link is in capitals throughout, so that the code uses the alphanumeric mode: it is smaller and
reads from further away. Scheme and host ignore case, and the server answers at /C/ as at /c/.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from markupsafe import Markup
from qrcode import constants
from qrcode.main import QRCode
from qrcode.util import QRData

# What a camera needs around the code to find it.
QUIET_ZONE = 4
ALPHANUMERIC_MODE: Literal[2] = 2
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+./:-]+")


@lru_cache(maxsize=2048)
def qr_svg(text: str, label: str = "") -> Markup:
    """The QR code of `text`, black on white with its quiet zone, as wide as the element around it."""
    rows = _modules(text)
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{width}v1h-{width}z"
        for y, row in enumerate(rows)
        for x, width in _runs(row)
    )
    return Markup(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{2}"/></svg>'
    ).format(size, label, path)


def _modules(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=constants.ERROR_CORRECT_M, border=0)
    data = QRData(text, mode=ALPHANUMERIC_MODE) if ALPHANUMERIC.fullmatch(text) else text
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: first position and length."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
