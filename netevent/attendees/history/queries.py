"""SQL of the history. Only here the table is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import insert, select

from netevent.attendees.history.entry import Changed, Entry, What
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_history, attendee_types
from netevent.core.jobs import Codec

CHANGED = Codec(list[Changed])


def insert_entries(tx: Transaction, what: What, changed: Mapping[int, Sequence[Changed]]) -> None:
    """One for each of these attendees, by whoever is acting."""
    said = {"at": clock.now(), "by_kind": tx.by.kind, "by_name": tx.by.name[:255], "what": what}
    rows = [
        {"attendee_id": attendee_id, "changed": CHANGED.write(list(fields)) if fields else "", **said}
        for attendee_id, fields in changed.items()
    ]
    if rows:
        tx.execute(insert(attendee_history), rows)


def select_entries(tx: Transaction, attendee_id: int, most: int) -> list[Entry]:
    """The newest first."""
    statement = select(attendee_history).where(attendee_history.c.attendee_id == attendee_id)
    rows = tx.execute(statement.order_by(attendee_history.c.id.desc()).limit(most))
    return [
        Entry(
            row.at,
            row.by_kind,
            row.by_name,
            What(row.what),
            tuple(CHANGED.read(row.changed)) if row.changed else (),
        )
        for row in rows
    ]


def select_type_names(tx: Transaction, type_ids: Collection[int]) -> dict[int, str]:
    """Of those that there still are."""
    statement = select(attendee_types.c.id, attendee_types.c.name).where(attendee_types.c.id.in_(type_ids))
    return {row.id: row.name for row in tx.execute(statement)}
