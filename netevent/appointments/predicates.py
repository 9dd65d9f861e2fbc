"""What a row of `appointments` means, to be joined with. Whoever asks the table asks in these words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from netevent.appointments.appointment import OPEN, Status
from netevent.core.database.tables import appointments

IS_AGREED = appointments.c.status == Status.accepted
IS_CANCELLED = appointments.c.status == Status.cancelled
IS_PENDING = appointments.c.status == Status.pending
IS_OPEN = appointments.c.status.in_(OPEN)


def is_of(viewer_id: int) -> ColumnElement[bool]:
    return or_(appointments.c.requester_id == viewer_id, appointments.c.target_id == viewer_id)


def is_waiting(now: datetime) -> ColumnElement[bool]:
    """A proposal that can still be answered: not one whose time is over and that nobody has ended yet."""
    return and_(IS_PENDING, appointments.c.expires_at > now)


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """A proposal whose time to answer is over."""
    return and_(IS_PENDING, appointments.c.expires_at <= now)


def is_planned(now: datetime) -> ColumnElement[bool]:
    """Proposed or agreed, and not over."""
    return and_(IS_OPEN, appointments.c.end_time > now)


def is_to_come(now: datetime) -> ColumnElement[bool]:
    """Agreed, and not begun."""
    return and_(IS_AGREED, appointments.c.appointment_time > now)


def is_ended_since(moment: datetime) -> ColumnElement[bool]:
    """Declined, cancelled or lapsed."""
    return and_(~IS_OPEN, appointments.c.changed_at > moment)
