"""A row of event 1 in every table that can have one. A new table is in it by itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Enum, Table, insert, select

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import metadata

# What refers to somebody of the event without a foreign key, and how.
LOOSE: dict[str, dict[str, Any]] = {
    "logins": {"account_kind": "attendee", "account_id": 1},
    "login_accounts": {"account_kind": "staff", "account_id": 1},
    "login_links": {"account_kind": "staff", "account_id": 1},
    "notifications": {"attendee_id": 1, "subject_id": 1},
}
# An event that has one is not deleted, and it would outlive the event.
KEPT = {"invoices"}
# Rows of a person and another one.
OTHERS = {"connected_attendee_id", "target_id", "scanned_id", "blocked_id", "other_id"}


def belonging() -> set[str]:
    """The tables that lead to an event, however far away it is."""
    found = {"events", *LOOSE}
    while True:
        more = {table.name for table in metadata.tables.values() if _targets(table) & (found - LOOSE.keys())}
        if more <= found:
            return found - KEPT
        found |= more


def fill(tx: Transaction) -> None:
    """One more row in each table; those that the event has already stay."""
    for table in metadata.sorted_tables:
        if table.name in belonging() - {"events"}:
            values = {column.name: _value(tx, table, column) for column in table.columns if _is_asked(column)}
            tx.execute(insert(table).values(**values | LOOSE.get(table.name, {})))


def _targets(table: Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


def _is_asked(column: Column[Any]) -> bool:
    has_default = (
        column.server_default is not None or column.default is not None or column.autoincrement is True
    )
    return bool(column.foreign_keys) or not (column.nullable or has_default)


def _value(tx: Transaction, table: Table, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        if column.name in OTHERS:
            return 2
        first = select(key.column).order_by(
            key.column.desc() if key.column.table.name == "logins" else key.column
        )
        found = tx.execute(first.limit(1))
        # The first row of a table that refers to itself has none before it.
        return found.scalar() if column.nullable else found.scalar_one()
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    kind = column.type.python_type
    if kind is str:
        return f"{table.name}-{column.name}"[: getattr(column.type, "length", None) or 40]
    return clock.now() if kind.__name__ in ("datetime", "date") else kind(7)
