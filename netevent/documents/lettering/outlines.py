"""A glyph as operators of PDF. Called by `typefaces`, for accents that say nothing of their own."""

from __future__ import annotations

from typing import Any

from fontTools.pens.basePen import BasePen


class _Operators(BasePen):  # type: ignore[misc]  # fontTools tells no types
    """Its base makes the curves of both kinds of file into those of PDF."""

    def __init__(self) -> None:
        super().__init__(None)
        self.found: list[str] = []

    def _moveTo(self, point: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("m", point)

    def _lineTo(self, point: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("l", point)

    def _curveToOne(self, *points: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("c", *points)

    def _closePath(self) -> None:  # noqa: N802 - fontTools' name
        self._add("h")

    def _add(self, operator: str, *points: Any) -> None:
        self.found.append(" ".join((*(f"{x:.0f} {y:.0f}" for x, y in points), operator)))


def operators(shaper: Any, glyph: int) -> str:
    """In thousandths of the size; '' where there is no ink."""
    pen = _Operators()
    shaper.draw_glyph_with_pen(glyph, pen)
    return " ".join((*pen.found, "f")) if pen.found else ""
