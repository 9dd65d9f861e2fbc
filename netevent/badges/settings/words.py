"""What papers are called, and how large they are, in the reader's language. For the pages of badges."""

from __future__ import annotations

from netevent.core.i18n import gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.documents.badges.formats import GRIDS, Format, Grid


def name(paper: Format) -> str:
    match paper:
        case Format.a6 | Format.a7:
            return paper.value.upper()
        case Format.a4_folded:
            return gettext("A4, folded to A6")
        case Format.roll_62 | Format.roll_102:
            return gettext("Roll, %(width)s mm wide") % {"width": number(GRIDS[paper].page_width)}
        case Format.labels_75x40:
            return gettext("Labels, %(size)s") % {"size": measures(GRIDS[paper])}
        case Format.free:
            return gettext("Another label sheet")
    return gettext("Avery %(label)s") % {"label": paper.value.upper()}


def about(paper: Format) -> str:
    """What it is for, in a line."""
    size = measures(GRIDS[paper])
    match paper:
        case Format.free:
            return gettext("With the measures that you type in")
        case Format.a6 | Format.a7:
            return gettext("%(size)s, for badge holders") % {"size": size}
        case Format.a4_folded:
            return gettext("One sheet for each person, with a back")
        case Format.roll_62 | Format.roll_102:
            return gettext("%(size)s, for label printers") % {"size": size}
    count = GRIDS[paper].labels
    labels = ngettext("%(num)s label on a sheet", "%(num)s labels on a sheet", count) % {"num": count}
    return f"{size}, {labels}"


def measures(grid: Grid) -> str:
    """80 × 50 mm"""
    sides = {"width": number(grid.label_width), "height": number(grid.label_height)}
    return gettext("%(width)s × %(height)s mm") % sides
