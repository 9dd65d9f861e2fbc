"""The organizer's attendee types, live: how many people have each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.attendees.types import service
from netevent.attendees.types.queries import CountedType
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_event
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen
from netevent.payments.settings.queries import select_settings


@dataclass(frozen=True, slots=True)
class TypeList:
    """`currency` and `zone` are the event's, `now` the moment in which it is shown."""

    types: list[CountedType]
    currency: str
    zone: str
    now: datetime


def read_list(tx: Transaction, event_id: int) -> TypeList:
    currency = select_settings(tx, event_id).currency
    zone = existing(select_event(tx, event_id)).zone
    return TypeList(service.counted(tx, event_id), currency, zone, clock.now())


TYPES = Screen(
    "types",
    require_event_team,
    (
        LiveRegion("types-{key}-list", "attendees/types/_list.html", read_list, (AttendeesChanged,), 0.5),
        live_status(AttendeesChanged),
    ),
    within="office",
)
