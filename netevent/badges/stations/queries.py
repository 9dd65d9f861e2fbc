"""SQL of print stations. Only here the table is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from netevent.badges.settings.queries import GRID
from netevent.badges.stations.station import Station
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import badge_settings, print_stations
from netevent.documents.badges.formats import Format

ONE = print_stations.c
GRID_OF_EVENT = select(badge_settings.c.grid).where(badge_settings.c.event_id == ONE.event_id)
STATIONS = select(print_stations, GRID_OF_EVENT.scalar_subquery().label("grid"))


def select_stations(tx: Transaction, event_id: int) -> list[Station]:
    """In the order in which they were added."""
    rows = tx.execute(STATIONS.where(ONE.event_id == event_id).order_by(ONE.id))
    return [_station(row) for row in rows]


def select_station(tx: Transaction, event_id: int, station_id: int) -> Station | None:
    mine = (ONE.id == station_id, ONE.event_id == event_id)
    row = tx.execute(STATIONS.where(*mine)).first()
    return _station(row) if row else None


def select_station_of_token(tx: Transaction, hashed: str) -> Station | None:
    row = tx.execute(STATIONS.where(ONE.token == hashed)).first()
    return _station(row) if row else None


def lock_station(tx: Transaction, station_id: int) -> Station | None:
    """Until the commit nobody else gives it work, or takes it over."""
    row = tx.execute(STATIONS.where(ONE.id == station_id).with_for_update()).first()
    return _station(row) if row else None


def count_stations(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(print_stations).where(ONE.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def insert_station(
    tx: Transaction, event_id: int, name: str, label: Format, hashed: str, now: datetime
) -> int:
    values = {"event_id": event_id, "name": name, "format": label.value, "token": hashed, "added_at": now}
    return inserted_id(tx.execute(insert(print_stations).values(values)))


def update_station(tx: Transaction, event_id: int, station_id: int, **values: object) -> None:
    mine = (ONE.id == station_id, ONE.event_id == event_id)
    tx.execute(update(print_stations).where(*mine).values(**values))


def delete_station(tx: Transaction, event_id: int, station_id: int) -> None:
    tx.execute(delete(print_stations).where(ONE.id == station_id, ONE.event_id == event_id))


def _station(row: Row[Any]) -> Station:
    return Station(
        id=row.id,
        event_id=row.event_id,
        name=row.name,
        format=Format(row.format),
        is_paused=bool(row.is_paused),
        trouble=row.trouble,
        runner=row.runner,
        seen_at=row.seen_at,
        grid=GRID.read(row.grid) if row.grid else None,
    )
