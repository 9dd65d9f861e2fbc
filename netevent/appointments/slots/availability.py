"""What the form offers: lengths, days, when neither has another appointment, and where they can meet then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from netevent.appointments.overlaps.overlap import Overlap
from netevent.appointments.overlaps.queries import select_overlaps
from netevent.appointments.slots import hours
from netevent.appointments.slots import queries as slot_queries
from netevent.core.clock import MINUTE, utc
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.profiles.cards.card import Card

# Of a longer event, the first ones: a page has room for a month.
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Day:
    """`noon` is the moment from which the date is written in the reader's language."""

    day: date
    noon: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting point, and whether it is taken at the chosen time."""

    id: int
    name: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What has been chosen so far; None where nothing was chosen yet."""

    minutes: int = hours.LENGTHS[0]
    day: date | None = None
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Availability:
    """`overlaps` has the viewer's own sessions at each of the `starts` that has any. Of the other one's
    sessions it has none: they are asked about where that one accepts.
    """

    other: Card
    zone: str
    minutes: int
    days: tuple[Day, ...]
    day: date | None
    starts: tuple[datetime, ...]
    start: datetime | None
    points: tuple[Place, ...]
    overlaps: dict[datetime, tuple[Overlap, ...]]
    lengths: tuple[int, ...] = hours.LENGTHS

    @property
    def overlapping(self) -> tuple[Overlap, ...]:
        """The sessions of the whole day, each once."""
        return tuple(dict.fromkeys(one for found in self.overlaps.values() for one in found))


def read_availability(
    tx: Transaction, viewer_id: int, other: Card, chosen: Chosen, now: datetime, but_for: int | None = None
) -> Availability:
    """The availability of these two people; `but_for` is the appointment that is being moved.

    Raises:
        NotFound: the event is gone.
    """
    event_hours = existing(slot_queries.select_event_hours(tx, other.event_id))
    minutes = chosen.minutes if chosen.minutes in hours.LENGTHS else hours.LENGTHS[0]
    days = [day for day, _ in zip(hours.days(event_hours, now), range(MOST_DAYS), strict=False)]
    busy = _busy(tx, (viewer_id, other.id), event_hours.start, event_hours.end, but_for)
    free = {day: hours.free_starts(event_hours, day, minutes, busy, now) for day in days}
    day = chosen.day if chosen.day in free else _first_free(free)
    starts = free.get(day, []) if day else []
    start = chosen.start if chosen.start in starts else None
    return Availability(
        other=other,
        zone=event_hours.zone,
        minutes=minutes,
        days=tuple(Day(one, utc(datetime.combine(one, time(12)), event_hours.zone)) for one in days),
        day=day,
        starts=tuple(starts),
        start=start,
        points=_places(tx, other.event_id, start, minutes, but_for),
        overlaps=_overlaps(tx, viewer_id, starts, minutes),
    )


def _busy(
    tx: Transaction, people: Sequence[int], first: datetime, last: datetime, but_for: int | None
) -> set[datetime]:
    taken = [slot_queries.select_busy(tx, person, first - hours.SLOT, last, but_for) for person in people]
    return set().union(*taken)


def _overlaps(
    tx: Transaction, viewer_id: int, starts: Sequence[datetime], minutes: int
) -> dict[datetime, tuple[Overlap, ...]]:
    if not starts:
        return {}
    lasts = minutes * MINUTE
    sessions = select_overlaps(tx, viewer_id, starts[0], starts[-1] + lasts)
    found = {start: tuple(one for one in sessions if one.is_during(start, start + lasts)) for start in starts}
    return {start: some for start, some in found.items() if some}


def _first_free(free: dict[date, list[datetime]]) -> date | None:
    """The first day with a free time, or else the first day."""
    return next((day for day, starts in free.items() if starts), next(iter(free), None))


def _places(
    tx: Transaction, event_id: int, start: datetime | None, minutes: int, but_for: int | None
) -> tuple[Place, ...]:
    slots = hours.slots_of(start, minutes) if start else []
    taken = slot_queries.select_taken(tx, (), slots, but_for).point_ids if slots else frozenset()
    return tuple(Place(one.id, one.name, one.id in taken) for one in slot_queries.select_points(tx, event_id))
