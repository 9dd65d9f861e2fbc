"""The rules of writing to those registered. Called by `messages.routes`, in one transaction.

The messages of a session are counted under its lock, so that of two that are sent at once one is refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_session
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.i18n.writing import lately
from netevent.core.mail import Recipient, queue_mails
from netevent.events.details import Event
from netevent.events.queries import select_event, select_programme_settings
from netevent.presenters.messages import queries
from netevent.presenters.messages.mails import SessionMessage
from netevent.presenters.messages.queries import Registered

MOST_MESSAGES = 3
WITHIN = timedelta(hours=24)
# Who taps twice, or whose phone sends again, means one message.
IS_SAME_FOR = timedelta(minutes=10)


class WritingSwitchedOff(Conflict):
    code = "writing_switched_off"
    message = N_("The organizer has switched off messages from presenters.")


class NobodyToWriteTo(Conflict):
    code = "nobody_registered"
    message = N_("Nobody is registered yet. Write when somebody is.")


class TooManyMessages(Conflict):
    code = "too_many_messages"
    message = N_(
        "A session can send %(most)s messages within 24 hours. The next one can be sent from %(moment)s."
    )


def send(tx: Transaction, session_id: int, organizer_id: int, name: str, text: str, now: datetime) -> int:
    """Mail the text to everybody who has a seat; returns the message's number. `name` is the sender's.

    The same text sent again at once counts once.

    Raises:
        NotFound: the session was deleted meanwhile.
        WritingSwitchedOff, TooManyMessages, NobodyToWriteTo: as they say.
    """
    session, event = _locked(tx, session_id)
    if not select_programme_settings(tx, session.event_id).presenters_may_write:
        raise WritingSwitchedOff
    same = queries.select_same(tx, session_id, organizer_id, text, now - IS_SAME_FOR)
    if same is not None:
        return same
    _require_not_too_many(tx, session_id, event.zone, now)
    registered = queries.select_registered(tx, session_id)
    if not registered:
        raise NobodyToWriteTo
    queue_mails(
        tx,
        [
            (_mail(session, event, one, name, text), Recipient(one.email, one.language, one.id, event.id))
            for one in registered
        ],
    )
    return queries.insert_message(tx, session_id, organizer_id, text, len(registered), now)


def _locked(tx: Transaction, session_id: int) -> tuple[Session, Event]:
    event_id = existing(select_session_by_id(tx, session_id)).event_id
    if not lock_session(tx, event_id, session_id):
        raise NotFound
    return existing(select_session_by_id(tx, session_id)), existing(select_event(tx, event_id))


def _require_not_too_many(tx: Transaction, session_id: int, zone: str, now: datetime) -> None:
    sent = queries.select_sent_since(tx, session_id, now - WITHIN)
    if len(sent) >= MOST_MESSAGES:
        raise TooManyMessages(most=MOST_MESSAGES, moment=lately(sent[-MOST_MESSAGES] + WITHIN, zone))


def _mail(session: Session, event: Event, to: Registered, name: str, text: str) -> SessionMessage:
    return SessionMessage(
        session_name=session.name,
        event_name=event.name.inside(to.language),
        start=session.start,
        zone=event.zone,
        room=session.room,
        presenter=name,
        first_name=to.first_name,
        text=text,
    )
