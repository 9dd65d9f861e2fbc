"""Typefaces made for tests: each letter is a square, or what tells it from another."""

from __future__ import annotations

import io

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

LETTERS = "王小明花子"
# The square that each letter is.
LEFT, SIDE = 100, 800
# In variable ones the left side of the lightest letter, and how far it goes to the left until the boldest.
LIGHTEST, BOLDEST, LEFT_OF_LIGHTEST, FURTHER = 100, 900, 500, 400


def square(pen: T2CharStringPen | TTGlyphPen, left: int = LEFT) -> T2CharStringPen | TTGlyphPen:
    pen.moveTo((left, 0))
    pen.lineTo((left, SIDE))
    pen.curveTo((300, SIDE), (600, SIDE), (900, SIDE)) if isinstance(pen, T2CharStringPen) else None
    pen.lineTo((900, SIDE))
    pen.lineTo((900, 0))
    pen.closePath()
    return pen


def typeface(name: str, *, cubic: bool, letters: str = LETTERS, weight: int = 400) -> bytes:
    """As CJK typefaces of Debian have them (`cubic`: CFF), or as others."""
    builder, order = _begun(letters, is_cubic=cubic)
    if cubic:
        glyphs = {glyph: square(T2CharStringPen(1000, None)).getCharString() for glyph in order}
        builder.setupCFF(name, {"FullName": name}, glyphs, {})
    else:
        builder.setupGlyf({glyph: square(TTGlyphPen(None)).glyph() for glyph in order})
    return _ended(builder, order, name, weight)


def empty_typeface(name: str, letters: str) -> bytes:
    """As those of pictures in colours: no letter has an outline."""
    builder, order = _begun(letters)
    builder.setupGlyf({glyph: TTGlyphPen(None).glyph() for glyph in order})
    return _ended(builder, order, name, 400)


def variable_typeface(name: str, *, boldest: int = BOLDEST) -> bytes:
    """From `LIGHTEST`, which it is by itself, as the variable ones of Noto."""
    builder, order = _begun(LETTERS)
    builder.setupGlyf({glyph: square(TTGlyphPen(None), LEFT_OF_LIGHTEST).glyph() for glyph in order})
    builder.setupNameTable({"familyName": name, "styleName": "Thin", "psName": f"{name}-Thin"})
    builder.setupFvar([("wght", LIGHTEST, LIGHTEST, boldest, "Weight")], [])
    far = round(FURTHER * (boldest - LIGHTEST) / (BOLDEST - LIGHTEST))
    moved = [(-far, 0), (-far, 0), (0, 0), (0, 0), *[(0, 0)] * 4]
    builder.setupGvar({glyph: [TupleVariation({"wght": (0, 1, 1)}, moved)] for glyph in order})
    return _ended(builder, order, None, LIGHTEST)


def typeface_of_all_regions(name: str) -> bytes:
    """Its own shapes are Japanese and begin at 100; the Chinese ones begin at 300, the Taiwanese at 500."""
    builder, order = _begun(LETTERS)
    lefts = {"": LEFT, ".sc": 300, ".tc": 500}
    shapes = [f"{glyph}{end}" for end in lefts for glyph in order[2:]]
    builder.setupGlyphOrder([*order[:2], *shapes])
    outlines = {glyph: square(TTGlyphPen(None)).glyph() for glyph in order[:2]}
    for end, left in lefts.items():
        outlines |= {f"{glyph}{end}": square(TTGlyphPen(None), left).glyph() for glyph in order[2:]}
    builder.setupGlyf(outlines)
    content = io.BytesIO(_ended(builder, list(outlines), name, 400))
    languages = {"ZHS": ".sc", "ZHT": ".tc"}
    rules = "".join(
        f"language {language}; " + "".join(f"sub {glyph} by {glyph}{end}; " for glyph in order[2:])
        for language, end in languages.items()
    )
    systems = "".join(f"languagesystem hani {language}; " for language in ("dflt", *languages))
    font = TTFont(content)
    addOpenTypeFeaturesFromString(
        font, f"languagesystem DFLT dflt; {systems} feature locl {{ script hani; {rules} }} locl;"
    )
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _begun(letters: str, *, is_cubic: bool = False) -> tuple[FontBuilder, list[str]]:
    names = {ord(letter): f"u{ord(letter):X}" for letter in f" {letters}"}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=not is_cubic)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    return builder, order


def _ended(builder: FontBuilder, order: list[str], name: str | None, weight: int) -> bytes:
    builder.setupHorizontalMetrics({glyph: (1000, _left(builder, glyph)) for glyph in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    if name is not None:
        builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _left(builder: FontBuilder, glyph: str) -> int:
    return getattr(builder.font["glyf"][glyph], "xMin", LEFT) if "glyf" in builder.font else LEFT
