"""The live parts of appointments on the attendee's pages: pushed by `broadcasts`, asked for by a poll."""

from __future__ import annotations

from datetime import datetime

from netevent.appointments.reading import read_meeting, read_proposals
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.web.pages import dom_id
from netevent.live.region import Region


def read_agenda_regions(tx: Transaction, attendee_id: int, now: datetime) -> list[Region]:
    """What the agenda shows above its timeline: the proposals."""
    proposals = read_proposals(tx, attendee_id, now)
    return [Region("appointment-proposals", "appointments/_proposals.html", {"proposals": proposals})]


def read_details_regions(tx: Transaction, attendee_id: int, appointment_id: int) -> list[Region]:
    """The page of that appointment; nothing for somebody who has none such, or across a block."""
    meeting = read_meeting(tx, attendee_id, appointment_id, clock.now())
    target = dom_id("appointment", appointment_id, "details")
    return [Region(target, "appointments/_details.html", {"meeting": meeting})] if meeting else []
