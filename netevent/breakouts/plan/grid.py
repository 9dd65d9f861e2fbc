"""A day of the programme as a grid: rooms across, time down, a box for each session. No database.

The time goes down in steps of five minutes, twelve to an hour. Hours in which nothing takes place are left
out, if they are several in a row. Called by `breakouts.plan.reading`; `static/css/plan.css` puts the boxes
where this says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from netevent.breakouts.plan.days import Part, beginning, parts_on
from netevent.breakouts.plan.lanes import lanes_of
from netevent.breakouts.session import Session

STEP = timedelta(minutes=5)
STEPS = 12
HOUR = timedelta(hours=1)
# How many hours in a row without a session are left out, and the steps that stand for them.
LEFT_OUT = 2
PAUSE = 4
# From how many steps on a box has room for the name of its track, and below how many not even for a meter.
TALL, SHORT = 10, 6


@dataclass(frozen=True, slots=True)
class Box:
    """Rows and columns count from 0. The day may show a part of the session alone."""

    part: Part
    row: int
    rows: int
    column: int
    columns: int

    @property
    def session(self) -> Session:
        return self.part.session

    @property
    def is_tall(self) -> bool:
        return self.rows >= TALL

    @property
    def is_short(self) -> bool:
        return self.rows < SHORT


@dataclass(frozen=True, slots=True)
class Room:
    """Its heading; an empty name is for the sessions without a room."""

    name: str
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Hour:
    """A line across; `after_pause`: hours without a session were left out before it."""

    start: datetime
    row: int
    after_pause: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """`boxes` stand by time, so that they are read in this order."""

    boxes: tuple[Box, ...]
    rooms: tuple[Room, ...]
    hours: tuple[Hour, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its first step since midnight, and the step before which it ends."""

    part: Part
    first: int
    end: int


def grid_of(day: date, sessions: Iterable[Session], zone: str) -> Grid:
    midnight = beginning(day, zone)
    placed = [_placed(part, midnight) for part in parts_on(day, sessions, zone)]
    hours = _hours(placed, midnight)
    rooms, boxes = _rooms(placed, {(hour.start - midnight) // HOUR: hour.row for hour in hours})
    boxes.sort(key=lambda box: (box.row, box.column))
    rows = hours[-1].row + STEPS if hours else 0
    return Grid(tuple(boxes), tuple(rooms), tuple(hours), rows, sum(room.columns for room in rooms))


def _placed(part: Part, midnight: datetime) -> Placed:
    """However short it is, it has a step."""
    first = (part.start - midnight) // STEP
    return Placed(part, first, max(first + 1, (part.end - midnight) // STEP))


def _hours(placed: Sequence[Placed], midnight: datetime) -> list[Hour]:
    busy = sorted({hour for one in placed for hour in range(one.first // STEPS, -(-one.end // STEPS))})
    found: list[Hour] = []
    row, before = 0, busy[0] if busy else 0
    for hour in busy:
        is_pause = hour - before > LEFT_OUT
        row += PAUSE if is_pause else 0
        between = () if is_pause else range(before + 1, hour)
        for number in (*between, hour):
            found.append(Hour(midnight + number * HOUR, row, is_pause))
            row += STEPS
        before = hour
    return found


def _rooms(placed: Sequence[Placed], row_of_hour: dict[int, int]) -> tuple[list[Room], list[Box]]:
    """By name, as people count: room 2 before room 10; those without a room last."""
    rooms: list[Room] = []
    boxes: list[Box] = []
    column = 0
    for name, some in groupby(sorted(placed, key=_by_room), key=_room):
        there = list(some)
        lanes = lanes_of([(one.first, one.end) for one in there])
        width = max(lane.beside for lane in lanes)
        rooms.append(Room(name, column, width))
        for one, lane in zip(there, lanes, strict=True):
            first, columns = lane.columns(width)
            row = row_of_hour[one.first // STEPS] + one.first % STEPS
            boxes.append(Box(one.part, row, one.end - one.first, column + first, columns))
        column += width
    return rooms, boxes


def _by_room(one: Placed) -> tuple[object, ...]:
    name = _room(one)
    pieces = re.findall(r"(\D*)(\d{0,9})", name.casefold())
    return not name, [(text, int(digits or 0)) for text, digits in pieces], name, one.first, one.end


def _room(one: Placed) -> str:
    return one.part.session.room
