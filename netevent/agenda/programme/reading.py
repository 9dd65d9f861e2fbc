"""What the programme shows an attendee. Called by the routes and the screens, in one read.

The public programme is arranged by it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from netevent.agenda.queries import select_agenda
from netevent.agenda.timeline import SHOWN, Entry
from netevent.attendees.queries import select_attendee
from netevent.breakouts.attendance.queries import select_no_show_minutes
from netevent.breakouts.presenters.queries import select_presenter_names
from netevent.breakouts.queries import select_session, select_sessions, select_some
from netevent.breakouts.rsvps.queries import select_rsvps
from netevent.breakouts.rsvps.rsvp import Rsvp, Status
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.clock import local
from netevent.core.database import Transaction
from netevent.core.text.comparing import plain, search_words
from netevent.core.text.markdown import plain_markdown

# How long a place in line is shown without being read again.
PLACE_LASTS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ProgrammeFilter:
    """Words, a room, a track, a day as ``2026-11-27``; empty: all. `is_own`: with a seat or in line."""

    words: str = ""
    room: str = ""
    track: str = ""
    day: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A session, who presents it, and what the reader has in it; None: nothing.

    `kept_until`: when the reader's seat is offered again if nobody came for it; None: it is kept.
    """

    session: Session
    rsvp: Rsvp | None
    is_over: bool
    presenters: tuple[str, ...] = ()
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    start: datetime
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """`dates` are those of the whole programme, each with its first session's start."""

    shown: ProgrammeFilter
    days: tuple[Day, ...]
    dates: dict[str, datetime]
    rooms: dict[str, str]
    tracks: dict[str, str]
    zone: str


@dataclass(frozen=True, slots=True)
class Own:
    """The sessions in which the reader has a seat or waits; `until` for the places in line."""

    own: tuple[Listed, ...]
    zone: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """The programme with the reader's own seats, after it has changed."""

    programme: Programme
    own: tuple[Listed, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Nothing but that the programme has changed."""

    has_changed: bool = True


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """What one session's card says of the reader. `overlapping` are asked about before a seat is taken."""

    breakout: Session
    rsvp: Rsvp | None
    is_over: bool
    overlapping: tuple[Entry, ...] = ()


def read_programme(tx: Transaction, attendee_id: int, shown: ProgrammeFilter) -> Programme | None:
    person = select_attendee(tx, attendee_id)
    if person is None:
        return None
    return arranged(_listed(tx, person.event_id, attendee_id), shown, person.zone)


def arranged(every: list[Listed], shown: ProgrammeFilter, zone: str) -> Programme:
    """By day what the filter shows, and all that it can choose from."""
    days = groupby(_filtered(every, shown, zone), key=lambda one: _date(one.session.start, zone))
    return Programme(
        shown,
        tuple(Day(some[0].session.start, some) for _, group in days for some in [tuple(group)]),
        dict(sorted((_date(one.session.start, zone), one.session.start) for one in reversed(every))),
        _named(one.session.room for one in every),
        _named(one.session.track for one in every),
        zone,
    )


def read_renewed(tx: Transaction, attendee_id: int, shown: ProgrammeFilter) -> Renewed | None:
    programme, own = read_programme(tx, attendee_id, shown), read_own(tx, attendee_id)
    return Renewed(programme, own.own, own.zone) if programme and own else None


def read_changed(tx: Transaction, event_id: int, _: int) -> Changed:
    return Changed()


def read_own(tx: Transaction, attendee_id: int) -> Own | None:
    person = select_attendee(tx, attendee_id)
    if person is None:
        return None
    rsvps, now = select_rsvps(tx, attendee_id), clock.now()
    found = select_some(tx, person.event_id, rsvps.keys())
    wait = select_no_show_minutes(tx, person.event_id)
    own = tuple(_own(one, rsvps[one.id], wait) for one in found if not one.is_over(now))
    waits = any(rsvp.place for rsvp in rsvps.values())
    return Own(own, person.zone, now + PLACE_LASTS if waits else None)


def read_own_seat(tx: Transaction, attendee_id: int, session_id: int) -> OwnSeat | None:
    person = select_attendee(tx, attendee_id)
    session = select_session(tx, person.event_id, session_id) if person else None
    if session is None:
        return None
    rsvp = select_rsvps(tx, attendee_id).get(session_id)
    return OwnSeat(session, rsvp, session.is_over(clock.now()))


def read_overlapping(tx: Transaction, attendee_id: int, session_id: int) -> tuple[Entry, ...]:
    """Own seats, places in line, and agreed appointments at the time of the session."""
    seat, agenda = read_own_seat(tx, attendee_id, session_id), select_agenda(tx, attendee_id)
    if seat is None or agenda is None:
        return ()
    start, end = seat.breakout.start, seat.breakout.end
    return tuple(
        entry
        for entry in agenda.entries
        if entry.state in SHOWN and entry.start < end and start < entry.end
        if not (entry.is_session and entry.id == session_id)
    )


def _listed(tx: Transaction, event_id: int, attendee_id: int) -> list[Listed]:
    rsvps, now = select_rsvps(tx, attendee_id), clock.now()
    names = select_presenter_names(tx, event_id)
    return [
        Listed(one, rsvps.get(one.id), one.is_over(now), names.get(one.id, ()))
        for one in select_sessions(tx, event_id)
    ]


def _own(session: Session, rsvp: Rsvp, wait: int | None) -> Listed:
    has_seat = rsvp.status is Status.registered
    until = session.start + timedelta(minutes=wait) if wait is not None and has_seat else None
    return Listed(session, rsvp, is_over=False, kept_until=until)


def _filtered(every: list[Listed], shown: ProgrammeFilter, zone: str) -> list[Listed]:
    words = search_words(shown.words)
    return [
        one
        for one in every
        if all(word in _searched(one) for word in words)
        if shown.room in ("", one.session.room) and shown.track in ("", one.session.track)
        if shown.day in ("", _date(one.session.start, zone)) and (one.rsvp or not shown.is_own)
    ]


def _searched(one: Listed) -> str:
    session = one.session
    return plain(session.name, plain_markdown(session.description), session.room, *one.presenters)


def _named(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in sorted({name for name in names if name})}


@lru_cache(maxsize=10_000)
def _date(moment: datetime, zone: str) -> str:
    """Asked for each session of a programme several times."""
    return local(moment, zone).date().isoformat()
