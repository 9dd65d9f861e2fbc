"""When the first mail to an attendee was queued, and when the first login as the attendee began.

Jobs and logins go after a while; these moments stay. They are written at the end of the transaction, by what
`reactions` lists. A rollback takes them along.
"""

from __future__ import annotations

from collections.abc import Sequence

from netevent.attendees.writing import note_first
from netevent.changes import AttendeeLoggedIn, AttendeeMailed, Change
from netevent.core.database import Transaction


def note_firsts(tx: Transaction, changes: Sequence[Change]) -> None:
    """All people of the transaction at once, in the order of their ids, as who locks several takes them."""
    mailed = {one.recipient_id for one in changes if isinstance(one, AttendeeMailed)}
    logged_in = {one.account_id for one in changes if isinstance(one, AttendeeLoggedIn)}
    note_first(tx, "mailed_at", mailed)
    note_first(tx, "first_login_at", logged_in)
