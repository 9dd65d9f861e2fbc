"""What others tell about mails that have left: arrived, came back, reported as spam. Called by `bounces`.

A mail is named by its `message_id`, the 32 hexadecimal digits before the @, which nobody knows but who has
the mail: so nobody can have another's address suppressed.
"""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.core.mail import queries
from netevent.core.mail.state import MailState, Reason


def note_delivered(tx: Transaction, message_id: str) -> None:
    """The reader's own mail server has it."""
    queries.update_state(tx, message_id, MailState.delivered)


def note_bounced(tx: Transaction, message_id: str, said: str, is_permanent: bool) -> bool:
    """It came back, or it is late and only the words are kept. False: it is no mail of ours.

    For good: nothing goes to the address any more. Told again it changes nothing, so who was given another
    try meanwhile keeps it.
    """
    if is_permanent:
        return _told(tx, message_id, MailState.bounced, said, Reason.bounced)
    queries.update_said(tx, message_id, said)
    return queries.select_email_key(tx, message_id) is not None


def note_complained(tx: Transaction, message_id: str) -> bool:
    """Its reader called it spam: no more announcements. False: it is no mail of ours."""
    return _told(tx, message_id, MailState.complained, "", Reason.complained)


def _told(tx: Transaction, message_id: str, state: MailState, said: str, reason: Reason) -> bool:
    email_key = queries.select_email_key(tx, message_id)
    if email_key is None:
        return False
    if queries.update_state(tx, message_id, state, said):
        queries.suppress(tx, email_key, reason, said)
    return True
