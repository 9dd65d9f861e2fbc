"""An appointment as the rules and the pages see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.core.clock import MINUTE
from netevent.profiles.cards.card import Card

# How long before an appointment both are reminded.
NEAR = 10 * MINUTE


class Status(StrEnum):
    pending = "pending"
    accepted = "accepted"
    rejected = "rejected"
    cancelled = "cancelled"
    lapsed = "lapsed"


# What is not over by anybody's word.
OPEN = (Status.pending, Status.accepted)


@dataclass(frozen=True, slots=True)
class Proposal:
    """When and where somebody wants to meet, as the form says it: in UTC, at a meeting point or a place."""

    start: datetime
    minutes: int
    point_id: int | None = None
    place: str = ""
    notes: str = ""

    @property
    def end(self) -> datetime:
        return self.start + self.minutes * MINUTE


@dataclass(frozen=True, slots=True)
class Appointment:
    """A row. `requester` proposed the time that stands now, `target` is who answers.

    `place` is the name of the meeting point, or what was written. For an expired one, `ended_by_id` is who
    agreed to another appointment at that time (None: there was no answer in time); for a cancelled one, who
    cancelled (None: the two are no longer connected).
    """

    id: int
    event_id: int
    requester_id: int
    target_id: int
    start: datetime
    end: datetime
    zone: str
    place: str
    point_id: int | None
    notes: str
    status: Status
    revision: int
    changed_at: datetime
    reminded_at: datetime | None
    ended_by_id: int | None

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    def other_id(self, person_id: int) -> int:
        return self.target_id if person_id == self.requester_id else self.requester_id

    def overlaps(self, other: Appointment) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment as one of its two people sees it: with whom, and who else asked for that time."""

    appointment: Appointment
    other: Card
    is_asked: bool  # whether it waits for this one's answer
    also_asked_by: tuple[str, ...] = ()


class Transition(StrEnum):
    """What happened to an appointment, told to somebody who has not seen it yet."""

    asked = "asked"
    moved = "moved"
    agreed = "agreed"
    declined = "declined"
    unanswered = "unanswered"
    elsewhere = "elsewhere"  # the other one agreed to another appointment then
    cancelled = "cancelled"
    ended = "ended"  # the two are no longer connected
    near = "near"


@dataclass(frozen=True, slots=True)
class LastTransition:
    """What happened last. `minutes_left` is for an appointment that is near."""

    meeting: Meeting
    transition: Transition
    minutes_left: int = 0


def turn_of(row: Appointment) -> Transition:
    if row.status is Status.accepted:
        return Transition.near if row.reminded_at else Transition.agreed
    if row.status is Status.pending:
        return Transition.moved if row.revision > 1 else Transition.asked
    if row.status is Status.lapsed:
        return Transition.elsewhere if row.ended_by_id else Transition.unanswered
    if row.status is Status.cancelled:
        return Transition.cancelled if row.ended_by_id else Transition.ended
    return Transition.declined
