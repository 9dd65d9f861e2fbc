"""The front of a badge, upright or lying, whatever its size. Called by `drawing`.

The sizes of texts go with the size of the badge; the name gets what is left, as large as it fits.
"""

from __future__ import annotations

from netevent.documents.badges.badge import Badge
from netevent.documents.badges.sides import parts, person, pictures
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.side import Side
from netevent.documents.badges.sides.texts import Text, draw_below, fitting, total_height
from netevent.documents.lettering import Weight
from netevent.documents.qr_codes import quiet_zone

# From which a badge lies, and which is its unit then: a part of the height; of the width of an upright one.
LYING = 1.1
LYING_UNITS, UPRIGHT_UNITS = 52, 100
ABOVE_BAND = 1.5 * mm


def draw_front(side: Side, badge: Badge) -> None:
    if side.cell.width >= LYING * side.cell.height:
        _draw_lying(side, badge)
    else:
        _draw_upright(side, badge)


def _draw_upright(side: Side, badge: Badge) -> None:
    """The event above, the name in the middle, the code below it, the band at the foot."""
    unit, area = side.cell.width / UPRIGHT_UNITS, side.area
    if badge.type_name:
        band, area = area.cut_bottom(max(8 * mm, 12 * unit))
        parts.draw_band(side.canvas, badge.type_name, band, side.inks)
    code = max(parts.SMALLEST_CODE, min(32 * unit, 0.25 * side.cell.height))
    quiet = quiet_zone(badge.link, code)
    row, area = area.cut_bottom(code + 2 * quiet)
    _draw_code_and_photo(side, badge, row, code)
    head = _draw_head(side, badge, area, unit)
    _, column = area.cut_top(head, 3 * unit)
    person.draw_person(side, badge, column, unit)


def _draw_code_and_photo(side: Side, badge: Badge, row: Box, code: float) -> None:
    """Side by side, in the middle."""
    quiet = (row.height - code) / 2
    gap = max(quiet, min(8 * mm, row.width - 2 * code))
    face = min(code, row.width - code - gap)
    photo = pictures.photo(badge.photo, face) if badge.photo else None
    beside = face + gap if photo else 0.0
    left = row.middle - (beside + code) / 2
    if photo:
        middle = row.bottom + row.height / 2
        parts.draw_photo(side.canvas, photo, Box(left, middle - face / 2, face, face))
    parts.draw_code(side.canvas, badge.link, Box(left + beside, row.bottom + quiet, code, code))


def _draw_head(side: Side, badge: Badge, area: Box, unit: float) -> float:
    """Logo, event and date below each other; gives their height."""
    place, _ = area.cut_top(min(16 * unit, 0.2 * area.height))
    logo = parts.draw_logo(side.canvas, side.logo, place, "n")
    _, rest = area.cut_top(logo, 2 * unit if logo else 0)
    texts = [
        Text(badge.event, 4.4 * unit, side.inks.strong, Weight.bold, most_lines=2),
        Text(badge.date, 3.6 * unit, side.inks.quiet, gap=1.2 * unit),
    ]
    found = fitting(texts, rest.width, 0.3 * area.height)
    draw_below(side.canvas, found, rest, centred=True)
    return area.top - rest.top + total_height(found)


def _draw_lying(side: Side, badge: Badge) -> None:
    """Two columns, the code at the right; the band below both, or below the text on a low one."""
    unit, area = side.cell.height / LYING_UNITS, side.area
    code = max(parts.SMALLEST_CODE, min(0.42 * side.cell.height, 34 * mm))
    quiet = quiet_zone(badge.link, code)
    band_height = max(6.5 * mm, 7 * unit)
    is_low = area.height < band_height + code + 2 * quiet
    if is_low:
        area, at_right = _columns(side, area, code, quiet)
    if badge.type_name:
        band, area = area.cut_bottom(band_height)
        parts.draw_band(side.canvas, badge.type_name, band, side.inks)
    if not is_low:
        area, at_right = _columns(side, area, code, quiet)
    has_logo = _draw_code_and_logo(side, badge, at_right, code, quiet)
    _, area = area.cut_bottom(0, ABOVE_BAND if badge.type_name else 0)
    _draw_text(side, badge, area, unit, logo="" if has_logo else side.logo)


def _columns(side: Side, area: Box, code: float, quiet: float) -> tuple[Box, Box]:
    """For the text, and for the code. The margin may be a part of its quiet zone."""
    beyond = max(0.0, quiet - (side.cell.right - area.right))
    at_right, text = area.cut_right(code + beyond, quiet)
    return text, at_right.cut_left(code)[0]


def _draw_code_and_logo(side: Side, badge: Badge, column: Box, code: float, quiet: float) -> bool:
    """The logo above the code, if it is to have one and there is room for it: whether it was drawn."""
    room = column.height - code - 2 * quiet
    has_room = room >= 4 * mm and bool(side.logo)
    place, _ = column.cut_top(room)
    logo = parts.draw_logo(side.canvas, side.logo, place, "ne") if has_room else 0.0
    free = column.height - code - (room if logo else 0.0)
    parts.draw_code(side.canvas, badge.link, Box(column.left, column.bottom + free / 2, code, code))
    return bool(logo)


def _draw_text(side: Side, badge: Badge, column: Box, unit: float, logo: str) -> None:
    """The event above, and who it is in the middle of what is left."""
    top, _ = column.cut_top(6 * unit)
    at_right, _ = top.cut_right(0.3 * column.width)
    width = parts.draw_logo(side.canvas, logo, at_right, "ne") and at_right.width + mm
    head, _ = column.cut_left(column.width - width)
    texts = [
        Text(badge.event, 2.8 * unit, side.inks.strong, Weight.bold),
        Text(badge.date, 2.4 * unit, side.inks.quiet, gap=0.7 * unit),
    ]
    found = fitting(texts, head.width, 0.3 * column.height)
    draw_below(side.canvas, found, head, centred=False)
    _, rest = column.cut_top(total_height(found), 2.5 * unit)
    person.draw_person_beside_photo(side, badge, rest, 0.8 * unit)
