"""The live page of a room's desk. Every scan there is a `RoomChanged`, and every seat an `RsvpChanged`."""

from __future__ import annotations

from netevent.changes import RoomChanged, RsvpChanged, SeatFreed
from netevent.events.status import TARGET, TEMPLATE
from netevent.identity.guards import require_room
from netevent.live.screen import LiveRegion, Screen
from netevent.rooms.reading import read_counts, read_last_scans, read_page

COUNTED = (RoomChanged, RsvpChanged, SeatFreed)

ROOM = Screen(
    "room",
    require_room,
    (
        LiveRegion(TARGET, TEMPLATE, read_counts, COUNTED, refresh=True),
        LiveRegion("room-counters", "rooms/_counters.html", read_counts, COUNTED, refresh=True),
        LiveRegion(
            "door-last-scans", "checkin/_last_scans.html", read_last_scans, (RoomChanged,), 0.06, refresh=True
        ),
    ),
    key="session_id",
    page=read_page,
)
