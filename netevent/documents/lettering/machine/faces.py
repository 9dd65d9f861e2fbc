"""Faces in the typefaces of the machine, at the weights that are printed. Called by `ideographs`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import uharfbuzz
from fontTools import unicodedata as scripts

from netevent.documents.lettering.outlines import operators
from netevent.documents.lettering.typefaces import EM, Weight

log = structlog.get_logger()
POSTSCRIPT_NAME = 6
# As CSS and files count them.
WEIGHTS = {Weight.regular: 400, Weight.bold: 700}
# Lighter ones are made thicker where bold is wanted, by so much of the size.
BOLD_FROM, THICKER = 600, 0.03
# Others are pictures in colours: paper would stay empty.
OUTLINES = {"glyf", "CFF ", "CFF2"}
# Their letters change with those beside them, by rules that the small typefaces do not have: better no letter
# than a wrong one.
JOINED = re.compile(
    "Adlm|Arab|Bali|Beng|Bugi|Cakm|Cham|Deva|Gujr|Guru|Java|Khmr|Knda|Kthi|Lana|Laoo|Lepc|Limb|"
    "Mand|Mlym|Mong|Mtei|Mymr|Newa|Nkoo|Orya|Phag|Phlp|Rohg|Saur|Shrd|Sinh|Sund|Sylo|Syrc|Tale|"
    "Taml|Telu|Thaa|Tibt|Tirh"
)
SEEN = "LNPS"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """`at` is where a variable one was set."""

    name: str
    face: Any
    shaper: Any
    weight: float
    at: float | None = None
    _inked: dict[str, bool] = field(default_factory=dict)

    def has(self, letter: str) -> bool:
        """Whether ink comes of it, if it is a letter that is seen."""
        known = self._inked.get(letter)
        if known is None:
            known = self._inked[letter] = self._is_inked(letter)
        return known

    def _is_inked(self, letter: str) -> bool:
        glyph = self.shaper.get_nominal_glyph(ord(letter))
        if not glyph or JOINED.fullmatch(scripts.script(letter)):
            return False
        return unicodedata.category(letter)[0] not in SEEN or bool(operators(self.shaper, glyph))

    def thicker(self) -> Any:
        """A shaper whose outlines are bold, in the room of the regular ones."""
        shaper = _shaper(self.face, self.at)
        shaper.synthetic_bold = (THICKER, THICKER, True)
        return shaper


@cache
def faces(file: Path) -> tuple[Face, ...]:
    """Those of one file; none where it is not one that can be read and drawn."""
    try:
        blob = uharfbuzz.Blob.from_file_path(str(file))
    except uharfbuzz.HarfBuzzError as error:
        log.warning("typeface_not_read", file=str(file), reason=str(error))
        return ()
    read = [uharfbuzz.Face(blob, number) for number in range(uharfbuzz.Face(blob, 0).count)]
    drawn = [face for face in read if face.glyph_count and OUTLINES.intersection(face.table_tags)]
    if not drawn:
        log.warning("typeface_not_read", file=str(file), reason="no outlines")
    return tuple(found for face in drawn for found in _weights(face, file.stem))


def _weights(face: Any, stem: str) -> Iterator[Face]:
    """One, or of a variable face those that are used here, as far as it goes."""
    name = _plain(face.get_name(POSTSCRIPT_NAME) or stem)
    axis = next((axis for axis in face.axis_infos if axis.tag == "wght"), None)
    if axis is None:
        shaper = _shaper(face)
        yield Face(name, face, shaper, shaper.get_style_value(uharfbuzz.StyleTag.WEIGHT))
        return
    for at in sorted({min(max(value, axis.min_value), axis.max_value) for value in WEIGHTS.values()}):
        yield Face(f"{name.partition('-')[0]}-{at:.0f}", face, _shaper(face, at), at, at)


def _shaper(face: Any, at: float | None = None) -> Any:
    shaper = uharfbuzz.Font(face)
    shaper.scale = (EM, EM)
    if at is not None:
        shaper.set_variations({"wght": at})
    return shaper


def _plain(name: str) -> str:
    """Names go into PDF files."""
    return re.sub("[^A-Za-z0-9-]", "", name)[:40] or "Typeface"
