"""What the tests of merging share."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.office.doubles.person import fingerprint
from netevent.office.doubles.queries import select_merge_ids
from netevent.office.doubles.service import Wanted, merge, undo
from tests.door import Door


def _seen(tx: Transaction, one_id: int, other_id: int) -> str:
    rows = tx.execute(select(attendees).where(attendees.c.id.in_((one_id, other_id))))
    return fingerprint(*(dict(row._mapping) for row in rows))


async def seen(door: Door, one_id: int, other_id: int) -> str:
    return await door.database.read(_seen, one_id, other_id)


async def merge_into(door: Door, stays_id: int, gone_id: int, *chosen: str, event_id: int = 1) -> None:
    wanted = Wanted(stays_id, gone_id, frozenset(chosen), await seen(door, stays_id, gone_id))
    await door.database.transact(merge, event_id, wanted)


async def undo_last(door: Door) -> None:
    newest, *_ = await door.database.read(select_merge_ids, 1)
    await door.database.transact(undo, 1, newest)
