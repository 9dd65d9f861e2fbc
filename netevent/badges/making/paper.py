"""The paper that the settings name, with the printer's offset."""

from __future__ import annotations

from netevent.badges.settings.settings import BadgeSettings
from netevent.documents.badges.formats import Format, Grid, Paper

GRIDS = {
    Format.l4785: Grid(210, 297, 80, 50, 2, 5, 17.5, 13.5, 15, 5),
    Format.l7418: Grid(210, 297, 86, 55, 2, 4, 19, 38.5, 0, 0),
    Format.l4728: Grid(210, 297, 75, 40, 2, 6, 22.5, 21, 15, 3),
    Format.free: Grid(210, 297, 90, 55, 2, 5, 15, 11),
    Format.a6: Grid(105, 148, 105, 148),
    Format.a7: Grid(74, 105, 74, 105),
    Format.a4_folded: Grid(210, 297, 105, 148, 2, 1),
    Format.roll_62: Grid(62, 100, 62, 100),
    Format.roll_102: Grid(102, 76, 102, 76),
}


def paper_of(settings: BadgeSettings) -> Paper:
    """A sheet of the organizer's own is in the settings; that of the others everybody knows."""
    is_own = settings.format is Format.free and settings.grid is not None
    grid = settings.grid if is_own and settings.grid else GRIDS[settings.format]
    return Paper(
        settings.format,
        grid,
        settings.offset_x,
        settings.offset_y,
        is_folded=settings.format is Format.a4_folded,
    )
