"""The back of a badge: its person's agenda; who has none shows the front again. Called by `drawing`.

Badges on a ribbon turn around, so the name is on both sides.
"""

from __future__ import annotations

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.badge import AgendaLine, Badge
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.front import draw_front
from netevent.documents.badges.sides.side import Side
from netevent.documents.badges.sides.texts import Text, draw_below, draw_lines, fitted, fitting, total_height
from netevent.documents.lettering import Weight, width_of

LOWEST_LINE, HIGHEST_LINE = 5.5 * mm, 11 * mm
RULE = 0.5
# Of a line's height.
TITLE, PLACE = 0.40, 0.30


def draw_back(side: Side, badge: Badge) -> None:
    if badge.agenda:
        _draw_agenda(side, badge)
    else:
        draw_front(side, badge)


def _draw_agenda(side: Side, badge: Badge) -> None:
    unit = min(side.cell.width, 1.4 * side.cell.height) / 100
    texts = [
        Text(badge.name, 6.5 * unit, side.inks.strong, Weight.bold),
        Text(badge.event, 3.6 * unit, side.inks.quiet, gap=1.5 * unit),
    ]
    head = fitting(texts, side.area.width, 0.3 * side.area.height)
    draw_below(side.canvas, head, side.area, centred=False)
    _, rest = side.area.cut_top(total_height(head), 2 * unit)
    side.canvas.setStrokeColorRGB(*side.inks.quiet)
    side.canvas.setLineWidth(RULE)
    side.canvas.line(rest.left, rest.top, rest.right, rest.top)
    _, rest = rest.cut_top(0, 2 * unit)
    _draw_lines_of_agenda(side, badge.agenda, rest)


def _draw_lines_of_agenda(side: Side, agenda: tuple[AgendaLine, ...], box: Box) -> None:
    """As many as there is room for; then how many more there are."""
    room = max(1, int(box.height / LOWEST_LINE))
    shown = agenda if len(agenda) <= room else agenda[: room - 1]
    left_out = len(agenda) - len(shown)
    height = min(HIGHEST_LINE, box.height / (len(shown) + bool(left_out)))
    times = max((width_of(clean_line(line.when), TITLE * height, Weight.bold) for line in shown), default=0)
    for line in shown:
        row, box = box.cut_top(height)
        _draw_line(side, line, row, min(times, 0.4 * row.width))
    if left_out:
        more = Text(f"+ {left_out}", PLACE * height, side.inks.quiet)
        draw_below(side.canvas, fitting([more], box.width, box.height), box, centred=False)


def _draw_line(side: Side, line: AgendaLine, row: Box, times: float) -> None:
    """When at the left; beside it what, and below that where."""
    when, what = row.cut_left(times, 2.5 * mm)
    found = fitted(clean_line(line.when), when.width, row.height, TITLE * row.height, Weight.bold, 1)
    draw_lines(side.canvas, found, when, row.top, Weight.bold, side.inks.strong, centred=False)
    title = TITLE * row.height
    texts = [
        Text(line.title, title, side.inks.strong, most_lines=2, most_height=1.4 * title),
        Text(line.place, PLACE * row.height, side.inks.quiet, gap=0.08 * row.height),
    ]
    draw_below(side.canvas, fitting(texts, what.width, row.height), what, centred=False)
