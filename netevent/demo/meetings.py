"""Who knows whom at the demo event: connections, requests that wait, appointments, and where people meet.

Called by `demo.meeting_queries`, which writes it down. Numbers are places in the story's list of guests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MEETING_POINTS = ("Coffee bar", "Quay terrace", "Blue sofa", "Standing table 1", "Standing table 2")
QUARTER = timedelta(minutes=15)

INTRODUCTIONS = (
    "I build dashboards for people who would rather not look at one. Ask me about maps.",
    "Here to find a team that wants to share its test environment. I bring stickers.",
    "Twenty years of databases, and still curious. Happy to look at your slow query.",
    "I moved from nursing to design. Looking for people who make forms kinder.",
    "Running a small studio by the harbour. Always good for a coffee and a second opinion.",
    "Writing about public transport data. Tell me what your city does better.",
)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is between the demo's attendee and one guest; `is_own` when the attendee asked."""

    guest: int
    status: str
    is_own: bool
    met_how: str
    minutes_ago: int
    message: str = ""
    note: str = ""
    tags: str = ""


ACQUAINTANCES = (
    Acquaintance(
        4, "accepted", True, "scan", 31, note="Wants the slides. Send before Friday.", tags="slides"
    ),
    Acquaintance(11, "accepted", False, "search", 26, "We share a train every Tuesday, it seems."),
    Acquaintance(19, "accepted", True, "scan", 18, tags="partner, Utrecht"),
    Acquaintance(27, "pending", False, "search", 9, "Your talk on volunteer days: may I pick your brain?"),
    Acquaintance(33, "pending", False, "scan", 3),
    Acquaintance(40, "pending", True, "search", 12, "Hello from the community desk."),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment of the demo's attendee with a guest, `slots_ahead` slots from now."""

    guest: int
    status: str
    is_own: bool
    slots_ahead: int
    length: int
    point: int
    notes: str

    def start(self, now: datetime) -> datetime:
        this_slot = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
        return this_slot + self.slots_ahead * QUARTER

    def end(self, now: datetime) -> datetime:
        return self.start(now) + self.length * QUARTER

    def slots(self, now: datetime) -> list[datetime]:
        """The slots that it takes."""
        return [self.start(now) + step * QUARTER for step in range(self.length)]


MEETINGS = (
    Meeting(4, "accepted", True, 4, 1, 0, "Slides, and the venue for next year."),
    Meeting(11, "pending", False, 7, 2, 1, "A walk along the quay?"),
)


def introduction(guest: int) -> str:
    """Every third guest wrote one."""
    return INTRODUCTIONS[guest // 3 % len(INTRODUCTIONS)] if guest % 3 == 1 else ""


def phone(guest: int) -> str:
    """Every second guest gave one; the numbers belong to nobody."""
    return f"+31 6 1234 5{guest:03}" if guest % 2 == 0 else ""
