"""Chinese, Japanese and Korean: files of the machine with tens of thousands of glyphs, of which few are used.

They are too large to come with NetEvent, and most have outlines that ReportLab cannot embed. So the glyphs
in use are made a small typeface of, in the outlines that it can: some 0.3 ms for each, once in a process.
Called by `runs`, `missing` and `drawing.prepare`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import structlog
import uharfbuzz

from netevent.documents.lettering import folders
from netevent.documents.lettering.glyphs import typeface_file
from netevent.documents.lettering.typefaces import Typeface, Weight

log = structlog.get_logger()
# Each text that is drawn alone may add a part; so many, then all are one again.
PARTS_AT_MOST = 24
POSTSCRIPT_NAME = 6
KANA = range(0x3040, 0x3100)
HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7B0))


@dataclass(slots=True)
class Source:
    """A face in a file of the machine, and what has been made of it."""

    name: str
    shaper: Any
    parts: list[Typeface] = field(default_factory=list)
    made: int = 0

    def has(self, letter: str) -> bool:
        return bool(self.shaper.get_nominal_glyph(ord(letter)))


_one_after_the_other = RLock()


def variant(text: str) -> str:
    """Whose shapes ideographs have: Japanese ones beside kana, Korean ones beside hangul, else Chinese."""
    numbers = [ord(letter) for letter in text]
    if any(number in KANA for number in numbers):
        return "jp"
    return "kr" if any(number in block for number in numbers for block in HANGUL) else "sc"


def is_known(letter: str) -> bool:
    """Whether a file of this machine has it."""
    return _source(letter, "sc", Weight.bold) is not None


def make(letters: Iterable[str], of: str, weight: Weight) -> None:
    """All these letters at once: one small typeface for each file that has some of them."""
    wanted: dict[str, tuple[Source, set[int]]] = {}
    with _one_after_the_other:
        for letter in letters:
            source = _source(letter, of, weight)
            if source is not None and _part(source, letter) is None:
                wanted.setdefault(source.name, (source, set()))[1].add(ord(letter))
        for source, numbers in wanted.values():
            _add(source, numbers)


def typeface(letter: str, of: str, weight: Weight) -> Typeface | None:
    """One that has been made with this letter, by now at the latest."""
    source = _source(letter, of, weight)
    if source is None:
        return None
    if _part(source, letter) is None:
        make([letter], of, weight)
    return _part(source, letter)


def _part(source: Source, letter: str) -> Typeface | None:
    number = ord(letter)
    return next((part for part in source.parts if number in part.letters), None)


def _add(source: Source, numbers: set[int]) -> None:
    parts = source.parts
    if len(parts) >= PARTS_AT_MOST:
        numbers, parts = numbers.union(*(part.letters for part in parts)), []
    source.made += 1
    name = f"{source.name}-{source.made}"
    source.parts = [*parts, Typeface(name, typeface_file(source.shaper, numbers, name))]


def _source(letter: str, of: str, weight: Weight) -> Source | None:
    with _one_after_the_other:
        return next((one for one in _sources(of, weight) if one.has(letter)), None)


@cache
def _sources(of: str, weight: Weight) -> tuple[Source, ...]:
    """The faces that fit the weight first, and among them those with these shapes."""
    faces = [face for file in folders.files() for face in _faces(file)]
    return tuple(sorted(faces, key=lambda face: _rank(face.name, of, weight)))


def _rank(name: str, of: str, weight: Weight) -> tuple[bool, bool, bool]:
    low = name.lower()
    is_bold = "bold" in low or "black" in low
    is_other = f"cjk{of}" not in low and f"sans{of}" not in low
    return ("mono" in low, is_bold != (weight is Weight.bold), is_other)


@cache
def _faces(file: Path) -> tuple[Source, ...]:
    """Those of one file; none where it is not one that can be read."""
    try:
        blob = uharfbuzz.Blob.from_file_path(str(file))
    except uharfbuzz.HarfBuzzError as error:
        log.warning("typeface_not_read", file=str(file), reason=str(error))
        return ()
    faces = [uharfbuzz.Face(blob, number) for number in range(uharfbuzz.Face(blob, 0).count)]
    return tuple(source for face in faces if face.glyph_count for source in _weights(face, file.stem))


def _weights(face: Any, stem: str) -> Iterator[Source]:
    """One, or of a variable face both that are used here."""
    name = face.get_name(POSTSCRIPT_NAME) or stem
    if all(axis.tag != "wght" for axis in face.axis_infos):
        yield Source(name, uharfbuzz.Font(face))
        return
    for weight, value in ((Weight.regular, 400), (Weight.bold, 700)):
        shaper = uharfbuzz.Font(face)
        shaper.set_variations({"wght": value})
        yield Source(f"{name.partition('-')[0]}-{weight.value}", shaper)
