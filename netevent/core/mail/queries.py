"""SQL of the outbox.

Times are whole seconds: MySQL rounds a DATETIME, and a mail that is due now must not be due in half a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import mails

ERROR_LENGTH = 255


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that is due. `tries` counts the attempts that began, this reader's own claim not yet."""

    id: int
    recipient: str
    subject: str
    body_text: str
    body_html: str
    tries: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How the outbox stands, for those who look after the server."""

    waiting: int
    failed: int
    last_error: str


def insert_mail(
    tx: Transaction,
    recipient: str,
    subject: str,
    body_text: str,
    body_html: str,
    attendee_id: int | None,
    now: datetime,
) -> None:
    tx.execute(
        insert(mails).values(
            recipient=recipient,
            subject=subject,
            body_text=body_text,
            body_html=body_html,
            attendee_id=attendee_id,
            next_try_at=_whole(now),
        )
    )


def select_due_mails(tx: Transaction, now: datetime, most: int) -> list[WaitingMail]:
    rows = tx.execute(
        select(mails)
        .where(mails.c.status == "waiting", mails.c.next_try_at <= now)
        .order_by(mails.c.next_try_at, mails.c.id)
        .limit(most)
    )
    return [
        WaitingMail(
            row.id, row.recipient, row.subject, row.body_text, row.body_html, row.tries, row.created_at
        )
        for row in rows
    ]


def update_mail_claimed(tx: Transaction, mail_id: int, tries: int, until: datetime) -> bool:
    """Take the mail for this process: only one that saw the same number of tries gets it.

    Should the process die, the mail is due again at `until`.
    """
    statement = (
        update(mails)
        .where(mails.c.id == mail_id, mails.c.status == "waiting", mails.c.tries == tries)
        .values(tries=tries + 1, next_try_at=_whole(until))
    )
    return tx.execute(statement).rowcount == 1


def update_mail_sent(tx: Transaction, mail_id: int, now: datetime) -> None:
    tx.execute(
        update(mails)
        .where(mails.c.id == mail_id)
        .values(status="sent", next_try_at=_whole(now), last_error="", **_WITHOUT_TEXT)
    )


def update_mail_delayed(tx: Transaction, mail_id: int, until: datetime, error: str) -> None:
    tx.execute(
        update(mails)
        .where(mails.c.id == mail_id)
        .values(next_try_at=_whole(until), last_error=error[:ERROR_LENGTH])
    )


def update_mail_failed(tx: Transaction, mail_id: int, now: datetime, error: str) -> None:
    tx.execute(
        update(mails)
        .where(mails.c.id == mail_id)
        .values(status="failed", next_try_at=_whole(now), last_error=error[:ERROR_LENGTH], **_WITHOUT_TEXT)
    )


def select_outbox_state(tx: Transaction) -> OutboxState:
    rows = tx.execute(select(mails.c.status, func.count().label("number")).group_by(mails.c.status))
    counts = {row.status: row.number for row in rows}
    last_error = tx.execute(
        select(mails.c.last_error).where(mails.c.last_error != "").order_by(mails.c.id.desc()).limit(1)
    ).scalar()
    return OutboxState(counts.get("waiting", 0), counts.get("failed", 0), last_error or "")


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


# A mail may hold a link that lets somebody in; once it is gone, nobody needs to keep that.
_WITHOUT_TEXT = {"body_text": "", "body_html": ""}
