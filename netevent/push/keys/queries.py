"""SQL of the keys: one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import vapid_keys

ONLY = 1


@dataclass(frozen=True, slots=True)
class KeptKeys:
    """`private_key` is sealed."""

    private_key: str
    public_key: str


def select_keys(tx: Transaction) -> KeptKeys | None:
    row = tx.execute(select(vapid_keys).where(vapid_keys.c.id == ONLY)).first()
    return KeptKeys(row.private_key, row.public_key) if row else None


def insert_keys(tx: Transaction, keys: KeptKeys, now: datetime) -> None:
    """Raises:
    sqlalchemy.exc.IntegrityError: another process was faster.
    """
    values = {"private_key": keys.private_key, "public_key": keys.public_key, "made_at": now}
    tx.execute(insert(vapid_keys).values(id=ONLY, **values))


def update_keys(tx: Transaction, old: KeptKeys, new: KeptKeys, now: datetime) -> bool:
    """Whether the old ones still stood: of two who replace them at once one does."""
    same = vapid_keys.c.id == ONLY, vapid_keys.c.public_key == old.public_key
    values = {"private_key": new.private_key, "public_key": new.public_key, "made_at": now}
    return tx.execute(update(vapid_keys).where(*same).values(**values)).rowcount == 1
