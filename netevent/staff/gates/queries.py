"""SQL of the gates at which members of staff work. Called by `staff.queries` and `staff.service`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, insert, select

from netevent.core.database import Transaction
from netevent.core.database.tables import gates, staff, staff_gates
from netevent.events.details import Gate


def select_gates_of_staff(tx: Transaction, event_id: int) -> dict[int, tuple[Gate, ...]]:
    """By member, in the order of the gates; who works at all of them is not among them."""
    rows = tx.execute(
        select(staff_gates.c.staff_id, gates.c.id, gates.c.name)
        .select_from(
            staff_gates.join(staff, staff.c.id == staff_gates.c.staff_id).join(
                gates, gates.c.id == staff_gates.c.gate_id
            )
        )
        .where(staff.c.event_id == event_id, gates.c.event_id == event_id)
        .order_by(gates.c.sort_order, gates.c.id)
    )
    found: dict[int, tuple[Gate, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.staff_id] += (Gate(row.id, row.name),)
    return dict(found)


def put_gates(tx: Transaction, event_id: int, staff_id: int, gate_ids: Collection[int]) -> None:
    """Those of them that the event has."""
    tx.execute(delete(staff_gates).where(staff_gates.c.staff_id == staff_id))
    theirs = select(gates.c.id).where(gates.c.event_id == event_id, gates.c.id.in_(gate_ids))
    ids = list(tx.execute(theirs).scalars())
    if ids:
        tx.execute(insert(staff_gates), [{"staff_id": staff_id, "gate_id": one} for one in ids])
