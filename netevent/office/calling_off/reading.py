"""What the page of a cancelled event shows, and that which asks. Put together inside one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.jobs import Job
from netevent.core.jobs.job import State
from netevent.events.queries import select_zone
from netevent.office.calling_off import queries, service
from netevent.office.calling_off.call_off import REPORT, Report
from netevent.office.calling_off.queries import Counts
from netevent.office.payments.queries import PaymentRow, select_left_after
from netevent.office.payments.totals.queries import Line, select_by_method
from netevent.payments.payment import ONLINE

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would happen. `online`: by provider, what would go back by itself; `by_hand`: what would not."""

    counts: Counts
    online: list[Line]
    by_hand: list[Line]


@dataclass(frozen=True, slots=True)
class CalledOff:
    """`left`: the first payments of which something is left, of `left_count`; `on_their_way`: refunds."""

    event_id: int
    zone: str
    job: Job | None
    report: Report | None
    left: list[PaymentRow]
    left_count: int
    on_their_way: int

    @property
    def is_running(self) -> bool:
        return self.job is not None and self.job.state is State.waiting

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state is State.failed


def read_prospect(tx: Transaction, event_id: int) -> Prospect:
    lines = [one for one in select_by_method(tx, event_id) if one.net]
    online = [one for one in lines if one.name in ONLINE]
    by_hand = [one for one in lines if one.name not in ONLINE]
    return Prospect(queries.select_counts(tx, event_id), online, by_hand)


def read_called_off(tx: Transaction, event_id: int) -> CalledOff:
    job = service.find(tx, event_id)
    return CalledOff(
        event_id,
        select_zone(tx, event_id),
        job,
        REPORT.read(job.result) if job else None,
        select_left_after(tx, event_id, 0, SHOWN),
        queries.count_left(tx, event_id),
        queries.count_on_their_way(tx, event_id),
    )
