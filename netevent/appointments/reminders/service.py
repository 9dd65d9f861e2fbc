"""Reminds both people shortly before they meet. Called by a beat of `app`, in every worker.

The toast itself is `appointment-toasts` of `regions`: it shows what a person has not seen, so that a phone
which wakes later gets it too, until it is closed or they meet; `agenda_broadcasts` lets it count.
"""

from __future__ import annotations

from datetime import datetime

from netevent.agenda.timeline import NEAR
from netevent.appointments.reminders import queries as reminder_queries
from netevent.changes import AppointmentChanged
from netevent.core.database import Transaction


def remind_due(tx: Transaction, now: datetime) -> int:
    """Remind of what begins within ten minutes, once; returns how many appointments this worker took."""
    due = reminder_queries.select_near(tx, now, now + NEAR)
    ours = [one for one in due if reminder_queries.update_reminded(tx, one, now)]
    for one in ours:
        tx.publish(AppointmentChanged(one.event_id, one.id, one.requester_id, one.target_id))
    return len(ours)
