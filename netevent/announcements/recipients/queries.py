"""SQL of whom announcements were for. The only writer of `announcement_recipients`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, true, update

from netevent.announcements.announcement import LeftOut, Results
from netevent.announcements.recipients.recipient import Recipient, Which
from netevent.core.database import Transaction
from netevent.core.database.tables import announcement_recipients, attendees, jobs, mails, notifications
from netevent.core.mail.state import MailState
from netevent.core.text.addresses import own_address


@dataclass(frozen=True, slots=True)
class Told:
    """One of a part: with the number of the mail, or why none went; neither where it goes by no mail."""

    attendee_id: int
    mail_id: int | None = None
    left_out: LeftOut | None = None


def select_told_ids(tx: Transaction, announcement_id: int, people: Sequence[int]) -> set[int]:
    """Those of these people who have been told before."""
    theirs = (
        announcement_recipients.c.announcement_id == announcement_id,
        announcement_recipients.c.attendee_id.in_(people),
    )
    return set(tx.execute(select(announcement_recipients.c.attendee_id).where(*theirs)).scalars())


def insert_told(tx: Transaction, announcement_id: int, told: Sequence[Told], now: datetime) -> None:
    """Raises sqlalchemy.exc.IntegrityError where one of them was told before."""
    rows = [
        {
            "announcement_id": announcement_id,
            "attendee_id": one.attendee_id,
            "mail_id": one.mail_id,
            "left_out": one.left_out or "",
            "told_at": now,
        }
        for one in told
    ]
    tx.execute(insert(announcement_recipients), rows)


def update_opened(tx: Transaction, attendee_id: int, now: datetime) -> bool:
    """Of all that this person was told and had not come in by yet; False where there is none."""
    theirs = (
        announcement_recipients.c.attendee_id == attendee_id,
        announcement_recipients.c.opened_at.is_(None),
    )
    return tx.execute(update(announcement_recipients).where(*theirs).values(opened_at=now)).rowcount > 0


def select_untried(tx: Transaction, announcement_id: int) -> dict[int, int]:
    """The mails that no worker has had, by the number of their job."""
    joined = announcement_recipients.join(mails, mails.c.id == announcement_recipients.c.mail_id).join(
        jobs, jobs.c.id == mails.c.job_id
    )
    waits = (
        announcement_recipients.c.announcement_id == announcement_id,
        jobs.c.state == "waiting",
        jobs.c.tries == 0,
    )
    rows = tx.execute(select(jobs.c.id, mails.c.id.label("mail_id")).select_from(joined).where(*waits))
    return {row.id: row.mail_id for row in rows}


def update_taken_back(tx: Transaction, announcement_id: int, mail_ids: Collection[int]) -> None:
    theirs = (
        announcement_recipients.c.announcement_id == announcement_id,
        announcement_recipients.c.mail_id.in_(mail_ids),
    )
    tx.execute(update(announcement_recipients).where(*theirs).values(mail_id=None, left_out=LeftOut.stopped))


def select_results(tx: Transaction, announcement_id: int) -> Results:
    """Without those of its job."""
    its = announcement_recipients.c.announcement_id == announcement_id
    counted = func.count()
    sums = select(
        counted.label("people"), func.count(announcement_recipients.c.opened_at).label("opened")
    ).where(its)
    found = tx.execute(sums).one()
    left = select(announcement_recipients.c.left_out, counted.label("number")).where(
        its, announcement_recipients.c.left_out != ""
    )
    left = left.group_by(announcement_recipients.c.left_out)
    joined = announcement_recipients.join(mails, mails.c.id == announcement_recipients.c.mail_id)
    states = select(mails.c.state, counted.label("number")).select_from(joined).where(its)
    states = states.group_by(mails.c.state)
    return Results(
        people=found.people,
        left_out={LeftOut(row.left_out): row.number for row in tx.execute(left)},
        mails={row.state: row.number for row in tx.execute(states)},
        opened=found.opened,
        pushed=_count_pushed(tx, announcement_id),
    )


def select_recipients(
    tx: Transaction, announcement_id: int, which: Which, after_id: int, most: int
) -> list[Recipient]:
    """In the order in which they were told."""
    joined = announcement_recipients.join(
        attendees, attendees.c.id == announcement_recipients.c.attendee_id
    ).outerjoin(mails, mails.c.id == announcement_recipients.c.mail_id)
    person = (attendees.c.first_name, attendees.c.last_name, attendees.c.email)
    statement = select(announcement_recipients, *person, mails.c.state, mails.c.said).select_from(joined)
    its = (
        announcement_recipients.c.announcement_id == announcement_id,
        announcement_recipients.c.id > after_id,
        _is_one_of(which),
    )
    return [
        _recipient(row)
        for row in tx.execute(statement.where(*its).order_by(announcement_recipients.c.id).limit(most))
    ]


def _is_one_of(which: Which) -> ColumnElement[bool]:
    match which:
        case Which.everybody:
            return true()
        case Which.left_out:
            return announcement_recipients.c.left_out != ""
        case Which.opened:
            return announcement_recipients.c.opened_at.is_not(None)
        case Which.unopened:
            return announcement_recipients.c.opened_at.is_(None)
        case _:
            return mails.c.state == which.value


def _recipient(row: Row[Any]) -> Recipient:
    return Recipient(
        id=row.id,
        attendee_id=row.attendee_id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=own_address(row.email),
        told_at=row.told_at,
        mail=MailState(row.state) if row.state else None,
        said=row.said or "",
        left_out=LeftOut(row.left_out) if row.left_out else None,
        opened_at=row.opened_at,
    )


def _count_pushed(tx: Transaction, announcement_id: int) -> int:
    """Of those who were told: only their rows are looked for, by the key of a notification."""
    theirs = (
        notifications.c.attendee_id == announcement_recipients.c.attendee_id,
        notifications.c.kind == "announcement",
        notifications.c.subject_id == announcement_recipients.c.announcement_id,
        notifications.c.pushed_at.is_not(None),
    )
    joined = announcement_recipients.join(notifications, theirs[0])
    its = (announcement_recipients.c.announcement_id == announcement_id, *theirs[1:])
    return int(tx.execute(select(func.count()).select_from(joined).where(*its)).scalar_one())
