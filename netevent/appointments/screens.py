"""The page of an appointment, live for its two people and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.appointments.appointment import Meeting
from netevent.appointments.reading import read_meeting
from netevent.changes import AppointmentChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.live.screen import LiveItem


@dataclass(frozen=True, slots=True)
class Details:
    meeting: Meeting


def read_details(tx: Transaction, attendee_id: int, appointment_id: int) -> Details | None:
    """None for somebody who has no such appointment, and after a block."""
    meeting = read_meeting(tx, attendee_id, appointment_id, clock.now())
    return Details(meeting) if meeting else None


def number_of(change: AppointmentChanged, attendee_id: int) -> int:
    return change.appointment_id


DETAILS = LiveItem(
    "appointment-{key}-details", "appointments/_details.html", read_details, (AppointmentChanged,), number_of
)
