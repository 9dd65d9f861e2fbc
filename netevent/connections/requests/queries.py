"""SQL of what the pages show of requests and connections: the lists, and who is in whose list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, case, func, or_, select, union_all

from netevent.connections.predicates import (
    IS_CONNECTED,
    STANDS,
    is_waiting_for,
    recipient,
    requester,
)
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, badge_scans, connections, events


def waiting_requests(attendee_id: int, now: datetime) -> ScalarSelect[int]:
    """How many there are."""
    return select(func.count()).select_from(connections).where(is_waiting_for(attendee_id)).scalar_subquery()


def count_waiting(tx: Transaction, attendee_id: int) -> int:
    return int(tx.execute(select(waiting_requests(attendee_id, clock.now()))).scalar_one())


def select_other_ids(tx: Transaction, attendee_id: int, connection_ids: Sequence[int]) -> list[int]:
    """The other one of each of these pairs."""
    other = case((requester == attendee_id, recipient), else_=requester)
    is_own = or_(requester == attendee_id, recipient == attendee_id)
    statement = select(other).where(connections.c.id.in_(connection_ids), is_own)
    return list(tx.execute(statement).scalars())


def select_scanner_ids(tx: Transaction, attendee_id: int, person_ids: Sequence[int]) -> frozenset[int]:
    """Who of these people scanned this attendee's badge."""
    scans = badge_scans.c
    is_theirs = (scans.scanned_id == attendee_id, scans.scanner_id.in_(person_ids))
    return frozenset(tx.execute(select(scans.scanner_id).where(*is_theirs)).scalars())


def select_asking_ids(tx: Transaction, attendee_id: int, most: int) -> list[int]:
    """Who waits for this one's answer, the newest on top."""
    return _ids(tx, requester, (is_waiting_for(attendee_id),), connections.c.asked_at, most)


def select_asked_ids(tx: Transaction, attendee_id: int, most: int) -> list[int]:
    """Whom this one asked, whether they declined or not."""
    is_asked = (requester == attendee_id, ~IS_CONNECTED, STANDS)
    return _ids(tx, recipient, is_asked, connections.c.asked_at, most)


def select_new_connection_ids(tx: Transaction, attendee_id: int, since: datetime, most: int) -> list[int]:
    """With whom this one is connected since then, the newest on top."""
    is_new = (IS_CONNECTED, connections.c.answered_at >= since)
    moment = connections.c.answered_at.label("moment")
    both = union_all(
        select(requester.label("person_id"), moment).where(recipient == attendee_id, *is_new),
        select(recipient.label("person_id"), moment).where(requester == attendee_id, *is_new),
    ).subquery()
    rows = select(both.c.person_id).order_by(both.c.moment.desc(), both.c.person_id).limit(most)
    return list(tx.execute(rows).scalars())


def select_related_ids(tx: Transaction, attendee_id: int) -> list[int]:
    """With whom there is a connection or a request."""
    return list(
        tx.execute(
            union_all(
                select(requester).where(recipient == attendee_id, STANDS),
                select(recipient).where(requester == attendee_id, STANDS),
            )
        ).scalars()
    )


def select_zone(tx: Transaction, attendee_id: int) -> str:
    """The time zone of this attendee's event."""
    of_event = select(events.c.time_zone).join(attendees, attendees.c.event_id == events.c.id)
    return str(tx.execute(of_event.where(attendees.c.id == attendee_id)).scalar() or "UTC")


def _ids(
    tx: Transaction,
    person: ColumnElement[int],
    which: Sequence[ColumnElement[bool]],
    moment: ColumnElement[datetime],
    most: int,
) -> list[int]:
    statement = select(person).where(*which).order_by(moment.desc(), connections.c.id.desc()).limit(most)
    return list(tx.execute(statement).scalars())
