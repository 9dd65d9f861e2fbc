"""SQL of check-in kiosks. Only here the table is written."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from netevent.badges.kiosks.kiosk import Kiosk, Wish
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import kiosks

ONE = kiosks.c


def select_kiosks(tx: Transaction, event_id: int) -> list[Kiosk]:
    """In the order in which they were added."""
    rows = tx.execute(select(kiosks).where(ONE.event_id == event_id).order_by(ONE.id))
    return [_kiosk(row) for row in rows]


def select_kiosk(tx: Transaction, event_id: int, kiosk_id: int) -> Kiosk | None:
    mine = (ONE.id == kiosk_id, ONE.event_id == event_id)
    row = tx.execute(select(kiosks).where(*mine)).first()
    return _kiosk(row) if row else None


def select_kiosk_of_token(tx: Transaction, hashed: str) -> Kiosk | None:
    row = tx.execute(select(kiosks).where(ONE.token == hashed)).first()
    return _kiosk(row) if row else None


def count_kiosks(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(kiosks).where(ONE.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def insert_kiosk(
    tx: Transaction, event_id: int, wish: Wish, pin_hash: str, hashed: str, now: datetime
) -> int:
    values = asdict(wish) | {"event_id": event_id, "pin_hash": pin_hash, "token": hashed, "added_at": now}
    return inserted_id(tx.execute(insert(kiosks).values(values)))


def update_kiosk(tx: Transaction, event_id: int, kiosk_id: int, **values: object) -> None:
    mine = (ONE.id == kiosk_id, ONE.event_id == event_id)
    tx.execute(update(kiosks).where(*mine).values(**values))


def update_token(tx: Transaction, hashed: str, **values: object) -> bool:
    """Of whoever has this token; of several at once that give it another, one gets True."""
    return tx.execute(update(kiosks).where(ONE.token == hashed).values(**values)).rowcount == 1


def delete_kiosk(tx: Transaction, event_id: int, kiosk_id: int) -> None:
    tx.execute(delete(kiosks).where(ONE.id == kiosk_id, ONE.event_id == event_id))


def _kiosk(row: Row[Any]) -> Kiosk:
    return Kiosk(
        id=row.id,
        event_id=row.event_id,
        name=row.name,
        pin_hash=row.pin_hash,
        gate_id=row.gate_id,
        station_id=row.station_id,
        seen_at=row.seen_at,
    )
