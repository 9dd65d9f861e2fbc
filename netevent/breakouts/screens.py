"""The organizer's programme, live: how each session fills, and who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.changes import RsvpChanged, SeatFreed, SessionsChanged
from netevent.core.clock import local
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_event
from netevent.events.status import live_status
from netevent.identity.guards import require_event_owner
from netevent.live.screen import LiveRegion, Screen

CHANGES = (RsvpChanged, SeatFreed, SessionsChanged)


@dataclass(frozen=True, slots=True)
class SessionList:
    """By day in the event's zone, each day with its first session's start."""

    days: tuple[tuple[datetime, tuple[Session, ...]], ...]
    zone: str


def read_list(tx: Transaction, event_id: int) -> SessionList:
    zone = existing(select_event(tx, event_id)).zone
    days = groupby(select_sessions(tx, event_id), key=lambda session: local(session.start, zone).date())
    found = [tuple(sessions) for _, sessions in days]
    return SessionList(tuple((some[0].start, some) for some in found), zone)


BREAKOUTS = Screen(
    "breakouts",
    require_event_owner,
    (
        LiveRegion("sessions-{key}-list", "breakouts/_list.html", read_list, CHANGES, every=0.5),
        live_status(*CHANGES),
    ),
    within="office",
)
