"""The days of a programme in the event's zone, and what of a session is on one of them. No database.

A session belongs to the day on which it begins, also where it goes on past midnight. One that is still on
when that night is over is on the next day too. Called by `breakouts.plan.reading` and `breakouts.plan.grid`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from netevent.breakouts.session import Session
from netevent.core.clock import local, utc

# By the clock on the wall: until then it is still the evening before.
NIGHT_ENDS = time(6)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a session is on one day: all of it, or what lies between `start` and `end`."""

    session: Session
    start: datetime
    end: datetime


def dates_of(sessions: Iterable[Session], zone: str) -> list[date]:
    """The days on which there is something, in order."""
    return sorted({day for session in sessions for day in _dates(session, zone)})


def parts_on(day: date, sessions: Iterable[Session], zone: str) -> list[Part]:
    """By time, then as the sessions came."""
    first, last = beginning(day, zone), _night_end(day + DAY, zone)
    some = [session for session in sessions if day in _dates(session, zone)]
    parts = [Part(one, max(one.start, first), min(one.end, last)) for one in some]
    return sorted(parts, key=lambda part: (part.start, part.end))


def beginning(day: date, zone: str) -> datetime:
    """Midnight, as a UTC moment."""
    return utc(datetime.combine(day, time()), zone)


def _dates(session: Session, zone: str) -> Iterator[date]:
    day = local(session.start, zone).date()
    yield day
    while session.end > _night_end(day := day + DAY, zone):
        yield day


def _night_end(day: date, zone: str) -> datetime:
    return utc(datetime.combine(day, NIGHT_ENDS), zone)
