"""A text as large as it fits into a box: one line, two, then smaller; never cut, never over the edge.

Called by drawings. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from netevent.documents.lettering import breaking
from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.shaping import shaped
from netevent.documents.lettering.typefaces import EM, Weight

# From line to line, and between the ink of two lines at least, in thousandths of the size.
LEADING, BETWEEN = 1150, 60
# Of lines without tall or deep letters, so that badges side by side have their base lines alike.
ASCENT, DESCENT = 714, 200
# Fewer lines are taken for so much of the size.
NEARLY = 0.95
# So much of the size is given for words that are whole.
WHOLE_WORDS = 0.75
# Below this size a word may be broken where it should not.
SMALLEST = 6.0
STEP = 100


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines from above, and the size of all of them in points. `leading` is from line to line, `ascent`
    from the upper edge to the first base line, `descent` from the last one to the lower edge.
    """

    lines: tuple[str, ...]
    size: float
    leading: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        return self.ascent + max(0, len(self.lines) - 1) * self.leading + self.descent


def fit(
    text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int = 2
) -> Fitted:
    """`largest` is the size in points that it gets where there is room."""
    line = printable(text)
    if not line:
        return Fitted((), largest, LEADING * largest / EM, 0, 0)
    box = _Box(width, height, largest, weight)
    best = box.best(breaking.words(line), most_lines)
    if best.size < largest and breaking.has_no_spaces(line):
        best = _better(best, box.best(breaking.parts(line), most_lines))
    if best.size < min(SMALLEST, largest):
        best = _better(best, box.best(breaking.letters(line), most_lines))
    return best


def _better(one: Fitted, two: Fitted) -> Fitted:
    """The second breaks words: for a little more size that is not done."""
    return two if one.size < WHOLE_WORDS * two.size else one


@dataclass(frozen=True, slots=True)
class _Box:
    width: float
    height: float
    largest: float
    weight: Weight

    def best(self, pieces: Sequence[str], most_lines: int) -> Fitted:
        """Of one line, two and so on the largest; the first of those that are nearly so."""
        found: list[Fitted] = []
        for count in range(1, max(1, min(most_lines, len(pieces))) + 1):
            found.append(self.fitted(self.broken(pieces, count)))
            if found[-1].size >= self.largest:
                break
        enough = NEARLY * max(one.size for one in found)
        return next(one for one in found if one.size >= enough)

    def fitted(self, lines: Sequence[str]) -> Fitted:
        shapes = [shaped(line, self.weight) for line in lines]
        ascent, descent = max(ASCENT, shapes[0].ascent), max(DESCENT, shapes[-1].descent)
        leading = max([LEADING, *(one.descent + two.ascent + BETWEEN for one, two in pairwise(shapes))])
        tall = ascent + (len(lines) - 1) * leading + descent
        wide = max(1.0, *(one.width for one in shapes))
        size = min(self.largest, _down(EM * self.width / wide), _down(EM * self.height / tall))
        scale = size / EM
        return Fitted(tuple(lines), size, leading * scale, ascent * scale, descent * scale)

    def broken(self, pieces: Sequence[str], count: int) -> list[str]:
        """Into so many lines or fewer, with the widest as narrow as may be."""
        if count == 1:
            return _lines([pieces])
        widths = [shaped(piece, self.weight).width for piece in pieces]
        low, high = max(widths), sum(widths)
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if len(_rows(widths, middle)) <= count else (middle, high)
        return _lines(pieces[row] for row in _rows(widths, high))


def _rows(widths: Sequence[float], room: float) -> list[slice]:
    """As many pieces on each line as there is room for."""
    rows, start, used = [], 0, 0.0
    for place, width in enumerate(widths):
        if place > start and used + width > room:
            rows.append(slice(start, place))
            start, used = place, 0.0
        used += width
    return [*rows, slice(start, len(widths))]


def _lines(rows: Iterable[Sequence[str]]) -> list[str]:
    return ["".join(row).strip() for row in rows]


def _down(size: float) -> float:
    """To the hundredth below: what is written into the file is no larger."""
    return size if size < 1 else int(size * STEP) / STEP
