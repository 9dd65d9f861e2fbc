"""SQL of whom mail does not reach. Whose an address is, the event's attendees say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, mails, suppressions
from netevent.core.mail.state import UNREACHED, MailState, Reason, Suppression
from netevent.core.mail.words import shown

_FAILED = (MailState.refused, MailState.bounced)


@dataclass(frozen=True, slots=True)
class Unreached:
    """`reason` is None where the last mail failed, but the address is not on the suppression list."""

    id: int
    name: str
    email: str
    reason: Reason | None
    said: str
    since: datetime

    @property
    def words(self) -> str:
        return shown(self.said)

    @property
    def may_be_tried(self) -> bool:
        return self.reason in UNREACHED


def select_unreached(tx: Transaction, event_id: int, most: int) -> list[Unreached]:
    """The newest first."""
    since = func.coalesce(suppressions.c.since, mails.c.changed_at).label("since")
    newest = (
        select(func.max(mails.c.id)).where(mails.c.attendee_id == attendees.c.id).correlate(attendees)
    ).scalar_subquery()
    is_newest = and_(mails.c.id == newest, mails.c.email_key == attendees.c.email_key)
    rows = tx.execute(
        select(
            attendees.c.id,
            attendees.c.first_name,
            attendees.c.last_name,
            attendees.c.email,
            suppressions.c.reason,
            _own_words(),
            since,
        )
        .outerjoin(suppressions, suppressions.c.email_key == attendees.c.email_key)
        .outerjoin(mails, is_newest)
        .where(
            attendees.c.event_id == event_id,
            attendees.c.attendee_code.is_not(None),
            or_(suppressions.c.email_key.is_not(None), mails.c.state.in_(_FAILED)),
        )
        .order_by(since.desc(), attendees.c.id)
        .limit(most)
    )
    return [
        Unreached(
            id=row.id,
            name=f"{row.first_name} {row.last_name}".strip(),
            email=row.email,
            reason=Reason(row.reason) if row.reason else None,
            said=row.said,
            since=row.since,
        )
        for row in rows
    ]


def _own_words() -> ColumnElement[str]:
    """What a server said of this event's mail to the address: the list is one for all events of the server,
    and what was said of another's mail is for that one's organizers.
    """
    said = select(mails.c.said).where(
        mails.c.attendee_id == attendees.c.id,
        mails.c.email_key == attendees.c.email_key,
        mails.c.state.in_(_FAILED),
    )
    newest = said.order_by(mails.c.id.desc()).limit(1).correlate(attendees).scalar_subquery()
    return func.coalesce(newest, "").label("said")


def select_suppressed_key(tx: Transaction, event_id: int, attendee_id: int) -> str | None:
    """The address of this attendee of the event, as it is compared."""
    is_theirs = (attendees.c.id == attendee_id, attendees.c.event_id == event_id)
    return tx.execute(select(attendees.c.email_key).where(*is_theirs)).scalar()


def select_suppression_of(tx: Transaction, event_id: int, attendee_id: int) -> Suppression | None:
    row = tx.execute(
        select(suppressions.c.reason, _own_words(), suppressions.c.since)
        .join(attendees, attendees.c.email_key == suppressions.c.email_key)
        .where(attendees.c.id == attendee_id, attendees.c.event_id == event_id)
    ).first()
    return Suppression(Reason(row.reason), row.said, row.since) if row else None


def select_suppressed_keys(tx: Transaction, event_id: int) -> list[str]:
    """Of all of the event."""
    statement = (
        select(suppressions.c.email_key)
        .join(attendees, attendees.c.email_key == suppressions.c.email_key)
        .where(attendees.c.event_id == event_id)
    )
    return list(tx.execute(statement.order_by(suppressions.c.email_key)).scalars())
