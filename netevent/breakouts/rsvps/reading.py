"""What the organizer's page of one session's people shows. Called by `breakouts.rsvps.routes`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.queries import AttendeeRow, select_attendee, select_attendees
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps.queries import select_people
from netevent.breakouts.rsvps.rsvp import Person
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing
from netevent.core.text.comparing import search_words
from netevent.events.queries import select_zone

# More than these are not shown: another letter finds fewer.
MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Found:
    """An attendee of the event, and what the session has of that one already. `place` counts from 1."""

    attendee: AttendeeRow
    has_seat: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class People:
    """`waiting` stand in the order of the line. `found` is None where nobody is looked for."""

    breakout: Session
    seated: tuple[Person, ...]
    waiting: tuple[Person, ...]
    words: str
    found: tuple[Found, ...] | None
    is_cut: bool
    zone: str


def read_people(tx: Transaction, event_id: int, session_id: int, words: str, language: str) -> People:
    """Raises NotFound where the event has no such session."""
    session = existing(select_session(tx, event_id, session_id))
    people = select_people(tx, session_id)
    seated = tuple(one for one in people if one.has_seat)
    waiting = tuple(one for one in people if not one.has_seat)
    found = _found(tx, event_id, words, language)
    return People(
        session,
        seated,
        waiting,
        words,
        None if found is None else _with_seats(found[:MOST_FOUND], seated, waiting),
        found is not None and len(found) > MOST_FOUND,
        select_zone(tx, event_id),
    )


def read_person(
    tx: Transaction, event_id: int, session_id: int, attendee_id: int
) -> tuple[Session, Person | None]:
    """The session, and the attendee in it; None for who has nothing in it any more.

    Raises:
        NotFound: the event has no such session, or no such attendee.
    """
    session = existing(select_session(tx, event_id, session_id))
    if existing(select_attendee(tx, attendee_id)).event_id != event_id:
        raise NotFound
    return session, next((one for one in select_people(tx, session_id) if one.id == attendee_id), None)


def _found(tx: Transaction, event_id: int, words: str, language: str) -> list[AttendeeRow] | None:
    """One more than is shown, to know whether there are more."""
    if not search_words(words):
        return None
    return select_attendees(tx, event_id, ListFilter(words, language=language), MOST_FOUND + 1, 0)


def _with_seats(
    found: list[AttendeeRow], seated: tuple[Person, ...], waiting: tuple[Person, ...]
) -> tuple[Found, ...]:
    have = {one.id for one in seated}
    places = {one.id: place for place, one in enumerate(waiting, start=1)}
    return tuple(Found(one, one.id in have, places.get(one.id)) for one in found)
