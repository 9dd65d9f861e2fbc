"""A longer text in lines of one width. Called by drawings of paragraphs. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator

from netevent.documents.lettering import breaking
from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.shaping import shaped
from netevent.documents.lettering.typefaces import EM, Weight


def wrapped(text: str, width: float, size: float, weight: Weight) -> list[str]:
    """Each line of the text in as many as it needs; an empty one stays."""
    room = EM * width / size
    return [line for one in text.split("\n") for line in _lines(printable(one), room, weight)]


def _lines(line: str, room: float, weight: Weight) -> list[str]:
    if not line or shaped(line, weight).width <= room:
        return [line]
    rows, used = [""], 0.0
    for part in _parts(line, room, weight):
        needed = shaped(part, weight).width
        if rows[-1] and used + needed > room:
            rows.append("")
            used = 0.0
        rows[-1] += part
        used += needed + (_space(weight) if part.endswith(" ") else 0)
    return [row.strip() for row in rows]


def _parts(line: str, room: float, weight: Weight) -> Iterator[str]:
    """What is wider than a line is broken between its letters."""
    for part in breaking.parts(line):
        yield from [part] if shaped(part, weight).width <= room else breaking.letters(part)


def _space(weight: Weight) -> float:
    """What `shaped` leaves out at the end of a text."""
    return shaped("i i", weight).width - shaped("ii", weight).width
