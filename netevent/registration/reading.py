"""What the public form shows live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.opening.state import Registering, registering
from netevent.events.queries import select_event


@dataclass(frozen=True, slots=True)
class Seats:
    """`seats_left` is None where there is no limit any more, and where the form takes nobody any more."""

    seats_left: int | None
    as_of: datetime
    zone: str


def read_seats(tx: Transaction, event_id: int) -> Seats | None:
    """For who was at the open form, by its secret link where it has one."""
    event = select_event(tx, event_id)
    if event is None:
        return None
    now = clock.now()
    is_open = registering(event, now, event.link_token) is Registering.open
    return Seats(event.seats_left if is_open else None, now, event.zone)
