"""SQL of the reminders."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from netevent.appointments.appointment import Appointment
from netevent.appointments.predicates import IS_AGREED, is_to_come
from netevent.appointments.queries import appointment_of, rows
from netevent.core.database import Transaction
from netevent.core.database.tables import appointments

# The next run takes the rest.
AT_ONCE = 500


def select_near(tx: Transaction, now: datetime, until: datetime) -> list[Appointment]:
    """The agreed ones that begin in between and have had no reminder yet."""
    near = rows().where(
        is_to_come(now),
        appointments.c.appointment_time <= until,
        appointments.c.reminded_at.is_(None),
    )
    ordered = near.order_by(appointments.c.appointment_time, appointments.c.id).limit(AT_ONCE)
    return [appointment_of(row) for row in tx.execute(ordered)]


def update_reminded(tx: Transaction, one: Appointment, now: datetime) -> bool:
    """True for the one worker that sends the reminder; False if it was moved or cancelled meanwhile."""
    statement = (
        update(appointments)
        .where(
            appointments.c.id == one.id,
            IS_AGREED,
            appointments.c.revision == one.revision,
            appointments.c.reminded_at.is_(None),
        )
        .values(reminded_at=now)
    )
    return tx.execute(statement).rowcount == 1
