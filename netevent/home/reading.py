"""What a member of staff's own page shows. Called by `home.routes`, in one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.details import Event
from netevent.events.queries import select_event

ROOMS = 40


@dataclass(frozen=True, slots=True)
class StaffPage:
    """`to_come` are the next sessions, those that go on now included."""

    event: Event
    to_come: tuple[Session, ...]


def read_staff_page(tx: Transaction, event_id: int) -> StaffPage:
    """Raises NotFound where the event is gone."""
    now = clock.now()
    to_come = [one for one in select_sessions(tx, event_id) if not one.is_over(now)]
    return StaffPage(existing(select_event(tx, event_id)), tuple(to_come[:ROOMS]))
