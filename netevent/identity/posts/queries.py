"""SQL of what a member of staff may do: read with the account, at every request.

Called by `identity.queries`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, select

from netevent.core.database.tables import staff, staff_gates
from netevent.identity.accounts import Post, StaffRole


def post_of(row: Row[Any]) -> Post:
    """From a row that has `POST`."""
    gates = (row.gates or "").split(",")
    return Post(StaffRole(row.staff_role), frozenset(int(one) for one in gates if one), row.gates_since)


# The gates as one text, "3,7".
POST = (
    staff.c.role.label("staff_role"),
    staff.c.gates_since,
    select(func.group_concat(staff_gates.c.gate_id))
    .where(staff_gates.c.staff_id == staff.c.id)
    .correlate(staff)
    .scalar_subquery()
    .label("gates"),
)
