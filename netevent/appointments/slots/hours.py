"""The grid of appointments: slots of 15 minutes in UTC. Pure; called by rules, forms and routes.

In UTC, a day on which the clocks change has its real number of slots.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from netevent.core.clock import local, utc
from netevent.events.details import ends_at

SLOT = timedelta(minutes=15)
LENGTHS = (15, 30, 45, 60)
# When people meet, in the event's time zone; an event that begins or ends at night has that night too.
OPENS, CLOSES = time(8), time(22)


@dataclass(frozen=True, slots=True)
class EventHours:
    """The span within which an event's appointments lie. Times are UTC."""

    start: datetime
    end: datetime
    zone: str

    @classmethod
    def of(cls, start: datetime, end: datetime | None, zone: str) -> EventHours:
        return cls(start, ends_at(start, end), zone)


def slots_of(start: datetime, minutes: int) -> list[datetime]:
    """The slots that an appointment takes."""
    return [start + place * SLOT for place in range(minutes // 15)]


def days(event_hours: EventHours, now: datetime) -> Iterator[date]:
    """The days of the event that are not over, in its own time zone."""
    day = local(max(event_hours.start, now), event_hours.zone).date()
    last = local(event_hours.end, event_hours.zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def is_possible(event_hours: EventHours, start: datetime, minutes: int, now: datetime) -> bool:
    """Whether people can meet then, free or not: on the grid, to come, and by day within the event."""
    is_within = max(event_hours.start, now) <= start < event_hours.end and start != now
    if minutes not in LENGTHS or not is_within or start != _grid(start):
        return False
    nights = _own_nights(event_hours)
    return all(_is_open(event_hours, nights, slot) for slot in slots_of(start, minutes))


def free_starts(
    event_hours: EventHours, day: date, minutes: int, busy: Collection[datetime], now: datetime
) -> list[datetime]:
    """When an appointment of so many minutes can start on that day; `busy` are the slots taken."""
    nights = _own_nights(event_hours)
    return [
        start
        for start in _slots_of(event_hours, day)
        if start > now
        and all(slot not in busy and _is_open(event_hours, nights, slot) for slot in slots_of(start, minutes))
    ]


def slots_between(start: datetime, end: datetime) -> list[datetime]:
    """The slots that something else takes, even in part."""
    slot, found = _grid(start), []
    while slot < end:
        found.append(slot)
        slot += SLOT
    return found


def _slots_of(event_hours: EventHours, day: date) -> list[datetime]:
    midnight = utc(datetime.combine(day, time()), event_hours.zone)
    next_midnight = utc(datetime.combine(day + timedelta(days=1), time()), event_hours.zone)
    return slots_between(midnight, next_midnight)


def _is_open(event_hours: EventHours, nights: tuple[tuple[datetime, datetime], ...], slot: datetime) -> bool:
    if slot < event_hours.start or slot + SLOT > event_hours.end:
        return False
    by_day = OPENS <= local(slot, event_hours.zone).time() < CLOSES
    return by_day or any(first <= slot < last for first, last in nights)


def _own_nights(event_hours: EventHours) -> tuple[tuple[datetime, datetime], ...]:
    """The nights in which the event itself begins and ends."""
    return (_night(event_hours.start, event_hours.zone), _night(event_hours.end - SLOT, event_hours.zone))


def _night(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    """The night around the moment, from closing to opening; empty by day."""
    wall = local(moment, zone).replace(tzinfo=None)
    if OPENS <= wall.time() < CLOSES:
        return moment, moment
    evening = wall.date() - timedelta(days=1 if wall.time() < OPENS else 0)
    closes = utc(datetime.combine(evening, CLOSES), zone)
    opens = utc(datetime.combine(evening + timedelta(days=1), OPENS), zone)
    return closes, opens


def _grid(moment: datetime) -> datetime:
    """The slot in which a moment lies."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
