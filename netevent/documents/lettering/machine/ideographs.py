"""Chinese, Japanese and Korean: files of the machine with tens of thousands of glyphs, of which few are used.

They are too large to come with NetEvent, and most have outlines that ReportLab cannot embed. So the glyphs
in use are made a small typeface of, in the outlines that it can: some 0.3 ms for each, once in a process.
Called by `runs`, `missing`, `coverage` and `drawing.prepare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from threading import RLock
from typing import Any

from netevent.documents.lettering import regions
from netevent.documents.lettering.machine import folders
from netevent.documents.lettering.machine.faces import BOLD_FROM, WEIGHTS, Face, faces
from netevent.documents.lettering.machine.glyphs import typeface_file
from netevent.documents.lettering.typefaces import Typeface, Weight

# Each text that is drawn alone may add a part; so many, then all are one again. If that is too much work for
# the one text, the older half is forgotten, and made again for who still needs it.
PARTS_AT_MOST = 24
JOINED_AT_MOST = 1500


@dataclass(slots=True, eq=False)
class Source:
    """A face of the machine with the shapes of one region, and what has been made of it."""

    name: str
    face: Face
    shaper: Any
    region: str
    parts: list[Typeface] = field(default_factory=list)
    made: int = 0

    def has(self, letter: str) -> bool:
        return self.face.has(letter)


_one_after_the_other = RLock()
_named = Counter[str]()


def is_known(letter: str) -> bool:
    """Whether a file of this machine has it."""
    return source(letter, regions.USUAL, Weight.bold) is not None


def source(letter: str, of: str, weight: Weight) -> Source | None:
    """The best that this machine has for a letter."""
    with _one_after_the_other:
        return next((one for one in _sources(of, weight) if one.has(letter)), None)


def make(letters: Iterable[str], of: str, weight: Weight) -> None:
    """All these letters at once: one small typeface for each file that has some of them."""
    wanted: dict[Source, set[int]] = {}
    with _one_after_the_other:
        for letter in letters:
            found = source(letter, of, weight)
            if found is not None and _part(found, letter) is None:
                wanted.setdefault(found, set()).add(ord(letter))
        for one, numbers in wanted.items():
            _add(one, numbers)


def typeface(letter: str, of: str, weight: Weight) -> Typeface | None:
    """One that has been made with this letter, by now at the latest."""
    found = source(letter, of, weight)
    if found is None:
        return None
    if _part(found, letter) is None:
        make([letter], of, weight)
    return _part(found, letter)


def _part(found: Source, letter: str) -> Typeface | None:
    number = ord(letter)
    return next((part for part in found.parts if number in part.letters), None)


def _add(to: Source, numbers: set[int]) -> None:
    parts = to.parts
    if len(parts) >= PARTS_AT_MOST:
        if sum(len(part.letters) for part in parts) > JOINED_AT_MOST:
            parts = parts[PARTS_AT_MOST // 2 :]
        else:
            numbers, parts = numbers.union(*(part.letters for part in parts)), []
    to.made += 1
    name = f"{to.name}-{to.made}"
    content = typeface_file(to.shaper, numbers, name, regions.LANGUAGES[to.region])
    to.parts = [*parts, Typeface(name, content)]


@cache
def _sources(of: str, weight: Weight) -> tuple[Source, ...]:
    """The faces that fit the weight first, and among them those with these shapes."""
    found = [face for file in folders.files() for face in faces(file)]
    best = sorted(found, key=lambda face: _rank(face, of, weight))
    return tuple(_of_face(face, of, weight is Weight.bold and face.weight < BOLD_FROM) for face in best)


def _rank(face: Face, of: str, weight: Weight) -> tuple[bool, float, bool]:
    low = face.name.lower()
    is_other = f"cjk{of}" not in low and f"sans{of}" not in low
    return ("mono" in low, abs(face.weight - WEIGHTS[weight]), is_other)


@cache
def _of_face(face: Face, of: str, is_thicker: bool) -> Source:
    """A file of PDF knows a typeface by its name: no two have the same."""
    name = f"{face.name}-{of}{'-thick' if is_thicker else ''}"
    _named[name] += 1
    if _named[name] > 1:
        name = f"{name}-{_named[name]}x"
    return Source(name, face, face.thicker() if is_thicker else face.shaper, of)
