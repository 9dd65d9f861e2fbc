"""A line of text as glyphs in their places, in thousandths of the size. Called by `drawing` and `fitting`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import uharfbuzz

from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.paper_font import PaperFont
from netevent.documents.lettering.regions import region_of
from netevent.documents.lettering.runs import Run, runs
from netevent.documents.lettering.typefaces import Weight, ours

# Some kilobytes each; of long texts, which may have a hundred times as many, those that are being fitted.
KEPT, LONG, LONG_KEPT = 4096, 120, 64
CLUSTERS = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
# Each letter is a glyph of the first typeface: most names by far.
EUROPEAN = re.compile("[ -~\xa1-\xac\xae-\u024f\u2010-\u2014\u2018-\u201f\u2026\u20ac]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one typeface, `rise` above the base line. The pen goes `gap` to the right before them."""

    font: PaperFont
    codes: str
    gap: float
    rise: int


@dataclass(frozen=True, slots=True)
class Accent:
    """What belongs to a letter and says nothing of its own: a picture, its `path` in operators of PDF."""

    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """`start` is where the pen begins so that no ink is left of the line; `width` is all the ink and all the
    room that the letters take. `ascent` and `descent` are those of the ink.
    """

    pieces: tuple[Piece, ...]
    accents: tuple[Accent, ...]
    start: float
    width: float
    ascent: float
    descent: float


def shaped(text: str, weight: Weight) -> Line:
    """Whatever was typed."""
    shape = _kept if len(text) <= LONG else _long_kept
    return shape(text, weight, region_of(text))


@lru_cache(maxsize=KEPT)
def _kept(text: str, weight: Weight, of: str) -> Line:
    return _shaped(text, weight, of)


@lru_cache(maxsize=LONG_KEPT)
def _long_kept(text: str, weight: Weight, of: str) -> Line:
    return _shaped(text, weight, of)


def _shaped(text: str, weight: Weight, of: str) -> Line:
    line = printable(text)
    return (_european(line, weight) if EUROPEAN.fullmatch(line) else None) or _any(line, weight, of)


def _any(line: str, weight: Weight, of: str) -> Line:
    pieces, ink, pen = _Pieces(), _Ink(), 0.0
    accents: list[Accent] = []
    for run in runs(line, weight, of):
        face, paper = run.face, run.face.paper
        for glyph in _glyphs(run):
            x = pen + glyph.x
            ink.add(x, glyph.y, face.ink(glyph.number))
            if glyph.said:
                pieces.add(paper, paper.code_of(glyph.number, glyph.said, glyph.own_width), x, glyph.y)
            elif path := face.path(glyph.number):
                accents.append(Accent(path, x, glyph.y))
            pen += glyph.width
    return _line(pieces.found, accents, ink, pen)


def _european(line: str, weight: Weight) -> Line | None:
    """A quarter of the time of `_any`; None where letters are not one glyph each."""
    face = ours(weight)[0]
    infos, places = _shape(line, face.shaper, "ltr", "Latn")
    if len(infos) != len(line):
        return None
    known, width_of = face.paper.known, face.paper.width_of
    pieces: list[Piece] = []
    begun, gap, pen = 0, 0.0, 0.0
    for number, (letter, info, at) in enumerate(zip(line, infos, places, strict=True), start=1):
        if known.get(ord(letter)) != info.codepoint or at.x_offset or at.y_offset:
            return None
        pen += at.x_advance
        kern = at.x_advance - width_of(ord(letter))
        if kern or number == len(line):
            pieces.append(Piece(face.paper, line[begun:number], gap, 0))
            begun, gap = number, kern
    inks = [face.ink(info.codepoint) for info in infos]
    right = pen - places[-1].x_advance + inks[-1][2]
    ink = _Ink(inks[0][0], right, max(one[3] for one in inks), min(one[1] for one in inks))
    return _line(pieces, [], ink, pen)


def _line(pieces: list[Piece], accents: list[Accent], ink: _Ink, pen: float) -> Line:
    start = max(0.0, -ink.left)
    width = start + max(pen, ink.right)
    return Line(tuple(pieces), tuple(accents), start, width, max(0.0, ink.up), max(0.0, -ink.down))


@dataclass(slots=True)
class _Ink:
    left: float = 0
    right: float = 0
    up: float = 0
    down: float = 0

    def add(self, x: float, y: float, ink: tuple[int, int, int, int]) -> None:
        left, bottom, right, top = ink
        self.left, self.right = min(self.left, x + left), max(self.right, x + right)
        self.up, self.down = max(self.up, y + top), min(self.down, y + bottom)


@dataclass(slots=True)
class _Pieces:
    """`pen` is where the program that shows the file is, by the glyphs' own widths."""

    found: list[Piece] = field(default_factory=list)
    pen: float = 0.0

    def add(self, font: PaperFont, code: int, x: float, rise: int) -> None:
        gap = x - self.pen
        last = self.found[-1] if self.found else None
        if last is not None and last.font is font and not gap and last.rise == rise:
            self.found[-1] = Piece(font, last.codes + chr(code), last.gap, rise)
        else:
            self.found.append(Piece(font, chr(code), gap, rise))
        self.pen = x + font.width_of(code)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """`said` is the text that it stands for. `own_width` is without what its neighbours change."""

    number: int
    said: str
    width: int
    own_width: int
    x: int
    y: int


def _glyphs(run: Run) -> Iterator[_Glyph]:
    shaper = run.face.shaper
    infos, places = _shape(run.text, shaper, "rtl" if run.is_from_right else "ltr", run.script)
    said = _said(run, [info.cluster for info in infos], [place.x_advance for place in places])
    for info, place, text in zip(infos, places, said, strict=True):
        own = shaper.get_glyph_h_advance(info.codepoint)
        yield _Glyph(info.codepoint, text, place.x_advance, own, place.x_offset, place.y_offset)


def _shape(text: str, shaper: Any, direction: str, script: str) -> tuple[Any, Any]:
    """Harfbuzz's glyphs and their places, from the left."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = CLUSTERS
    buffer.add_str(text)
    buffer.direction, buffer.script = direction, script
    uharfbuzz.shape(shaper, buffer)
    return buffer.glyph_infos, buffer.glyph_positions


def _said(run: Run, clusters: list[int], widths: list[int]) -> list[str]:
    """Which glyph stands for which letters. Of several that are one cluster, letter for letter those that the
    pen goes on after, in the order in which they are read; the last has what is left of it.
    """
    said = [""] * len(clusters)
    places = dict[int, list[int]]()
    for place, cluster in enumerate(clusters):
        places.setdefault(cluster, []).append(place)
    starts = sorted(places)
    for start, end in zip(starts, [*starts[1:], len(run.text)], strict=True):
        glyphs = places[start]
        glyphs = [place for place in glyphs if widths[place]] or glyphs[:1]
        letters = run.text[start:end]
        for place in reversed(glyphs) if run.is_from_right else glyphs:
            said[place], letters = letters[:1], letters[1:]
        said[glyphs[0] if run.is_from_right else glyphs[-1]] += letters
    return said
