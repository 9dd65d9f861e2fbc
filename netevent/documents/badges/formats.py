"""The papers that badges are printed on. All lengths are millimetres, from the page's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """Kept in the database by these names. `free` has a grid of the organizer's own."""

    l4785 = "l4785"
    l7418 = "l7418"
    l4728 = "l4728"
    free = "free"
    a6 = "a6"
    a7 = "a7"
    a4_folded = "a4_folded"
    roll_62 = "roll_62"
    roll_102 = "roll_102"


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


@dataclass(frozen=True, slots=True)
class Paper:
    """A grid on a printer that prints so far beside it. `is_folded`: one label is front and back."""

    format: Format
    grid: Grid
    offset_x: float = 0.0
    offset_y: float = 0.0
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """What all badges of a print share. `logo` is the file of a picture, or ''."""

    paper: Paper
    logo: str = ""
    has_back: bool = False
