"""SQL of messages. The only writer of `session_messages`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from netevent.attendees.predicates import is_unconfirmed
from netevent.breakouts.predicates import HAS_SEAT
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees, events, organizers
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.database.tables import session_messages as messages
from netevent.core.text.addresses import own_address


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent, by whom, and to how many. `sender` is empty where the account is gone."""

    id: int
    text: str
    sender: str
    recipients: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody with a seat, as a mail needs to know them."""

    id: int
    email: str
    first_name: str
    language: str


def select_owner_and_taken(tx: Transaction, session_id: int) -> tuple[int, int] | None:
    """Whose event it is, and how many have a seat."""
    joined = sessions.join(events, events.c.id == sessions.c.event_id)
    statement = select(events.c.organizer_id, sessions.c.seats_taken).select_from(joined)
    row = tx.execute(statement.where(sessions.c.id == session_id)).first()
    return (row.organizer_id, row.seats_taken) if row else None


def select_messages(tx: Transaction, session_id: int) -> list[Message]:
    """The newest first."""
    joined = messages.outerjoin(organizers, organizers.c.id == messages.c.organizer_id)
    statement = select(messages, organizers.c.name).select_from(joined)
    statement = statement.where(messages.c.breakout_session_id == session_id)
    rows = tx.execute(statement.order_by(messages.c.sent_at.desc(), messages.c.id.desc()))
    return [Message(row.id, row.text, row.name or "", row.recipients, row.sent_at) for row in rows]


def select_sent_since(tx: Transaction, session_id: int, since: datetime) -> list[datetime]:
    """When the session's messages since then were sent, the oldest first."""
    statement = select(messages.c.sent_at).where(
        messages.c.breakout_session_id == session_id, messages.c.sent_at > since
    )
    return list(tx.execute(statement.order_by(messages.c.sent_at)).scalars())


def select_same(
    tx: Transaction, session_id: int, organizer_id: int, text: str, since: datetime
) -> int | None:
    """The number of the message with this very text that this account has sent since then."""
    statement = select(messages.c.id, messages.c.text).where(
        messages.c.breakout_session_id == session_id,
        messages.c.organizer_id == organizer_id,
        messages.c.sent_at > since,
    )
    return next((row.id for row in tx.execute(statement) if row.text == text), None)


def select_registered(tx: Transaction, session_id: int) -> list[Registered]:
    """But for addresses that nobody has confirmed: they may be somebody else's; and for who has none."""
    statement = select(
        attendees.c.id, attendees.c.email, attendees.c.first_name, attendees.c.preferred_language
    ).join_from(rsvps, attendees, attendees.c.id == rsvps.c.attendee_id)
    statement = statement.where(rsvps.c.breakout_session_id == session_id, HAS_SEAT, ~is_unconfirmed())
    rows = tx.execute(statement.order_by(attendees.c.id))
    return [
        Registered(row.id, row.email, row.first_name, row.preferred_language)
        for row in rows
        if own_address(row.email)
    ]


def insert_message(
    tx: Transaction, session_id: int, organizer_id: int, text: str, recipients: int, now: datetime
) -> int:
    values = {
        "breakout_session_id": session_id,
        "organizer_id": organizer_id,
        "text": text,
        "recipients": recipients,
        "sent_at": now,
    }
    return inserted_id(tx.execute(insert(messages).values(values)))
