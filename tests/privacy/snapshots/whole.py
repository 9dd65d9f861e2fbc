"""All rows of all tables, to compare what stood before with what stands now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, select

from netevent.core.database import Transaction
from netevent.core.database.tables import jobs, metadata
from tests.door import Door

# Logins end; the others move whenever something happens.
MOVING = {
    "attendees": {"version", "link_version", "calendar_version"},
    "events": {"version"},
}
ENDED = {"logins", "login_accounts"}


def _all(tx: Transaction, statement: Select[Any]) -> Sequence[RowMapping]:
    return tx.execute(statement).mappings().all()


async def everything(door: Door, *, but_for: str = "") -> dict[str, list[dict[str, Any]]]:
    """Without the jobs of the kind `but_for`."""
    found = {}
    for name, table in sorted(metadata.tables.items()):
        if name in ENDED:
            continue
        statement = select(table)
        if table is jobs:
            statement = statement.where(jobs.c.kind != but_for)
        rows = await door.database.read(_all, statement)
        kept = [{key: row[key] for key in row if key not in MOVING.get(name, ())} for row in rows]
        found[name] = sorted(kept, key=repr)
    return found
