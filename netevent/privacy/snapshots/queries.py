"""SQL of taking a snapshot and of bringing its rows back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    insert,
    or_,
    select,
    update,
)

from netevent.appointments.notifications import KINDS
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees, events, jobs, notifications, orders
from netevent.core.jobs.job import State
from netevent.privacy.snapshots.naming import CELLS, naming_columns
from netevent.privacy.snapshots.snapshot import Row, plain_row, typed_row

# Whose number is the subject of a notification of these kinds.
SUBJECTS = {
    "connections": tuple(kind.name for kind in (REQUEST, CONNECTION)),
    "appointments": tuple(kind.name for kind in KINDS),
}


def select_person(tx: Transaction, event_id: int, attendee_id: int) -> Row | None:
    """Of this event. Who was removed is nobody any more."""
    person = attendees.c
    mine = (person.id == attendee_id, person.event_id == event_id, person.attendee_code.is_not(None))
    rows = _rows(tx, attendees, *mine)
    return rows[0] if rows else None


def select_belongings(tx: Transaction, table: Table, attendee_id: int) -> list[Row]:
    """Of jobs those that are over: what had still to be sent may hold a link that is dead by then."""
    is_theirs = _names(table, attendee_id)
    return _rows(tx, table, is_theirs, *((jobs.c.state != State.waiting,) if table is jobs else ()))


def select_cells(tx: Transaction, appointment_ids: Collection[Any]) -> list[Row]:
    """Those of both people, and of the place."""
    return _rows(tx, CELLS, CELLS.c.appointment_id.in_(appointment_ids))


def select_orders(tx: Transaction, event_id: int, email_key: str, order_ids: Collection[Any]) -> list[Row]:
    """Those with these numbers, and those that the address placed."""
    is_bought = orders.c.email_key == email_key
    return _rows(tx, orders, orders.c.event_id == event_id, or_(orders.c.id.in_(order_ids), is_bought))


def select_waiting_of_others(
    tx: Transaction, attendee_id: int, table: str, subject_ids: Collection[Any]
) -> list[Row]:
    """What others have not seen of these connections or appointments."""
    row = notifications.c
    theirs = and_(row.kind.in_(SUBJECTS[table]), row.subject_id.in_(subject_ids))
    return _rows(tx, notifications, theirs, row.attendee_id != attendee_id, row.seen_at.is_(None))


def select_has_event(tx: Transaction, event_id: int) -> bool:
    return tx.execute(select(events.c.id).where(events.c.id == event_id)).first() is not None


def select_standing(tx: Transaction, attendee_id: int) -> dict[str, Any] | None:
    """The row with this number, whoever it is."""
    row = tx.execute(select(attendees).where(attendees.c.id == attendee_id)).first()
    return dict(row._mapping) if row else None


def select_has_other(tx: Transaction, attendee_id: int, **values: Any) -> bool:
    """Whether somebody else has these values."""
    is_so = (attendees.c[name] == value for name, value in values.items())
    return tx.execute(select(attendees.c.id).where(attendees.c.id != attendee_id, *is_so)).first() is not None


def select_people(tx: Transaction, attendee_ids: Collection[int]) -> set[int]:
    """Of these, those who are still somebody."""
    statement = select(attendees.c.id).where(attendees.c.id.in_(attendee_ids))
    return set(tx.execute(statement.where(attendees.c.attendee_code.is_not(None))).scalars())


def with_targets(tx: Transaction, table: Table, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row, without what it named and is gone; None where it is nothing without that."""
    kept = dict(row)
    for column in table.columns:
        for key in column.foreign_keys:
            target, value = key.column, kept.get(column.name)
            if value is None or target.table is attendees or _exists(tx, target == value):
                continue
            if not column.nullable:
                return None
            kept[column.name] = None
    return kept


def is_free(tx: Transaction, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether nothing stands in the row's place. Its own number is no matter."""
    return not any(
        _exists(tx, and_(*(column == row[column.name] for column in unique))) for unique in _keys(table, row)
    )


def select_free(
    tx: Transaction, table: Table, attendee_id: int, rows: Collection[dict[str, Any]]
) -> list[dict[str, Any]]:
    """As `is_free`, for rows that all name this attendee: only another one that does can be in their way."""
    standing = tx.execute(select(table).where(_names(table, attendee_id))).mappings().all()
    taken = {place for row in standing for place in _places(table, dict(row))}
    return [row for row in rows if not taken & set(_places(table, row))]


def insert_all(tx: Transaction, table: Table, rows: Collection[dict[str, Any]]) -> dict[int, int]:
    """As `insert_back`, for many; returns by which number each is known now."""
    if not rows or "id" not in table.columns:
        if rows:
            tx.execute(insert(table), list(rows))
        return {}
    asked = select(table.c.id).where(table.c.id.in_([row["id"] for row in rows]))
    used = set(tx.execute(asked).scalars())
    if kept := [row for row in rows if row["id"] not in used]:
        tx.execute(insert(table), kept)
    numbers = {row["id"]: row["id"] for row in kept}
    return numbers | {row["id"]: insert_back(tx, table, row) for row in rows if row["id"] in used}


def insert_back(tx: Transaction, table: Table, row: Mapping[str, Any]) -> int:
    """With the number that it had, or with another one where that is somebody else's by now; returns it."""
    if "id" not in table.columns:
        tx.execute(insert(table).values(**row))
        return 0
    if _exists(tx, table.c.id == row["id"]):
        row = {name: value for name, value in row.items() if name != "id"}
    return inserted_id(tx.execute(insert(table).values(**row)))


def update_journal(tx: Transaction, journal: Table, row: Mapping[str, Any]) -> bool:
    """The scan is the person's again."""
    same = (journal.c.id == row["id"], journal.c.scan_id == row["scan_id"])
    whose = {"attendee_id": row["attendee_id"], "code_scanned": row["code_scanned"]}
    return tx.execute(update(journal).where(*same).values(whose)).rowcount == 1


def typed(table: Table, rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [typed_row(table, row) for row in rows]


def _rows(tx: Transaction, table: Table, *conditions: ColumnElement[bool]) -> list[Row]:
    order = list(table.primary_key.columns)
    rows = tx.execute(select(table).where(*conditions).order_by(*order))
    return [plain_row(dict(row._mapping)) for row in rows]


def _keys(table: Table, row: Mapping[str, Any]) -> list[list[Any]]:
    """The columns that are unique together. What is NULL is in nobody's way."""
    kinds = (UniqueConstraint, PrimaryKeyConstraint)
    found = [list(one.columns) for one in table.constraints if isinstance(one, kinds)]
    named = [columns for columns in found if [column.name for column in columns] != ["id"]]
    return [columns for columns in named if all(row.get(column.name) is not None for column in columns)]


def _places(table: Table, row: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The row's values of each key, as text with the names of the columns."""
    return [tuple(f"{column.name}={row[column.name]}" for column in columns) for columns in _keys(table, row)]


def _names(table: Table, attendee_id: int) -> ColumnElement[bool]:
    return or_(*(table.c[name] == attendee_id for name in naming_columns(table)))


def _exists(tx: Transaction, condition: ColumnElement[bool]) -> bool:
    return tx.execute(select(1).where(condition).limit(1)).first() is not None
