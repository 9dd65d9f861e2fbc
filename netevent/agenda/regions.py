"""The parts of pages that show an agenda. Given to the pages and to `agenda_broadcasts`."""

from __future__ import annotations

from datetime import datetime

from netevent.agenda.timeline import Agenda, next_entries, timeline
from netevent.live.region import Region

AGENDA, NEXT = "agenda", "next-for-you"


def agenda_region(agenda: Agenda, now: datetime) -> Region:
    """The whole timeline, on the page Agenda."""
    context = {"days": timeline(agenda, now), "zone": agenda.zone}
    return Region(AGENDA, "agenda/_agenda.html", context)


def next_region(agenda: Agenda, now: datetime) -> Region:
    """What comes next, on the attendee's badge."""
    context = {"entries": next_entries(agenda, now), "zone": agenda.zone, "now": now}
    return Region(NEXT, "agenda/_next.html", context)
