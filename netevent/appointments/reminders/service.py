"""Reminds both people shortly before they meet. A periodic job, in every worker.

A phone that reconnects later gets the toast too, until it is dismissed or the appointment begins.
"""

from __future__ import annotations

from datetime import datetime

from netevent.appointments.appointment import NEAR
from netevent.appointments.notifications import OUTCOME, REMINDER
from netevent.appointments.reminders import queries as reminder_queries
from netevent.changes import AppointmentChanged
from netevent.core.database import Transaction
from netevent.notifications.service import dismiss, notify


def remind_due(tx: Transaction, now: datetime) -> int:
    """Remind of what begins within ten minutes, once; returns how many appointments this worker took."""
    due = reminder_queries.select_near(tx, now, now + NEAR)
    ours = [one for one in due if reminder_queries.update_reminded(tx, one, now)]
    for one in ours:
        both = (one.requester_id, one.target_id)
        dismiss(tx, (OUTCOME,), one.id, *both)
        notify(tx, REMINDER, one.id, *both)
        tx.publish(AppointmentChanged(one.event_id, one.id, one.requester_id, one.target_id))
    return len(ours)
