"""The mails to one attendee, with what became of each. Called by the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import jobs, mails
from netevent.core.jobs.job import State
from netevent.core.mail.outbox import MAIL
from netevent.core.mail.state import MailState
from netevent.core.mail.words import shown


@dataclass(frozen=True, slots=True)
class Mailed:
    """`said`: the words of the mail server, or of the one that sent it back."""

    subject: str
    queued_at: datetime
    state: MailState
    said: str = ""

    @property
    def words(self) -> str:
        """`said`, in the reader's language where the words are ours."""
        return shown(self.said)


def select_mails_to(tx: Transaction, attendee_id: int) -> list[Mailed]:
    """In the order in which they were queued."""
    rows = tx.execute(
        select(jobs.c.title, jobs.c.created_at, jobs.c.state.label("job_state"), mails.c.state, mails.c.said)
        .outerjoin(mails, mails.c.job_id == jobs.c.id)
        .where(jobs.c.kind == MAIL.name, jobs.c.attendee_id == attendee_id)
        .order_by(jobs.c.id)
    )
    return [
        Mailed(row.title, row.created_at, MailState(row.state or _BY_JOB[row.job_state]), row.said or "")
        for row in rows
    ]


# Of mails of an earlier release no more is known.
_BY_JOB = {
    State.waiting: MailState.waiting,
    State.done: MailState.sent,
    State.failed: MailState.refused,
}
