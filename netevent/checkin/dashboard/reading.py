"""What the regions of desks and dashboards show, for `checkin.screens`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.checkin.dashboard import dashboard, queries
from netevent.checkin.dashboard.dashboard import (
    Arrivals,
    Counts,
    GateCount,
    GateDesks,
    Noted,
    ScanRow,
    TypeCount,
)
from netevent.checkin.dashboard.pace import WINDOW, OpenDeskPace, paces
from netevent.checkin.scan import Outcome
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.details import Event
from netevent.events.queries import select_event, select_zone

LISTED = 8
LOOKED_AT_MOST = 3_000
ON_THE_WALL = 5
LOOKED_AT_FOR = timedelta(minutes=30)
PACE = timedelta(minutes=5)
ARRIVED = (Outcome.checked_in,)
PROBLEMS = (Outcome.unknown_code, Outcome.unpaid, Outcome.not_attending, Outcome.wrong_event)


@dataclass(frozen=True, slots=True)
class DoorCounts:
    counts: Counts
    as_of: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class CountsAndLast:
    """The numbers, and the last who came in."""

    counts: Counts
    last_arrivals: list[ScanRow]
    as_of: datetime
    zone: str

    @property
    def newest(self) -> int:
        return _newest(self.last_arrivals)


@dataclass(frozen=True, slots=True)
class LastScans:
    scans: list[ScanRow]
    zone: str

    @property
    def newest(self) -> int:
        return _newest(self.scans)


@dataclass(frozen=True, slots=True)
class Problems:
    problems: list[ScanRow]
    zone: str


@dataclass(frozen=True, slots=True)
class Desks:
    desks: list[GateDesks]


@dataclass(frozen=True, slots=True)
class Wall:
    """What is shown to everybody who can see the screen: no names."""

    counts: Counts
    arrivals: Arrivals
    types: tuple[TypeCount, ...]
    gates: tuple[GateCount, ...]
    more_types: int
    more_gates: int
    as_of: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class WallPage:
    event: Event


@dataclass(frozen=True, slots=True)
class NotedPeople:
    noted: Noted
    zone: str


@dataclass(frozen=True, slots=True)
class Chart:
    arrivals: Arrivals


def counts(tx: Transaction, event_id: int) -> DoorCounts:
    counted = queries.select_counts(tx, event_id, clock.now())
    return DoorCounts(counted, counted.as_of, counted.zone)


def counts_and_last(tx: Transaction, event_id: int) -> CountsAndLast:
    counted = queries.select_counts(tx, event_id, clock.now())
    last = queries.select_last_scans(tx, event_id, ARRIVED, LISTED)
    return CountsAndLast(counted, last, counted.as_of, counted.zone)


def last_scans(tx: Transaction, event_id: int) -> LastScans:
    """Everything that desks did, undoing included."""
    scans = queries.select_last_scans(tx, event_id, tuple(Outcome), LISTED)
    return LastScans(scans, select_zone(tx, event_id))


def to_look_at(tx: Transaction, event_id: int) -> Problems:
    """The refusals of the last half hour."""
    since = clock.now() - LOOKED_AT_FOR
    problems = queries.select_last_scans(tx, event_id, PROBLEMS, LISTED, since)
    return Problems(problems, select_zone(tx, event_id))


def arrivals(tx: Transaction, event_id: int) -> Chart:
    now = clock.now()
    this_minute = clock.minute_of(now)
    counted = queries.select_counts(tx, event_id, now)
    by_minute = queries.select_by_minute(tx, event_id, this_minute - dashboard.PAST_MINUTES)
    last_minute = queries.count_arrived_since(tx, event_id, now - clock.MINUTE)
    return Chart(
        dashboard.arrivals(event_id, counted.zone, by_minute, counted.expected, this_minute, last_minute)
    )


def wall(tx: Transaction, event_id: int) -> Wall:
    """The largest types and the first gates; of the others how many there are."""
    chart = arrivals(tx, event_id)
    counted = queries.select_counts(tx, event_id, clock.now())
    types = tuple(sorted(counted.types, key=lambda one: -one.coming))
    return Wall(
        counts=counted,
        arrivals=chart.arrivals,
        types=types[:ON_THE_WALL],
        gates=counted.gates[:ON_THE_WALL],
        more_types=max(0, len(types) - ON_THE_WALL),
        more_gates=max(0, len(counted.gates) - ON_THE_WALL),
        as_of=counted.as_of,
        zone=counted.zone,
    )


def wall_page(tx: Transaction, event_id: int) -> WallPage | None:
    event = select_event(tx, event_id)
    return WallPage(event) if event else None


def desks(tx: Transaction, event_id: int) -> Desks:
    """Every gate with who stands there; a desk without a gate stands under an empty name."""
    now = clock.now()
    people: dict[str, list[OpenDeskPace]] = {gate: [] for gate in queries.select_gate_names(tx, event_id)}
    open_desks = [(desk.gate, desk.name) for desk in queries.select_desks(tx, event_id)]
    lately = queries.select_desk_scans(tx, event_id, now - WINDOW, LOOKED_AT_MOST) if open_desks else []
    for (gate, _), desk in zip(open_desks, paces(open_desks, lately, now), strict=True):
        people.setdefault(gate, []).append(desk)
    pace = queries.select_scans_by_gate(tx, event_id, now - PACE)
    minutes = PACE / clock.MINUTE
    return Desks(
        [GateDesks(gate, tuple(names), pace.get(gate, 0) / minutes) for gate, names in people.items()]
    )


def noted(tx: Transaction, event_id: int) -> NotedPeople:
    return NotedPeople(queries.select_noted(tx, event_id, LISTED), select_zone(tx, event_id))


def _newest(scans: list[ScanRow]) -> int:
    """What comes after this row is new, and slides in."""
    return max((scan.id for scan in scans), default=0)
