"""The organizer's attendee types, live: how many people have each."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.types import service
from netevent.attendees.types.queries import CountedType
from netevent.changes import AttendeesChanged
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class TypeList:
    types: list[CountedType]


def read_list(tx: Transaction, event_id: int) -> TypeList:
    return TypeList(service.counted(tx, event_id))


TYPES = Screen(
    "types",
    require_event_team,
    (
        LiveRegion("types-{key}-list", "attendees/types/_list.html", read_list, (AttendeesChanged,), 0.5),
        live_status(AttendeesChanged),
    ),
    within="office",
)
