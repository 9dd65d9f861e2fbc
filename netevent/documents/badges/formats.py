"""The papers that badges are printed on. All lengths are millimetres, from the page's upper left corner.

Where labels lie on their sheets was looked up in two places each: docs/decisions/0042-badges.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """Kept in the database by these names. `free` has a grid of the organizer's own."""

    l4785 = "l4785"
    l7418 = "l7418"
    l4728 = "l4728"
    labels_75x40 = "labels_75x40"
    free = "free"
    a6 = "a6"
    a7 = "a7"
    a4_folded = "a4_folded"
    roll_62 = "roll_62"
    roll_102 = "roll_102"


class GridProblem(StrEnum):
    """Why nobody can print on a grid."""

    too_many = "too_many"
    too_wide = "too_wide"
    too_high = "too_high"
    too_small = "too_small"
    too_large = "too_large"
    negative = "negative"


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels on a page: `columns` by `rows`, the first one's corner at `left`, `top`."""

    page_width: float
    page_height: float
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def labels(self) -> int:
        """On a page."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of a label: places count from 0, along the rows."""
        row, column = divmod(place, self.columns)
        return (
            self.left + column * (self.label_width + self.gap_x),
            self.top + row * (self.label_height + self.gap_y),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A grid, and by how much what is printed moves to the right and down, for a printer that prints beside
    it. `is_folded`: one label is front and back.
    """

    format: Format
    grid: Grid
    offset_x: float = 0.0
    offset_y: float = 0.0
    is_folded: bool = False

    @property
    def takes_backs(self) -> bool:
        """As pages behind the fronts: of a folded sheet the back lies beside its front."""
        return not self.is_folded and self.format not in WITHOUT_BACK


@dataclass(frozen=True, slots=True)
class Design:
    """What all badges of a print share. `logo` is the file of a picture, or ''."""

    paper: Paper
    logo: str = ""
    has_back: bool = False

    @property
    def has_page_of_backs(self) -> bool:
        return self.has_back and self.paper.takes_backs


A4 = (210.0, 297.0)
# Printers of labels know black alone, and print grey as dots.
ROLLS = frozenset({Format.roll_62, Format.roll_102})
# What sticks to people has no other side, and printers of labels print one side alone.
WITHOUT_BACK = ROLLS | {Format.l4785}
# A page of a roll lies as the label comes out, so that no driver has to turn it: 62 is the width of the roll.
# Of a folded sheet the grid has the front; the back lies beside it, and behind both what nobody sees.
# `free` is what one begins with.
GRIDS: Mapping[Format, Grid] = {
    Format.l4785: Grid(*A4, 80, 50, columns=2, rows=5, left=17.5, top=13.5, gap_x=15, gap_y=5),
    Format.l7418: Grid(*A4, 86, 55, columns=2, rows=4, left=19, top=38.5),
    Format.l4728: Grid(*A4, 90, 60, columns=2, rows=4, left=15, top=28.5),
    Format.labels_75x40: Grid(*A4, 75, 40, columns=2, rows=6, left=30, top=28.5),
    Format.free: Grid(*A4, 90, 54, columns=2, rows=5, left=15, top=13.5),
    Format.a6: Grid(105, 148, 105, 148),
    Format.a7: Grid(74, 105, 74, 105),
    Format.a4_folded: Grid(*A4, 105, 148.5, top=148.5),
    Format.roll_62: Grid(62, 100, 62, 100),
    Format.roll_102: Grid(102, 152, 102, 152),
}

# A QR code of 25 mm with its quiet zone, and beside or below it a name that one can read.
SMALLEST_SIDE, SMALLEST_OTHER_SIDE = 36.0, 60.0
LARGEST_SIDE = 420.0
MOST_LABELS = 60
# What rounding of tenths of a millimetre may add up to.
TOLERANCE = 0.05


def paper_of(wanted: Format, grid: Grid | None = None, offset_x: float = 0.0, offset_y: float = 0.0) -> Paper:
    """`grid` is the organizer's own, for `free` alone."""
    own = grid if wanted is Format.free and grid else GRIDS[wanted]
    return Paper(wanted, own, offset_x, offset_y, is_folded=wanted is Format.a4_folded)


def problem_of(grid: Grid) -> GridProblem | None:
    """Why a grid of the organizer's own cannot be printed on."""
    lengths = (grid.left, grid.top, grid.gap_x, grid.gap_y)
    sides = sorted((grid.label_width, grid.label_height))
    if grid.columns < 1 or grid.rows < 1 or min(lengths) < 0:
        return GridProblem.negative
    if grid.labels > MOST_LABELS:
        return GridProblem.too_many
    if max(grid.page_width, grid.page_height) > LARGEST_SIDE:
        return GridProblem.too_large
    if sides[0] < SMALLEST_SIDE or sides[1] < SMALLEST_OTHER_SIDE:
        return GridProblem.too_small
    left, top = grid.corner(grid.labels - 1)
    if left + grid.label_width > grid.page_width + TOLERANCE:
        return GridProblem.too_wide
    if top + grid.label_height > grid.page_height + TOLERANCE:
        return GridProblem.too_high
    return None
