"""A rectangle on a page, and how it is divided. Lengths are points, from the page's lower left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

__all__ = ["Box", "mm"]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def top(self) -> float:
        return self.bottom + self.height

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    def inside(self, margin: float) -> Box:
        return Box(
            self.left + margin, self.bottom + margin, self.width - 2 * margin, self.height - 2 * margin
        )

    def cut_top(self, height: float, gap: float = 0.0) -> tuple[Box, Box]:
        """The upper part, and what is left below the gap."""
        part = Box(self.left, self.top - height, self.width, height)
        return part, replace(self, height=max(0.0, self.height - height - gap))

    def cut_bottom(self, height: float, gap: float = 0.0) -> tuple[Box, Box]:
        """The lower part, and what is left above the gap."""
        rest = max(0.0, self.height - height - gap)
        return replace(self, height=height), Box(self.left, self.top - rest, self.width, rest)

    def cut_left(self, width: float, gap: float = 0.0) -> tuple[Box, Box]:
        """The left part, and what is left beside the gap."""
        rest = max(0.0, self.width - width - gap)
        return replace(self, width=width), Box(self.right - rest, self.bottom, rest, self.height)

    def cut_right(self, width: float, gap: float = 0.0) -> tuple[Box, Box]:
        """The right part, and what is left beside the gap."""
        part = Box(self.right - width, self.bottom, width, self.height)
        return part, replace(self, width=max(0.0, self.width - width - gap))
