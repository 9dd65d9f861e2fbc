"""The timeline of one attendee, the newest first. Called by the reading of the attendee's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.attendees.history.entry import Entry
from netevent.attendees.history.queries import select_entries
from netevent.core.database import Transaction
from netevent.core.mail.mailed import Mailed, select_mails_to
from netevent.office.attendees.timeline.queries import Scan, select_door_scans, select_room_scans

MOST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One of the three."""

    at: datetime
    entry: Entry | None = None
    scan: Scan | None = None
    mail: Mailed | None = None


def read_timeline(tx: Transaction, event_id: int, attendee_id: int) -> list[Item]:
    """The attendee is of this event: the caller has asked."""
    scans = select_door_scans(tx, event_id, attendee_id, MOST)
    scans += select_room_scans(tx, event_id, attendee_id, MOST)
    items = [Item(one.at, entry=one) for one in select_entries(tx, attendee_id, MOST)]
    items += [Item(one.at, scan=one) for one in scans]
    items += [Item(one.queued_at, mail=one) for one in select_mails_to(tx, attendee_id)]
    return sorted(items, key=lambda item: item.at, reverse=True)[:MOST]
