"""The organizer's programme, live: how each session fills, and who waits.

A seat that is taken moves the two texts of its session alone; the whole list or timetable comes again when
the programme itself changes. Which day of it the reader sees, the page alone knows, and fetches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from netevent.breakouts.presenters.queries import select_presenter_names
from netevent.breakouts.queries import select_session, select_sessions
from netevent.breakouts.session import Session
from netevent.changes import RoomChanged, RsvpChanged, SeatFreed, SessionsChanged
from netevent.core.clock import local
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_event
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveItem, LiveRegion, Screen

SEATS_CHANGED = (RsvpChanged, SeatFreed)
FILL_CHANGED = (*SEATS_CHANGED, RoomChanged)
CHANGES = (*FILL_CHANGED, SessionsChanged)


@dataclass(frozen=True, slots=True)
class SessionList:
    """By day in the event's zone, each day with its first session's start; and who presents which session."""

    days: tuple[tuple[datetime, tuple[Session, ...]], ...]
    zone: str
    presenters: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OneSession:
    breakout: Session


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that the programme differs."""


def read_list(tx: Transaction, event_id: int) -> SessionList:
    zone = existing(select_event(tx, event_id)).zone
    days = groupby(select_sessions(tx, event_id), key=lambda session: local(session.start, zone).date())
    found = [tuple(sessions) for _, sessions in days]
    presenters = select_presenter_names(tx, event_id)
    return SessionList(tuple((some[0].start, some) for some in found), zone, presenters)


def read_session(tx: Transaction, event_id: int, session_id: int) -> OneSession | None:
    session = select_session(tx, event_id, session_id)
    return OneSession(session) if session else None


def read_fresh(tx: Transaction, event_id: int) -> Fresh:
    return Fresh()


def session_of(change: RsvpChanged | SeatFreed | RoomChanged, key: int) -> int:
    return change.session_id


SEATS_LEFT = LiveItem("session-{key}-seats", "breakouts/_seats.html", read_session, SEATS_CHANGED, session_of)
FILL = LiveItem("session-{key}-fill", "breakouts/_fill.html", read_session, FILL_CHANGED, session_of)
BOX = LiveItem("session-{key}-box", "breakouts/plan/_fill.html", read_session, FILL_CHANGED, session_of)

BREAKOUTS = Screen(
    "breakouts",
    require_event_team,
    (
        LiveRegion("sessions-{key}-list", "breakouts/_list.html", read_list, (SessionsChanged,), every=0.5),
        live_status(*CHANGES),
    ),
    (SEATS_LEFT, FILL),
    within="office",
)
TIMETABLE = Screen(
    "timetable",
    require_event_team,
    (
        LiveRegion(
            "timetable-fresh", "breakouts/plan/_fresh.html", read_fresh, (SessionsChanged,), every=1.0
        ),
        live_status(*CHANGES),
    ),
    (BOX,),
    within="office",
)
