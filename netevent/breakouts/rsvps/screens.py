"""One session's people, live: the seats at once, and the list of people once a second at most.

The list is as long as the session has seats, and its reader may look for somebody meanwhile: so the page is
told to fetch it itself.
"""

from __future__ import annotations

from netevent.breakouts.screens import CHANGES, FILL_CHANGED, read_session, session_of
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveItem, Screen

SUMS = LiveItem("session-{key}-sums", "breakouts/rsvps/_sums.html", read_session, FILL_CHANGED, session_of)
FRESH = LiveItem(
    "session-{key}-fresh", "breakouts/rsvps/_fresh.html", read_session, FILL_CHANGED, session_of, every=1.0
)
SESSION_PEOPLE = Screen(
    "session-people", require_event_team, (live_status(*CHANGES),), (SUMS, FRESH), within="office"
)
