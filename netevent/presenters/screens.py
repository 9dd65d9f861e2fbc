"""What presenters look at, live: their own sessions, one session with who comes, and the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from netevent.breakouts.rsvps.queries import select_session_ids as select_ids_of_attendee
from netevent.changes import (
    AttendeesChanged,
    Change,
    ProfileChanged,
    RoomChanged,
    RsvpChanged,
    SeatFreed,
    SessionsChanged,
)
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.status import TARGET, TEMPLATE, LiveStatus
from netevent.identity.guards import require_organizer, require_presenter
from netevent.live.screen import LiveRegion, Screen, Spread
from netevent.presenters.queries import (
    select_presenter_ids,
    select_presenter_ids_of_event,
    select_session_ids,
)
from netevent.presenters.reading import read_numbers, read_own_sessions, read_page

# What moves the numbers of one session: these changes have its `session_id`.
CHANGES: tuple[type[Change], ...] = (RsvpChanged, SeatFreed, RoomChanged)
OF_PEOPLE = (ProfileChanged, AttendeesChanged)
OFTEN = 0.5

Keys = Callable[[Transaction, int], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that the roster differs: the page alone knows what is searched for, and fetches it."""


def read_fresh(tx: Transaction, session_id: int) -> Fresh:
    return Fresh()


def read_status(tx: Transaction, session_id: int) -> LiveStatus | None:
    found = read_numbers(tx, session_id)
    return LiveStatus(clock.now(), found.zone) if found else None


def of_session(kind: type[Change], keys: Keys) -> Spread:
    return Spread(kind, lambda change: int(change.session_id), keys, OFTEN)


def of_event(kind: type[Change], keys: Keys) -> Spread:
    return Spread(kind, lambda change: int(change.event_id), keys)


def of_attendee(change: Any) -> int:
    return int(change.attendee_id)


PRESENTED = Screen(
    "presented",
    require_organizer,
    (
        LiveRegion(
            "presented-sessions",
            "presenters/_sessions.html",
            read_own_sessions,
            (*CHANGES, SessionsChanged),
            every=OFTEN,
            refresh=True,
        ),
    ),
    spreads=(
        *(of_session(kind, select_presenter_ids) for kind in CHANGES),
        of_event(SessionsChanged, select_presenter_ids_of_event),
    ),
    key="organizer_id",
)

SESSION = Screen(
    "presented-session",
    require_presenter,
    (
        LiveRegion(
            "presented-{key}-numbers",
            "presenters/_numbers.html",
            read_numbers,
            (*CHANGES, SessionsChanged),
            every=OFTEN,
        ),
        LiveRegion(
            "presented-{key}-fresh",
            "presenters/_fresh.html",
            read_fresh,
            (*CHANGES, *OF_PEOPLE),
            every=1.0,
        ),
        LiveRegion(TARGET, TEMPLATE, read_status, (*CHANGES, SessionsChanged), every=OFTEN, refresh=True),
    ),
    spreads=(
        of_event(SessionsChanged, select_session_ids),
        of_event(AttendeesChanged, select_session_ids),
        Spread(ProfileChanged, of_attendee, select_ids_of_attendee),
    ),
    key="session_id",
    page=read_page,
)

PROJECTOR = Screen(
    "projector",
    require_presenter,
    (
        LiveRegion(
            "projector-{key}",
            "presenters/_projected.html",
            read_numbers,
            (*CHANGES, SessionsChanged),
            every=OFTEN,
            refresh=True,
        ),
    ),
    spreads=(of_event(SessionsChanged, select_session_ids),),
    key="session_id",
)
