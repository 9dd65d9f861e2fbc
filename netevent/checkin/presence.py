"""Which desks are open. Called by the sockets (`live.routes`), through what `app` gives them."""

from __future__ import annotations

from datetime import timedelta

from netevent.changes import DeskClosed, DeskOpened
from netevent.checkin import desk_queries, queries
from netevent.core import clock
from netevent.core.database import Database, Transaction

DESK_GONE_AFTER = timedelta(seconds=90)


class DeskPresence:
    """Keeps the list of open desks, for the sockets of one process (see `live.routes.Presence`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[str, int] = {}

    async def opened(self, desk_id: str, event_id: int, gate_id: int | None, name: str) -> None:
        def work(tx: Transaction) -> None:
            gate = gate_id if queries.select_gate_name(tx, event_id, gate_id) else None
            desk_queries.delete_desk(tx, desk_id, event_id)
            desk_queries.insert_desk(tx, desk_id, event_id, gate, name, clock.now())
            tx.publish(DeskOpened(event_id))

        self._open[desk_id] = self._open.get(desk_id, 0) + 1
        await self._database.transaction(work)

    async def closed(self, desk_id: str, event_id: int) -> None:
        """A page that reconnected is open twice for a moment: only the last one to go closes the desk."""

        def work(tx: Transaction) -> None:
            desk_queries.delete_desk(tx, desk_id, event_id)
            tx.publish(DeskClosed(event_id))

        self._open[desk_id] = self._open.get(desk_id, 1) - 1
        if self._open[desk_id] <= 0:
            del self._open[desk_id]
            await self._database.transaction(work)

    async def keep(self) -> None:
        """Say that this process's desks are open; forget those of a process that died. Every 30 s."""

        def work(tx: Transaction) -> None:
            desk_queries.update_desks_seen(tx, list(self._open), clock.now())
            desk_queries.delete_desks_unseen(tx, clock.now() - DESK_GONE_AFTER)

        await self._database.transaction(work)
