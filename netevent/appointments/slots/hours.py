"""The grid of appointments: quarters of an hour in UTC. Pure; asked by `service`, `offers` and the routes.

Counting in UTC, a day on which the clocks change has its real number of quarters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from netevent.core.clock import local, utc

CELL = timedelta(minutes=15)
LENGTHS = (15, 30, 45, 60)
# When people meet, on the clock of the event; one that itself begins or ends at night has that night too.
OPENS, CLOSES = time(8), time(22)
# An event without an end lasts a day.
LASTS_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """Within what appointments of an event lie. Times are UTC."""

    start: datetime
    end: datetime
    zone: str

    @classmethod
    def of(cls, start: datetime, end: datetime | None, zone: str) -> Frame:
        return cls(start, end or start + LASTS_AT_MOST, zone)


def cells(start: datetime, minutes: int) -> list[datetime]:
    """The quarters that an appointment takes."""
    return [start + place * CELL for place in range(minutes // 15)]


def days(frame: Frame, now: datetime) -> Iterator[date]:
    """The days of the event that are not over, as its own calendar has them."""
    day = local(max(frame.start, now), frame.zone).date()
    last = local(frame.end, frame.zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def is_possible(frame: Frame, start: datetime, minutes: int, now: datetime) -> bool:
    """Whether people can meet then, free or not: on the grid, to come, and by day within the event."""
    is_within = max(frame.start, now) <= start < frame.end and start != now
    if minutes not in LENGTHS or not is_within or start != _grid(start):
        return False
    nights = _own_nights(frame)
    return all(_is_open(frame, nights, cell) for cell in cells(start, minutes))


def free_starts(
    frame: Frame, day: date, minutes: int, busy: Collection[datetime], now: datetime
) -> list[datetime]:
    """When an appointment of so many minutes can start on that day; `busy` are the cells taken."""
    nights = _own_nights(frame)
    return [
        start
        for start in _cells_of(frame, day)
        if start > now
        and all(cell not in busy and _is_open(frame, nights, cell) for cell in cells(start, minutes))
    ]


def cells_between(start: datetime, end: datetime) -> list[datetime]:
    """The quarters that something else takes, even in part."""
    cell, found = _grid(start), []
    while cell < end:
        found.append(cell)
        cell += CELL
    return found


def _cells_of(frame: Frame, day: date) -> list[datetime]:
    midnight = utc(datetime.combine(day, time()), frame.zone)
    next_midnight = utc(datetime.combine(day + timedelta(days=1), time()), frame.zone)
    return cells_between(midnight, next_midnight)


def _is_open(frame: Frame, nights: tuple[tuple[datetime, datetime], ...], cell: datetime) -> bool:
    if cell < frame.start or cell + CELL > frame.end:
        return False
    by_day = OPENS <= local(cell, frame.zone).time() < CLOSES
    return by_day or any(first <= cell < last for first, last in nights)


def _own_nights(frame: Frame) -> tuple[tuple[datetime, datetime], ...]:
    """The nights in which the event itself begins and ends."""
    return (_night(frame.start, frame.zone), _night(frame.end - CELL, frame.zone))


def _night(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    """From closing to opening around the moment; empty by day."""
    wall = local(moment, zone).replace(tzinfo=None)
    if OPENS <= wall.time() < CLOSES:
        return moment, moment
    evening = wall.date() - timedelta(days=1 if wall.time() < OPENS else 0)
    closes = utc(datetime.combine(evening, CLOSES), zone)
    opens = utc(datetime.combine(evening + timedelta(days=1), OPENS), zone)
    return closes, opens


def _grid(moment: datetime) -> datetime:
    """The quarter in which a moment lies."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
