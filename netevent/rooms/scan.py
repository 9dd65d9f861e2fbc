"""What a scan at a room's door led to. The scan itself is the door's: `checkin.scan.Scan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.checkin.scan import Person
from netevent.payments.payment import Money


class Outcome(StrEnum):
    """Those of the event's door, and `full`: no seat, and none is free. The last two belong to undoing."""

    checked_in = "checked_in"
    already_checked_in = "already_checked_in"
    full = "full"
    not_attending = "not_attending"
    unpaid = "unpaid"
    wrong_event = "wrong_event"
    unknown_code = "unknown_code"
    undone = "undone"
    not_in = "not_in"

    @property
    def status(self) -> int:
        """The HTTP status of an answer with this outcome."""
        return STATUS.get(self, 200)


STATUS = {
    Outcome.full: 409,
    Outcome.not_attending: 409,
    Outcome.unpaid: 409,
    Outcome.not_in: 409,
    Outcome.wrong_event: 422,
    Outcome.unknown_code: 404,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told; `checked_in_at` and `by` are of the entry that stands.

    `took_seat`: they had none before. `free_from`: when seats of those who have not come are free (UTC);
    `others_may_come`: seats are kept for people who are not in.
    There is no gate here, and what the organizer tells the entrance (`door_note`) is for the entrance alone,
    and so is money (`due`).
    """

    outcome: Outcome
    scan_id: str
    attendee: Person | None
    at: datetime
    checked_in_at: datetime | None = None
    by: str = ""
    took_seat: bool = False
    free_from: datetime | None = None
    others_may_come: bool = False
    is_of_another_keyboard: bool = False
    gate: str = ""
    gate_here: str = ""
    door_note: str = ""
    due: Money | None = None


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A row of a room's journal. An entry that still stands can be undone."""

    id: int
    at: datetime
    outcome: Outcome
    code: str
    attendee_id: int | None
    first_name: str
    last_name: str
    by: str
    can_be_undone: bool
    gate: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
