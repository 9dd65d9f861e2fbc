"""What the board's regions show, read for a page and for a push alike."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from netevent.checkin.dashboard import dashboard as dashboard
from netevent.checkin.dashboard import queries as dashboard_queries
from netevent.checkin.dashboard.dashboard import Arrivals, Counts, Dashboard, GateDesks, ScanRow
from netevent.checkin.scan import Outcome
from netevent.core import clock
from netevent.core.database import Transaction

LISTED = 8
LOOKED_AT_FOR = timedelta(minutes=30)
PACE = timedelta(minutes=5)
ARRIVED = (Outcome.checked_in,)
PROBLEMS = (Outcome.unknown_code, Outcome.unpaid, Outcome.not_attending, Outcome.wrong_event)


def whole_dashboard(tx: Transaction, event_id: int) -> Dashboard:
    return Dashboard(
        counts=counts(tx, event_id),
        arrivals=arrivals(tx, event_id),
        last_arrivals=tuple(_last_arrivals(tx, event_id)),
        problems=tuple(to_look_at(tx, event_id)[1]),
        desks=tuple(desks(tx, event_id)),
    )


def counts(tx: Transaction, event_id: int) -> Counts:
    return dashboard_queries.select_counts(tx, event_id, clock.now())


def counts_and_last(tx: Transaction, event_id: int) -> tuple[Counts, list[ScanRow]]:
    """The numbers, and the last who came in."""
    return counts(tx, event_id), _last_arrivals(tx, event_id)


def last_scans(tx: Transaction, event_id: int) -> tuple[str, list[ScanRow]]:
    """The event's time zone, and everything that desks did, undoing included."""
    zone = dashboard_queries.select_zone(tx, event_id)
    return zone, dashboard_queries.select_last_scans(tx, event_id, tuple(Outcome), LISTED)


def to_look_at(tx: Transaction, event_id: int) -> tuple[str, list[ScanRow]]:
    """The event's time zone, and the refusals of the last half hour."""
    zone, since = dashboard_queries.select_zone(tx, event_id), clock.now() - LOOKED_AT_FOR
    return zone, dashboard_queries.select_last_scans(tx, event_id, PROBLEMS, LISTED, since)


def _last_arrivals(tx: Transaction, event_id: int) -> list[ScanRow]:
    return dashboard_queries.select_last_scans(tx, event_id, ARRIVED, LISTED)


def arrivals(tx: Transaction, event_id: int) -> Arrivals:
    now = clock.now()
    this_minute = clock.minute_of(now)
    counted = dashboard_queries.select_counts(tx, event_id, now)
    by_minute = dashboard_queries.select_by_minute(tx, event_id, this_minute - dashboard.PAST_MINUTES)
    last_minute = dashboard_queries.count_arrived_since(tx, event_id, now - clock.MINUTE)
    return dashboard.arrivals(event_id, counted.zone, by_minute, counted.expected, this_minute, last_minute)


def desks(tx: Transaction, event_id: int) -> list[GateDesks]:
    """Every gate with who stands there; a desk without a gate stands under an empty name."""
    people: dict[str, list[str]] = defaultdict(list)
    for gate in dashboard_queries.select_gate_names(tx, event_id):
        people[gate] = []
    for desk in dashboard_queries.select_desks(tx, event_id):
        people[desk.gate].append(desk.name)
    pace = dashboard_queries.select_scans_by_gate(tx, event_id, clock.now() - PACE)
    minutes = PACE / clock.MINUTE
    return [GateDesks(gate, tuple(names), pace.get(gate, 0) / minutes) for gate, names in people.items()]
