"""What became of the badges that were asked for, for the desks and for the organizer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.badges.print_jobs.job import State
from netevent.badges.print_jobs.queries import JobRow, select_rows
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.queries import select_zone

# What is over is looked at for so long at a desk, and at most so many on the organizer's page.
SHOWN_FOR = timedelta(seconds=60)
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Jobs:
    """`jobs`: those that are open or have failed, then those that are over, the latest first. `until`: when
    one of them is shown no longer.
    """

    event_id: int
    jobs: list[JobRow]
    zone: str
    until: datetime | None = None


def read_jobs(tx: Transaction, event_id: int) -> Jobs:
    """For the organizer."""
    return Jobs(event_id, select_rows(tx, event_id, None, MOST_ROWS), select_zone(tx, event_id))


def read_recent(tx: Transaction, event_id: int) -> Jobs:
    """For the desks: what is not over yet, and what was a moment ago."""
    rows = select_rows(tx, event_id, clock.now() - SHOWN_FOR, MOST_ROWS)
    over = [row.ended_at for row in rows if row.ended_at and row.state is not State.failed]
    until = min(over) + SHOWN_FOR if over else None
    return Jobs(event_id, rows, select_zone(tx, event_id), until)
