"""The programme is live: what the reader has, on the own pages; the seats left, once for all readers.

That there is another programme is said once for all readers too: each page fetches it after a while of its
own, with the filter that it alone knows, so that a change is not read thousands of times in one moment.
"""

from __future__ import annotations

from netevent.agenda.programme.reading import read_changed, read_own, read_own_seat
from netevent.breakouts.rsvps.queries import select_waiting_ids
from netevent.breakouts.screens import SEATS_LEFT, session_of
from netevent.changes import RsvpChanged, SessionsChanged
from netevent.identity.guards import require_event_member, require_self
from netevent.live.screen import LiveItem, LiveRegion, Screen, Spread


def event_of(change: SessionsChanged, key: int) -> int:
    return change.event_id


OWN_SEAT = LiveItem(
    "session-{key}-own", "agenda/programme/_own_seat.html", read_own_seat, (RsvpChanged,), session_of
)
# Who moves up, or leaves the line, moves all behind.
LINE = Spread(RsvpChanged, lambda change: int(change.session_id), select_waiting_ids)

PROGRAMME = Screen(
    "programme",
    require_self,
    (LiveRegion("own-seats", "agenda/programme/_own.html", read_own, (RsvpChanged,)),),
    (OWN_SEAT,),
    (LINE,),
    key="attendee_id",
    within="attendee",
    beside="seats",
    patient=True,
)
FRESH = LiveItem(
    "programme-fresh", "agenda/programme/_fresh.html", read_changed, (SessionsChanged,), event_of
)
SEATS = Screen("seats", require_event_member, items=(SEATS_LEFT, FRESH))
