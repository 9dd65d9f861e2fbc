"""The record of prints. Called by who made a file or a page of badges, inside one transaction.

Printing is no admission: nothing else follows from it, and a reprint makes no other badge invalid.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from netevent.badges.printed import queries
from netevent.changes import BadgesPrinted
from netevent.core.database import Transaction

LONGEST_NAME, LONGEST_STATION = 255, 100


def record_prints(
    tx: Transaction, event_id: int, printed: Sequence[tuple[int, str]], by: str, station: str, now: datetime
) -> None:
    """That these attendees' badges came out, each with `making.content_of` what stood on it.

    Who is not of this event, or has gone meanwhile, is passed over.
    """
    theirs = queries.select_theirs(tx, event_id, [attendee_id for attendee_id, _ in printed])
    kept = [one for one in printed if one[0] in theirs]
    if kept:
        queries.insert_prints(tx, event_id, kept, by[:LONGEST_NAME], station[:LONGEST_STATION], now)
        tx.publish(BadgesPrinted(event_id))
