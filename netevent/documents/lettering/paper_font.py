"""A typeface as a PDF file embeds it: also glyphs that are no letter of their own, and what they say.

A shaped text has such glyphs: joined letters, ligatures, accents in their place. ReportLab embeds what has a
number as a letter has one, so each is given a number that no letter has, once for each text that it stands
for. What it says goes into the file's table of letters, so that search, copy and programs read the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

# The private letters of planes 15 and 16; people's are not printed (`cleaning`).
FIRST, LAST = 0xF0000, 0x10FFFD
# Texts of one typeface's glyphs that are kept: languages have some thousand. People who pile up accents make
# more; theirs are printed, and say nothing to programs.
KEPT = 100_000
# What one block of the table may hold.
BLOCK = 100
TABLE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class PaperFont(TTFont):
    """Numbers are kept for the whole process: they are the glyphs of the languages in use, some thousand."""

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file, asciiReadable=False)
        self._face: Any = self.face
        # The glyph of each letter, by the letter's number.
        self.known: dict[int, int] = self._face.charToGlyph
        self._codes: dict[tuple[int, str], int] = {}
        self._said: dict[int, str] = {}
        self._one_after_the_other = Lock()

    def code_of(self, glyph: int, said: str, width: int) -> int:
        """The number to draw a glyph by, where it stands for the text `said`. `width` is in thousandths."""
        if len(said) == 1 and said != "\xa0" and self.known.get(ord(said)) == glyph:
            return ord(said)
        if len(self._codes) >= KEPT and (glyph, said) not in self._codes:
            said = ""
        known = self._codes.get((glyph, said))
        return self._new_code(glyph, said, width) if known is None else known

    def _new_code(self, glyph: int, said: str, width: int) -> int:
        with self._one_after_the_other:
            code = self._codes.setdefault((glyph, said), FIRST + len(self._codes))
            if code > LAST:
                raise OverflowError("no typeface has so many glyphs")
            self.known[code], self._face.charWidths[code] = glyph, width
            self._said[code] = said
            return code

    def width_of(self, code: int) -> float:
        return float(self._face.charWidths.get(code, self._face.defaultWidth))

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """ReportLab's table of letters knows neither ligatures nor letters beyond U+FFFF: here is ours."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        objects: Any = doc.idToObject
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self._face.name, self._face.subfontNameX))
            objects["toUnicodeCMap:" + name.decode("latin-1")].content = TABLE % "\n".join(
                self._blocks(subset)
            )

    def _blocks(self, subset: list[int]) -> Iterator[str]:
        lines = [
            f"<{place:02X}> <{said.encode('utf-16-be').hex().upper()}>"
            for place, code in enumerate(subset)
            if code and (said := self._said.get(code, chr(code)))
        ]
        for start in range(0, len(lines), BLOCK):
            block = lines[start : start + BLOCK]
            yield "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))
