"""SQL of what became of mails, and of the suppression list. The only writer of `mails` and `suppressions`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.changes import MailsChanged
from netevent.core import clock
from netevent.core.database import Transaction, insert_all, inserted_id
from netevent.core.database.tables import mails, suppressions
from netevent.core.mail.state import MailState, Reason, Suppression

SAID_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Sending:
    """What a job sends."""

    message_id: str
    email_key: str


def insert_mail(tx: Transaction, /, **values: Any) -> int:
    return inserted_id(tx.execute(insert(mails).values(**values)))


def insert_mails(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Their numbers, in the same order."""
    return insert_all(tx, mails, rows, told_by="message_id")


def update_state(tx: Transaction, message_id: str, state: MailState, said: str = "") -> bool:
    """Let it be known. False: there is no such mail, or what is known goes further.

    Of several who say the same, the first one does.
    """
    values = {"state": state, "said": said[:SAID_LENGTH], "changed_at": clock.now()}
    is_before = (mails.c.message_id == message_id, mails.c.state.in_(_before(state)))
    if tx.execute(update(mails).where(*is_before).values(**values)).rowcount != 1:
        return False
    _publish(tx, message_id)
    return True


def update_said(tx: Transaction, message_id: str, said: str) -> bool:
    """Keep the words of a server that has not decided yet. False: as `update_state`."""
    is_open = (mails.c.message_id == message_id, mails.c.state.in_((MailState.waiting, MailState.sent)))
    said = said[:SAID_LENGTH]
    if tx.execute(update(mails).where(*is_open, mails.c.said != said).values(said=said)).rowcount != 1:
        return False
    _publish(tx, message_id)
    return True


def select_sending(tx: Transaction, job_id: int) -> Sending | None:
    row = tx.execute(select(mails.c.message_id, mails.c.email_key).where(mails.c.job_id == job_id)).first()
    return Sending(row.message_id, row.email_key) if row else None


def select_email_key(tx: Transaction, message_id: str) -> str | None:
    """None: it is no mail of ours."""
    return tx.execute(select(mails.c.email_key).where(mails.c.message_id == message_id)).scalar()


def delete_unowned(tx: Transaction, before: datetime) -> int:
    """What was mailed to nobody of an event, longer ago; returns how many those are."""
    is_old = (mails.c.attendee_id.is_(None), mails.c.queued_at < before)
    return tx.execute(delete(mails).where(*is_old)).rowcount


def select_suppression(tx: Transaction, email_key: str) -> Suppression | None:
    row = tx.execute(select(suppressions).where(suppressions.c.email_key == email_key)).first()
    return Suppression(Reason(row.reason), row.said, row.since) if row else None


def suppress(tx: Transaction, email_key: str, reason: Reason, said: str) -> None:
    """Put the address on the list. What stands there stays, unless this goes further."""
    values = {"reason": reason, "said": said[:SAID_LENGTH], "since": clock.now()}
    try:
        with tx.connection.begin_nested():
            tx.execute(insert(suppressions).values(email_key=email_key, **values))
    except IntegrityError:
        less = list(Reason)[: list(Reason).index(reason)]
        is_less = and_(suppressions.c.email_key == email_key, suppressions.c.reason.in_(less))
        tx.execute(update(suppressions).where(is_less).values(**values))


def delete_suppression(tx: Transaction, email_key: str, *reasons: Reason) -> bool:
    """Take the address off the list, if it stands there for one of these reasons. False: it does not."""
    stands = (suppressions.c.email_key == email_key, suppressions.c.reason.in_(reasons or tuple(Reason)))
    return tx.execute(delete(suppressions).where(*stands)).rowcount == 1


def _before(state: MailState) -> list[MailState]:
    return list(MailState)[: list(MailState).index(state)]


def _publish(tx: Transaction, message_id: str) -> None:
    """Its event's pages show it; a mail to an organizer has no event."""
    event_id = tx.execute(select(mails.c.event_id).where(mails.c.message_id == message_id)).scalar()
    if event_id is not None:
        tx.publish(MailsChanged(event_id))


def delete_mails(tx: Transaction, mail_ids: Collection[int]) -> None:
    """Those that were taken back before anybody tried to send them."""
    tx.execute(delete(mails).where(mails.c.id.in_(mail_ids)))
