"""SQL of whom mail does not reach. Whose an address is, the event's attendees say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, mails, suppressions
from netevent.core.mail.state import UNREACHED, MailState, Reason
from netevent.core.mail.words import shown

_FAILED = (MailState.refused, MailState.bounced)
_TELLING = (*_FAILED, MailState.complained)


@dataclass(frozen=True, slots=True)
class Unreached:
    """`reason` is None where the last mail failed, but the address is not on the suppression list.

    That is one for all events of the server: without `is_own` another event's mail put the address on it, and
    when and why is for that one's organizers. `said` and `since` are of this event's last mail that failed.
    """

    id: int
    name: str
    email: str
    reason: Reason | None
    is_own: bool
    said: str
    since: datetime | None

    @property
    def words(self) -> str:
        return shown(self.said)

    @property
    def may_be_tried(self) -> bool:
        return self.reason in UNREACHED


def select_unreached(tx: Transaction, event_id: int, most: int) -> list[Unreached]:
    """The newest first; at the end those that only another event's mail tells of."""
    newest = (
        select(func.max(mails.c.id)).where(mails.c.attendee_id == attendees.c.id).correlate(attendees)
    ).scalar_subquery()
    last_failed = and_(mails.c.id == newest, mails.c.state.in_(_FAILED))
    is_unreached = or_(suppressions.c.email_key.is_not(None), last_failed)
    rows = tx.execute(
        _selected(event_id)
        .where(attendees.c.attendee_code.is_not(None), is_unreached)
        .order_by(mails.c.changed_at.is_(None), mails.c.changed_at.desc(), attendees.c.id)
        .limit(most)
    )
    return [_unreached(row) for row in rows]


def select_suppressed(tx: Transaction, event_id: int, attendee_id: int) -> Unreached | None:
    """This attendee, if the address is on the suppression list."""
    is_this = (attendees.c.id == attendee_id, suppressions.c.email_key.is_not(None))
    row = tx.execute(_selected(event_id).where(*is_this)).first()
    return _unreached(row) if row else None


def _selected(event_id: int) -> Select[Any]:
    """With what became of the last of the event's own mails to the address that failed."""
    own = select(func.max(mails.c.id)).where(
        mails.c.attendee_id == attendees.c.id,
        mails.c.email_key == attendees.c.email_key,
        mails.c.state.in_(_TELLING),
    )
    newest = own.correlate(attendees).scalar_subquery()
    person = (attendees.c.id, attendees.c.first_name, attendees.c.last_name, attendees.c.email)
    return (
        select(*person, suppressions.c.reason, mails.c.state, mails.c.said, mails.c.changed_at)
        .outerjoin(suppressions, suppressions.c.email_key == attendees.c.email_key)
        .outerjoin(mails, and_(mails.c.attendee_id == attendees.c.id, mails.c.id == newest))
        .where(attendees.c.event_id == event_id)
    )


def _unreached(row: Row[Any]) -> Unreached:
    return Unreached(
        id=row.id,
        name=f"{row.first_name} {row.last_name}".strip(),
        email=row.email,
        reason=Reason(row.reason) if row.reason else None,
        is_own=row.state is not None and row.reason in (None, row.state),
        said=row.said or "",
        since=row.changed_at,
    )


def select_suppressed_key(tx: Transaction, event_id: int, attendee_id: int) -> str | None:
    """The address of this attendee of the event, as it is compared."""
    is_theirs = (attendees.c.id == attendee_id, attendees.c.event_id == event_id)
    return tx.execute(select(attendees.c.email_key).where(*is_theirs)).scalar()


def select_suppressed_keys(tx: Transaction, event_id: int) -> list[str]:
    """Of all of the event."""
    statement = (
        select(suppressions.c.email_key)
        .join(attendees, attendees.c.email_key == suppressions.c.email_key)
        .where(attendees.c.event_id == event_id)
    )
    return list(tx.execute(statement.order_by(suppressions.c.email_key)).scalars())
