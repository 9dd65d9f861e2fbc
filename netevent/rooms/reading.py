"""What a room's desk shows, for `rooms.routes` and `rooms.screens`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.session import Session
from netevent.checkin.desks.queries import Found as FoundAtDesk
from netevent.checkin.desks.reading import FOUND_AT_MOST, read_found
from netevent.checkin.scan import Person
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.text.comparing import search_words
from netevent.rooms import queries
from netevent.rooms.queries import Place, Seat
from netevent.rooms.scan import ScanRow

LISTED = 8
NO_SEAT = Seat(is_kept=False, waits=False, entered_at=None)


@dataclass(frozen=True, slots=True)
class RoomPage:
    """What the desk shows besides its live regions."""

    place: Place


@dataclass(frozen=True, slots=True)
class RoomCounts:
    breakout: Session
    as_of: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class LastScans:
    scans: list[ScanRow]
    zone: str

    @property
    def newest(self) -> int:
        """What comes after this row is new, and slides in."""
        return max((scan.id for scan in self.scans), default=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody in the desk's search. `checked_in_at`: since when in the room."""

    person: Person
    is_attending: bool
    is_paid: bool
    checked_in_at: datetime | None
    seat: Seat


def read_page(tx: Transaction, session_id: int) -> RoomPage | None:
    place = queries.select_place(tx, session_id)
    return RoomPage(place) if place else None


def read_counts(tx: Transaction, session_id: int) -> RoomCounts | None:
    session, place = select_session_by_id(tx, session_id), queries.select_place(tx, session_id)
    return RoomCounts(session, clock.now(), place.zone) if session and place else None


def read_last_scans(tx: Transaction, session_id: int) -> LastScans | None:
    place = queries.select_place(tx, session_id)
    return LastScans(queries.select_last_scans(tx, session_id, LISTED), place.zone) if place else None


def read_search(
    tx: Transaction, session_id: int, query: str, language: str, *, of_event: bool
) -> tuple[Place, list[Found], bool]:
    """The session's place, the attendees who are found, and whether by a code.

    `of_event`: among all of the event. A presenter finds those who have a seat or wait, by what they show to
    everyone, and reads their names alone.
    """
    place = existing(queries.select_place(tx, session_id))
    if of_event:
        people, is_by_code = read_found(tx, place.event_id, query, language)
    else:
        people, is_by_code = _registered(tx, session_id, query, language), False
    seats = queries.select_seats(tx, session_id, [one.person.id for one in people])
    found = [
        Found(one.person, one.is_attending, one.is_paid, seat.entered_at, seat)
        for one in people
        for seat in [seats.get(one.person.id, NO_SEAT)]
    ]
    return place, found, is_by_code


def _registered(tx: Transaction, session_id: int, query: str, language: str) -> list[FoundAtDesk]:
    words = search_words(query)
    found = queries.select_registered(tx, session_id, words, FOUND_AT_MOST, language) if words else []
    return [replace(one, person=replace(one.person, organisation="", type_name="")) for one in found]
