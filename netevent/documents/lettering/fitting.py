"""A text as large as it fits into a box: one line, two, then smaller; never cut, never over the edge."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.documents.lettering.drawing import width_of
from netevent.documents.lettering.typefaces import Weight


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines from above, and the size of all of them in points. `leading` is from line to line."""

    lines: tuple[str, ...]
    size: float
    leading: float


def fit(
    text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int = 2
) -> Fitted:
    """`largest` is the size in points that it gets where there is room."""
    size = min(largest, height, largest * width / max(1.0, width_of(text, largest, weight)))
    return Fitted((text,), size, 1.15 * size)
