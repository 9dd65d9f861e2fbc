"""What a made file is. Read by `queries`, shown by `templates/documents/made`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from netevent.core.jobs.job import State

# The phase of a job that was cancelled.
CANCELLED = "cancelled"
# From when it is there; then the sweep removes it.
KEPT_FOR = timedelta(hours=1)
# So long after that its page tells what became of it.
TOLD_FOR = timedelta(days=1)
# What is left is told once it can be known.
KNOWN_AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Ordered:
    """For whom the file is and how it is called. `plain_name` is for who reads ASCII alone, `back` the
    address of the page on which it was asked for.
    """

    organizer_id: int
    event_id: int
    name: str
    plain_name: str
    media_type: str
    back: str


@dataclass(frozen=True, slots=True)
class MadeFile:
    """`file` is its name in the folder, empty where it is not there yet. `kind` is that of its job."""

    id: int
    job_id: int
    kind: str
    event_id: int
    name: str
    plain_name: str
    media_type: str
    back: str
    file: str
    job_state: State
    phase: str
    done: int
    total: int
    began_at: datetime | None
    expires_at: datetime | None

    def state(self, now: datetime) -> str:
        """waiting, running, ready, gone, cancelled or failed."""
        if self.job_state is State.failed:
            return CANCELLED if self.phase == CANCELLED else "failed"
        if self.job_state is State.waiting:
            return "running" if self.began_at else "waiting"
        is_there = self.file and self.expires_at and now < self.expires_at
        return "ready" if is_there else "gone"

    def seconds_left(self, now: datetime) -> int | None:
        """At the speed so far; None where that says nothing yet."""
        if self.began_at is None or not self.done or not self.total:
            return None
        took = now - self.began_at
        if took < KNOWN_AFTER:
            return None
        return max(1, ceil(took.total_seconds() * (self.total - self.done) / self.done))
