"""A small TrueType file of some glyphs of a large one, whatever outlines that has. Called by `ideographs`."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

# How far a curve may be from the original, in thousandths of the size: nobody sees it.
ERROR = 1.0
EM = 1000


def typeface_file(shaper: Any, numbers: Iterable[int], name: str, language: str) -> bytes:
    """`shaper` is harfbuzz's font of the large file, `numbers` are those of the letters, which it has.
    Where it has several shapes of a letter, that of the `language` is taken.
    """
    names = {number: f"u{number:04X}" for number in sorted({0x20, *numbers})}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    metrics = {".notdef": (EM, 0)}
    for number, glyph_name in names.items():
        glyph = _glyph(shaper, number, language)
        glyphs[glyph_name] = _outline(shaper, glyph)
        metrics[glyph_name] = (
            shaper.get_glyph_h_advance(glyph),
            shaper.get_glyph_extents(glyph).x_bearing,
        )
    return _file(names, glyphs, metrics, name)


def _glyph(shaper: Any, number: int, language: str) -> int:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(chr(number))
    buffer.guess_segment_properties()
    buffer.direction, buffer.language = "ltr", language
    uharfbuzz.shape(shaper, buffer)
    (info,) = buffer.glyph_infos if len(buffer.glyph_infos) == 1 else (None,)
    return info.codepoint if info else shaper.get_nominal_glyph(number) or 0


def _outline(shaper: Any, glyph: int) -> Any:
    pen = TTGlyphPen(None)
    shaper.draw_glyph_with_pen(glyph, Cu2QuPen(pen, ERROR, reverse_direction=True))
    return pen.glyph()


def _file(
    names: dict[int, str], glyphs: dict[str, Any], metrics: dict[str, tuple[int, int]], name: str
) -> bytes:
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost(keepGlyphNames=False)
    file = BytesIO()
    builder.save(file)
    return file.getvalue()
