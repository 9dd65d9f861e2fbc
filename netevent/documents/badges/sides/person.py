"""Who a badge is of: the name, and below it what one does, speaks and answered. Called by `front`."""

from __future__ import annotations

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.sides import parts, pictures
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.side import Side
from netevent.documents.badges.sides.texts import (
    Text,
    draw_below,
    draw_lines,
    fitted_name,
    fitting,
    total_height,
)
from netevent.documents.lettering import Weight

# Of its column the rest has at most that, and the name what is left.
MOST_FOR_REST = 0.5
# In units of the texts.
LARGEST_NAME = 18
# Smaller faces are nobody's.
SMALLEST_PHOTO, LARGEST_PHOTO = 12 * mm, 24 * mm


def draw_person(side: Side, badge: Badge, column: Box, unit: float, *, centred: bool = True) -> None:
    """All of it, in the middle of the column."""
    about = fitting(_about(side, badge, unit), column.width, MOST_FOR_REST * column.height)
    below = total_height(about)
    name = fitted_name(clean_line(badge.name), column.width, column.height - below, LARGEST_NAME * unit)
    top = column.top - (column.height - below - name.height) / 2
    draw_lines(side.canvas, name, column, top, Weight.bold, side.inks.strong, centred=centred)
    rest = Box(column.left, column.bottom, column.width, top - name.height - column.bottom)
    draw_below(side.canvas, about, rest, centred=centred)


def draw_person_beside_photo(side: Side, badge: Badge, column: Box, unit: float) -> None:
    """The same from the left; with a photo below the name, if there is one and room for it."""
    size = min(0.5 * column.height, LARGEST_PHOTO)
    photo = pictures.photo(badge.photo, size) if badge.photo and size >= SMALLEST_PHOTO else None
    if photo is None:
        draw_person(side, badge, column, unit, centred=False)
        return
    row, upper = column.cut_bottom(size, 2.5 * unit)
    face, text = row.cut_left(size, 2 * mm)
    parts.draw_photo(side.canvas, photo, face)
    about = fitting(_about(side, badge, unit), text.width, size)
    draw_below(side.canvas, about, text.cut_top((size + total_height(about)) / 2)[0], centred=False)
    name = fitted_name(clean_line(badge.name), column.width, upper.height, LARGEST_NAME * unit)
    top = upper.top - (upper.height - name.height) / 2
    draw_lines(side.canvas, name, upper, top, Weight.bold, side.inks.strong, centred=False)


def _about(side: Side, badge: Badge, unit: float) -> list[Text]:
    """What matters least stands last: it is left out first."""
    strong, quiet = side.inks.strong, side.inks.quiet
    return [
        Text(badge.organisation, 5.2 * unit, strong, most_lines=2, gap=3 * unit),
        Text(badge.role, 4.4 * unit, quiet, most_lines=2, gap=1.2 * unit),
        Text(badge.languages, 3.7 * unit, quiet, gap=2.4 * unit),
        *(Text(answer, 3.7 * unit, quiet, gap=1.2 * unit) for answer in badge.answers),
    ]
