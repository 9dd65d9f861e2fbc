"""Badges as PDF files: on sheets, or one on a page of its own. Called by `netevent.badges`.

Nothing of a badge leaves its cell. ReportLab keeps what it registers for the whole process, so one file is
drawn after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.formats import ROLLS, Design, Grid
from netevent.documents.badges.sides.back import draw_back
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.colours import inks
from netevent.documents.badges.sides.front import draw_front
from netevent.documents.badges.sides.side import Side
from netevent.documents.badges.trial import draw_trial
from netevent.documents.lettering import far_letters, ideographs_of, prepare_letters
from netevent.documents.one_at_a_time import one_at_a_time

CONTENT_TYPE = "application/pdf"
# What printers do not reach at the edge of a page; labels have it against what a printer is off by.
MARGIN_OF_PAGE, MARGIN_OF_LABEL = 5 * mm, 3 * mm
FOLD_MARK = 5 * mm
# People whose letters become one typeface where they are not in ours.
PREPARED = 300
# Streams as bytes, not as letters: a quarter smaller.
rl_config.useA85 = 0


def write_badges(
    badges: Iterable[Badge], design: Design, target: BinaryIO, tell: Callable[[int], None]
) -> None:
    """Sheet by sheet; tells how many are drawn. Where badges have backs, each sheet is followed by that of
    its backs, for a printer that turns sheets around their long edge.
    """
    with one_at_a_time():
        canvas = _canvas(target, design.paper.grid)
        done = 0
        for people in _portions(badges, design.paper.grid.labels):
            _draw_sheet(canvas, people, design)
            done += len(people)
            tell(done)
        if not done:
            # A file without a page cannot be opened.
            canvas.showPage()
        canvas.save()


def badge_pdf(badge: Badge, design: Design) -> bytes:
    """On a page of the label's own size, or on a whole sheet where it is folded."""
    grid, paper = design.paper.grid, design.paper
    if not paper.is_folded:
        own = Grid(grid.label_width, grid.label_height, grid.label_width, grid.label_height)
        paper = replace(paper, grid=own)
    file = BytesIO()
    write_badges([badge], replace(design, paper=paper), file, lambda _: None)
    return file.getvalue()


def test_page(design: Design) -> bytes:
    """By which one sees how far beside the labels the printer prints; in the language in use."""
    file = BytesIO()
    with one_at_a_time():
        canvas = _canvas(file, design.paper.grid)
        _move(canvas, design)
        draw_trial(canvas, design.paper)
        canvas.save()
    return file.getvalue()


def _canvas(target: BinaryIO, grid: Grid) -> Canvas:
    """The same badges make the same bytes."""
    size = (grid.page_width * mm, grid.page_height * mm)
    canvas = Canvas(target, pagesize=size, pageCompression=1, invariant=1)
    canvas.setCreator("NetEvent")
    return canvas


def _portions(badges: Iterable[Badge], labels: int) -> Iterator[Sequence[Badge]]:
    """For a sheet each. The letters of several hundred people are prepared at once."""
    left = iter(badges)
    many = labels * -(-PREPARED // labels)
    while people := list(islice(left, many)):
        prepare_letters(set().union(*map(_far_letters, people)))
        for first in range(0, len(people), labels):
            yield people[first : first + labels]


def _far_letters(badge: Badge) -> set[tuple[str, str]]:
    with _ideographs_of(badge):
        return far_letters(_texts(badge))


def _ideographs_of(badge: Badge) -> AbstractContextManager[None]:
    """A name in them alone is written as its person's other texts, language or event tell."""
    own = (badge.name, badge.organisation, badge.role)
    return ideographs_of(own, badge.language, around=(badge.event,))


def _texts(badge: Badge) -> Iterator[str]:
    yield from (badge.name, badge.organisation, badge.role, badge.type_name, badge.languages)
    yield from (badge.event, badge.date, *badge.answers)
    for line in badge.agenda:
        yield from (line.when, line.title, line.place)


def _draw_sheet(canvas: Canvas, people: Sequence[Badge], design: Design) -> None:
    canvas.setTitle(clean_line(people[0].event))
    _move(canvas, design)
    for place, badge in enumerate(people):
        cell = _cell(design.paper.grid, place)
        _draw_side(canvas, badge, design, cell)
        if design.paper.is_folded:
            _draw_folded(canvas, badge, design, cell)
    canvas.showPage()
    if design.has_page_of_backs:
        _draw_backs(canvas, people, design)


def _draw_backs(canvas: Canvas, people: Sequence[Badge], design: Design) -> None:
    """Each behind its front: the page is seen from behind."""
    _move(canvas, design)
    for place, badge in enumerate(people):
        front = _cell(design.paper.grid, place)
        behind = replace(front, left=design.paper.grid.page_width * mm - front.right)
        _draw_side(canvas, badge, design, behind, is_back=True)
    canvas.showPage()


def _draw_folded(canvas: Canvas, badge: Badge, design: Design, front: Box) -> None:
    """The back beside the front: the upper half of the sheet is folded behind both, then the right one."""
    back = replace(front, left=front.right)
    _draw_side(canvas, badge, design, back, is_back=True)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.4)
    width, height = design.paper.grid.page_width * mm, design.paper.grid.page_height * mm
    for start, end in ((0, FOLD_MARK), (width - FOLD_MARK, width)):
        canvas.line(start, front.top, end, front.top)
    for start, end in ((0, FOLD_MARK), (height - FOLD_MARK, height)):
        canvas.line(front.right, start, front.right, end)
    canvas.setDash(1, 3)
    canvas.line(0, front.top, width, front.top)
    canvas.line(front.right, 0, front.right, height)
    canvas.setDash()


def _draw_side(canvas: Canvas, badge: Badge, design: Design, cell: Box, *, is_back: bool = False) -> None:
    """With the cell's corner as its origin, so that all badges have the same numbers in the file."""
    own = inks(badge.colour, is_black_only=design.paper.format in ROLLS)
    there = Box(0, 0, cell.width, cell.height)
    side = Side(canvas, there, there.inside(_margin(design)), own, design.logo)
    canvas.saveState()
    canvas.translate(cell.left, cell.bottom)
    canvas.addLiteral(f"0 0 {cell.width:.3f} {cell.height:.3f} re W n")
    with _ideographs_of(badge):
        if is_back and design.has_back:
            draw_back(side, badge)
        else:
            draw_front(side, badge)
    canvas.restoreState()


def _margin(design: Design) -> float:
    """A page that is one badge, and a sheet that is folded, have the printer's own margin."""
    is_page = design.paper.grid.labels == 1 and design.paper.format not in ROLLS
    return MARGIN_OF_PAGE if is_page else MARGIN_OF_LABEL


def _cell(grid: Grid, place: int) -> Box:
    left, top = grid.corner(place)
    width, height = grid.label_width * mm, grid.label_height * mm
    return Box(left * mm, (grid.page_height - top) * mm - height, width, height)


def _move(canvas: Canvas, design: Design) -> None:
    canvas.translate(design.paper.offset_x * mm, -design.paper.offset_y * mm)
