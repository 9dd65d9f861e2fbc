"""The rules of whom an event's mails come from. For the organizer's page, copies, and who sends mails."""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.mail.message import THE_SERVER, MailSender
from netevent.core.mail.outbox import Envelope
from netevent.events.mail_sender import queries


def find_sender(tx: Transaction, envelope: Envelope) -> MailSender:
    """Looked up when the mail goes out, so that what is chosen now counts for mails that wait."""
    if envelope.event_id is None:
        return THE_SERVER
    return queries.select_sender(tx, envelope.event_id, envelope.language)


def save(tx: Transaction, event_id: int, chosen: MailSender) -> None:
    lock_event(tx, event_id)
    queries.update_chosen(tx, event_id, chosen)


def copy(tx: Transaction, from_id: int, to_id: int) -> None:
    chosen = queries.select_chosen(tx, from_id)
    if chosen is not None:
        queries.update_chosen(tx, to_id, chosen)
