"""A scan and its answer: what travels between the desk, the rules and the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.identity.accounts import Kind
from netevent.payments.payment import Money


class Outcome(StrEnum):
    """What a scan led to. The last two belong to undoing."""

    checked_in = "checked_in"
    already_checked_in = "already_checked_in"
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
    Outcome.not_attending: 409,
    Outcome.unpaid: 409,
    Outcome.not_in: 409,
    Outcome.wrong_event: 422,
    Outcome.unknown_code: 404,
}


class Device(StrEnum):
    """What scans without an account."""

    kiosk = "kiosk"


@dataclass(frozen=True, slots=True)
class Scanner:
    """Who scans. The name is written into the journal: it outlives the account, or the device."""

    kind: Kind | Device
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A badge shown at a desk, or a person chosen there by name.

    `scan_id` is made by the page and sent again on a retry. `scanned_at` is the device's time, UTC.
    One of `code` and `attendee_id` is given; `text` is what was read, where it may be no plain code.
    """

    scan_id: str
    event_id: int
    by: Scanner
    scanned_at: datetime
    code: str = ""
    attendee_id: int | None = None
    gate_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee as the door knows one, and nothing more."""

    id: int
    first_name: str
    last_name: str
    organisation: str
    role: str
    type_name: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told. `checked_in_at`, `gate` and `by` are those of the current check-in.

    `is_of_another_keyboard`: the code is unknown because the scanner types for another keyboard.
    `door_note` is what the organizer wrote for the desk, of who is let in or sent away there. `due` is what
    who has not paid has to pay; None where nobody said how much.
    """

    outcome: Outcome
    scan_id: str
    attendee: Person | None
    checked_in_at: datetime | None
    gate: str
    by: str
    gate_here: str
    at: datetime
    is_of_another_keyboard: bool = False
    door_note: str = ""
    due: Money | None = None
