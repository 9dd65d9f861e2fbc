"""The keys of many rows that are inserted at once are those of these rows, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, insert, select
from sqlalchemy.sql.dml import Insert

from netevent.core import clock
from netevent.core.database import Database, Transaction, insert_all
from netevent.core.database.tables import mails


def row(name: str) -> Mapping[str, Any]:
    now = clock.now()
    same = {"email_key": "a@example.com", "kind": "written", "queued_at": now, "changed_at": now}
    return {"message_id": name, **same}


async def named(database: Database) -> dict[int, str]:
    statement = select(mails.c.id, mails.c.message_id)
    return {row.id: row.message_id for row in await database.read(lambda tx: tx.execute(statement).all())}


class Busy(Transaction):
    """Another row comes before and after whatever is inserted, as if somebody else had committed it."""

    def execute(self, statement: Executable, parameters: Any = None) -> Any:
        if not isinstance(statement, Insert):
            return super().execute(statement, parameters)
        super().execute(insert(mails), [row(f"before {parameters[0]['message_id']}")])
        result = super().execute(statement, parameters)
        super().execute(insert(mails), [row(f"after {parameters[0]['message_id']}")])
        return result


async def test_each_row_is_given_its_own_key_while_others_come(database: Database):
    await database.transact(lambda tx: tx.execute(insert(mails), [row("first")]))

    def insert_three(tx: Transaction) -> list[int]:
        return insert_all(Busy(tx.connection), mails, [row("c"), row("a"), row("b")], told_by="message_id")

    keys = await database.transact(insert_three)
    names = await named(database)
    assert [names[key] for key in keys] == ["c", "a", "b"]
    assert len(names) == 6
