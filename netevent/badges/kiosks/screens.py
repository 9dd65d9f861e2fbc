"""The kiosks of an event, live on the organizer's page."""

from __future__ import annotations

from netevent.badges.kiosks.reading import read_kiosks
from netevent.changes import StationsChanged
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen

OFFICE_KIOSKS = Screen(
    "kiosks",
    require_event_team,
    (
        LiveRegion(
            "kiosks-{key}",
            "badges/kiosks/_kiosks.html",
            read_kiosks,
            (StationsChanged,),
            every=0.5,
            refresh=True,
        ),
    ),
    within="office",
)
