"""The organizer's word that an address works. Called by `undeliverable.routes`, in one transaction.

The next mail is tried; what was held back stays so. Who called a mail spam is not an organizer's to answer
for: only that reader lets announcements come again (`announcements.off`).
"""

from __future__ import annotations

from netevent.changes import MailsChanged
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.mail.queries import delete_suppression
from netevent.core.mail.state import UNREACHED
from netevent.office.undeliverable import queries


def try_again(tx: Transaction, event_id: int, attendee_id: int) -> None:
    """Said twice it is the same; of a complaint nothing changes.

    Raises:
        NotFound: the event has no such attendee.
    """
    email_key = existing(queries.select_suppressed_key(tx, event_id, attendee_id))
    if delete_suppression(tx, email_key, *UNREACHED):
        tx.publish(MailsChanged(event_id))


def try_all_again(tx: Transaction, event_id: int) -> int:
    """Returns how many addresses those are."""
    lifted = sum(
        delete_suppression(tx, key, *UNREACHED) for key in queries.select_suppressed_keys(tx, event_id)
    )
    if lifted:
        tx.publish(MailsChanged(event_id))
    return lifted
