"""The kiosks of an event for its organizers, and what one can be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.queries import select_kiosks
from netevent.badges.stations.queries import select_stations
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.gates.queries import select_gates
from netevent.events.queries import select_zone


@dataclass(frozen=True, slots=True)
class KioskRow:
    """`gate` and `station` are names; '': none."""

    kiosk: Kiosk
    gate: str
    station: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Kiosks:
    """`gates` and `stations` are the event's, by number."""

    event_id: int
    kiosks: list[KioskRow]
    gates: dict[int, str]
    stations: dict[int, str]
    zone: str
    read_at: datetime


def read_kiosks(tx: Transaction, event_id: int) -> Kiosks:
    now = clock.now()
    gates = {gate.id: gate.name for gate in select_gates(tx, event_id)}
    stations = {station.id: station.name for station in select_stations(tx, event_id)}
    rows = [
        KioskRow(
            one, gates.get(one.gate_id or 0, ""), stations.get(one.station_id or 0, ""), one.is_open(now)
        )
        for one in select_kiosks(tx, event_id)
    ]
    return Kiosks(event_id, rows, gates, stations, select_zone(tx, event_id), now)
