"""A badge that is to come out of a station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A station that says nothing for so long has gone: what it had goes to another.
LEASE = timedelta(seconds=60)
# So often a badge may fail to come out before somebody has to look at it.
MOST_TRIES = 3


class State(StrEnum):
    """`taken`: a station has it, and prints it now."""

    waiting = "waiting"
    taken = "taken"
    printed = "printed"
    failed = "failed"
    cancelled = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether it may still come out by itself."""
        return self in (State.waiting, State.taken)


class Result(StrEnum):
    """What a station says of a job that it had."""

    printed = "printed"
    failed = "failed"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A row of `print_jobs`. `for_station_id`: it comes out there; None: wherever one is free.

    `station_id` is who has it, or had it last. `tries` are those that failed, `said` why the last one did.
    `content` is what stood on the badge that the station got (`making.content`).
    """

    id: int
    event_id: int
    attendee_id: int
    request_id: str
    for_station_id: int | None
    station_id: int | None
    state: State
    tries: int
    taken_until: datetime | None
    content: str
    said: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
