"""SQL that gives the rows of one attendee to another one. Called by `moving.service` under its locks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, insert, or_, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointment_cells,
    appointments,
    blocks,
    breakout_session_rsvps,
    connections,
    notifications,
)
from netevent.privacy.snapshots.naming import naming_columns
from netevent.privacy.snapshots.queries import SUBJECTS

Row = dict[str, Any]


def select_rows(tx: Transaction, table: Table, attendee_id: int) -> list[Row]:
    rows = tx.execute(select(table).where(_names(table, attendee_id)).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in rows]


def update_owner(tx: Transaction, table: Table, column: str, before_id: int, attendee_id: int) -> None:
    statement = update(table).where(table.c[column] == before_id)
    tx.execute(statement.values({column: attendee_id}))


def update_row(tx: Transaction, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(table).where(table.c.id == row_id).values(dict(values)))


def delete_rows(tx: Transaction, table: Table, row_ids: Collection[int]) -> None:
    tx.execute(delete(table).where(table.c.id.in_(row_ids)))


def delete_all_of(tx: Transaction, table: Table, attendee_id: int) -> None:
    tx.execute(delete(table).where(_names(table, attendee_id)))


def delete_between(tx: Transaction, table: Table, one_id: int, other_id: int) -> None:
    """What names both."""
    tx.execute(delete(table).where(_names(table, one_id), _names(table, other_id)))


def insert_pairs(tx: Transaction, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        tx.execute(insert(table), list(rows))


def select_told_of_connections(tx: Transaction, connection_ids: Collection[int]) -> list[tuple[int, int]]:
    """Who has not seen yet what was told of these: the attendee, and the connection."""
    row = notifications.c
    is_unseen = (row.kind.in_(SUBJECTS["connections"]), row.seen_at.is_(None))
    statement = select(row.attendee_id, row.subject_id).where(*is_unseen, row.subject_id.in_(connection_ids))
    return [(one.attendee_id, one.subject_id) for one in tx.execute(statement)]


def delete_doubled(
    tx: Transaction, table: Table, names: Sequence[str], before_id: int, attendee_id: int
) -> None:
    """Of what both have with the same values in these columns, one stays."""
    columns = [table.c[name] for name in names]
    mine = select(*columns).where(table.c.attendee_id == attendee_id)
    have = [tuple(row) for row in tx.execute(mine)]
    is_same = (and_(*(column == value for column, value in zip(columns, row, strict=True))) for row in have)
    if have:
        tx.execute(delete(table).where(table.c.attendee_id == before_id, or_(*is_same)))


def delete_clashing_cells(tx: Transaction, before_id: int, attendee_id: int) -> None:
    """Of appointments that are over: both had one then."""
    cells = appointment_cells
    mine = cells.alias("mine")
    taken = set(tx.execute(select(mine.c.starts_at).where(mine.c.attendee_id == attendee_id)).scalars())
    tx.execute(delete(cells).where(cells.c.attendee_id == before_id, cells.c.starts_at.in_(taken)))


def update_canceller(tx: Transaction, before_id: int, attendee_id: int) -> None:
    update_owner(tx, appointments, "cancelled_by_id", before_id, attendee_id)


def select_seats_of(tx: Transaction, attendee_id: int) -> list[int]:
    """The rows of others who have this one's seat."""
    row = breakout_session_rsvps.c
    return list(tx.execute(select(row.id).where(row.seat_of_id == attendee_id)).scalars())


def update_seats_of(tx: Transaction, row_ids: Collection[int], attendee_id: int) -> None:
    row = breakout_session_rsvps.c
    statement = update(breakout_session_rsvps).where(row.id.in_(row_ids), row.seat_of_id.is_not(None))
    tx.execute(statement.values(seat_of_id=attendee_id))


def select_blocked_pairs(tx: Transaction, attendee_id: int) -> list[tuple[int, int]]:
    """Connections or requests of people one of whom blocks the other: the number, and the other one."""
    one, other = connections.c.attendee_id, connections.c.connected_attendee_id
    is_block = or_(
        and_(blocks.c.blocker_id == one, blocks.c.blocked_id == other),
        and_(blocks.c.blocker_id == other, blocks.c.blocked_id == one),
    )
    statement = select(connections).where(_names(connections, attendee_id))
    rows = tx.execute(statement.where(exists().where(is_block)))
    return [(row.id, row.low_id if row.high_id == attendee_id else row.high_id) for row in rows]


def _names(table: Table, attendee_id: int) -> ColumnElement[bool]:
    return or_(*(table.c[name] == attendee_id for name in naming_columns(table)))
