"""The rules of the choices. Called by `routes`."""

from __future__ import annotations

from collections.abc import Collection

from netevent.attendees.queries import select_attendee
from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.notifications.inbox import Inbox
from netevent.push.choices import queries
from netevent.push.choices.queries import NAMES

# What the same page asks about mail: the box's name is that of the attendee's column.
MAILS = ("wants_digest", "wants_announcements")


def save(tx: Transaction, inbox: Inbox, attendee_id: int, wanted: Collection[str]) -> None:
    """`wanted` are the boxes that are ticked; all others are not wanted. Of two at once one stands."""
    lock_attendees(tx, attendee_id)
    if select_attendee(tx, attendee_id) is None:
        return
    asked = {NAMES, *(kind.name for kind in inbox.kinds if kind.push is not None)}
    queries.delete_refusals(tx, attendee_id)
    queries.insert_refusals(tx, attendee_id, asked - set(wanted))
    update_attendee(tx, attendee_id, **{name: name in wanted for name in MAILS})
