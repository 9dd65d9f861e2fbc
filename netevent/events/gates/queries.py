"""SQL of an event's gates."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import gates
from netevent.events.details import Gate


def select_gates(tx: Transaction, event_id: int) -> list[Gate]:
    rows = tx.execute(
        select(gates.c.id, gates.c.name)
        .where(gates.c.event_id == event_id)
        .order_by(gates.c.sort_order, gates.c.id)
    )
    return [Gate(row.id, row.name) for row in rows]


def insert_gate(tx: Transaction, event_id: int, name: str, order: int) -> None:
    tx.execute(insert(gates).values(event_id=event_id, name=name, sort_order=order))


def update_gate(tx: Transaction, event_id: int, gate_id: int, name: str, order: int) -> None:
    tx.execute(
        update(gates)
        .where(gates.c.id == gate_id, gates.c.event_id == event_id)
        .values(name=name, sort_order=order)
    )


def delete_gate(tx: Transaction, event_id: int, gate_id: int) -> None:
    tx.execute(delete(gates).where(gates.c.id == gate_id, gates.c.event_id == event_id))
