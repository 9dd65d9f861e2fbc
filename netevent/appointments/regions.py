"""The live parts of appointments on the attendee's pages: pushed by `broadcasts`, asked for by a poll."""

from __future__ import annotations

from datetime import datetime

from netevent.appointments.reading import read_meeting, read_notifications, read_proposals
from netevent.attendees.tab_counts import select_waiting
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.web.pages import dom_id
from netevent.live.region import Region

# More would push the page away; the rest is one tap away.
TOASTS = 2


def read_regions(tx: Transaction, attendee_id: int, view: str) -> list[Region]:
    """All of them for a page with that `live_view`."""
    regions = read_notifications_regions(tx, attendee_id, clock.now())
    return regions + (read_agenda_regions(tx, attendee_id, clock.now()) if view == "agenda" else [])


def read_notifications_regions(
    tx: Transaction, attendee_id: int, now: datetime, problem: str = ""
) -> list[Region]:
    """What every page of an attendee has: the toasts, and the number at the tab Agenda.

    `problem` is what a button just met.
    """
    notifications = read_notifications(tx, attendee_id, now)
    toasts = {
        "notifications": notifications[:TOASTS],
        "more": max(0, len(notifications) - TOASTS),
        "problem": problem,
    }
    count = select_waiting(tx, attendee_id).proposals
    return [
        Region("appointment-toasts", "appointments/_toasts.html", toasts),
        Region("agenda-dot", "appointments/_dot.html", {"count": count}),
    ]


def read_agenda_regions(tx: Transaction, attendee_id: int, now: datetime) -> list[Region]:
    """What the agenda shows above its timeline: the proposals."""
    proposals = read_proposals(tx, attendee_id, now)
    return [Region("appointment-proposals", "appointments/_proposals.html", {"proposals": proposals})]


def read_details_regions(tx: Transaction, attendee_id: int, appointment_id: int) -> list[Region]:
    """The page of that appointment; nothing for somebody who has none such, or across a block."""
    meeting = read_meeting(tx, attendee_id, appointment_id, clock.now())
    target = dom_id("appointment", appointment_id, "details")
    return [Region(target, "appointments/_details.html", {"meeting": meeting})] if meeting else []
