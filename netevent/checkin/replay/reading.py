"""What the replay shows at a minute, for its route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.checkin.dashboard import dashboard
from netevent.checkin.dashboard.dashboard import Arrivals, GateCount
from netevent.checkin.dashboard.queries import select_counts
from netevent.checkin.replay import queries
from netevent.checkin.scan import Outcome
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.queries import select_zone

STEP = 5


@dataclass(frozen=True, slots=True)
class Replay:
    """The door at the end of the minute `minute`, of those from `first` to `last`.

    `coming` is today's number: who said what when stands in no journal.
    """

    event_id: int
    zone: str
    first: int
    last: int
    minute: int
    checked_in: int
    coming: int
    refused: int
    gates: tuple[GateCount, ...]
    arrivals: Arrivals

    @property
    def at(self) -> datetime:
        return clock.moment_of(self.minute)

    @property
    def earlier(self) -> int | None:
        return max(self.first, self.minute - STEP) if self.minute > self.first else None

    @property
    def later(self) -> int | None:
        return min(self.last, self.minute + STEP) if self.minute < self.last else None

    @property
    def next(self) -> int | None:
        return self.minute + 1 if self.minute < self.last else None


def replay(tx: Transaction, event_id: int, asked: int | None) -> Replay | None:
    """None where nobody has scanned anything. Without a minute, and beyond the ends, the nearest one."""
    span = queries.select_span(tx, event_id)
    if span is None:
        return None
    first, last = (clock.minute_of(moment) for moment in span)
    minute = min(max(asked if asked is not None else first, first), last)
    end = clock.moment_of(minute + 1)
    since = clock.moment_of(minute - dashboard.PAST_MINUTES)
    undone = queries.count_until(tx, event_id, Outcome.undone, end)
    inside = queries.count_until(tx, event_id, Outcome.checked_in, end) - undone
    by_minute = queries.select_by_minute(tx, event_id, since, end)
    coming = select_counts(tx, event_id, end).coming
    zone = select_zone(tx, event_id)
    still = max(0, coming - inside)
    return Replay(
        event_id=event_id,
        zone=zone,
        first=first,
        last=last,
        minute=minute,
        checked_in=inside,
        coming=coming,
        refused=sum(queries.count_until(tx, event_id, one, end) for one in REFUSED),
        gates=tuple(queries.select_by_gate(tx, event_id, end)),
        arrivals=dashboard.arrivals(event_id, zone, by_minute, still, minute, by_minute.get(minute, 0)),
    )


REFUSED = (Outcome.unknown_code, Outcome.unpaid, Outcome.not_attending, Outcome.wrong_event)
