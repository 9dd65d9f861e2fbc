"""The organizer's programme, live: how each session fills, and who waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from netevent.breakouts.presenters.queries import select_presenter_names
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
    """By day in the event's zone, each day with its first session's start; and who presents which session."""

    days: tuple[tuple[datetime, tuple[Session, ...]], ...]
    zone: str
    presenters: Mapping[int, tuple[str, ...]]


def read_list(tx: Transaction, event_id: int) -> SessionList:
    zone = existing(select_event(tx, event_id)).zone
    days = groupby(select_sessions(tx, event_id), key=lambda session: local(session.start, zone).date())
    found = [tuple(sessions) for _, sessions in days]
    presenters = select_presenter_names(tx, event_id)
    return SessionList(tuple((some[0].start, some) for some in found), zone, presenters)


BREAKOUTS = Screen(
    "breakouts",
    require_event_owner,
    (
        LiveRegion("sessions-{key}-list", "breakouts/_list.html", read_list, CHANGES, every=0.5),
        live_status(*CHANGES),
    ),
    within="office",
)
