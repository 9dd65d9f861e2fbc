"""Which desks are open: entered by the sockets of desks (`checkin.screens`), kept by periodic work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid5

from netevent.changes import DeskClosed, DeskOpened
from netevent.checkin import queries
from netevent.checkin.desks import queries as desk_queries
from netevent.checkin.desks.queries import OpenDesk
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.site import site
from netevent.identity.accounts import Viewer

DESK_GONE_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Connected:
    """A desk and its sockets in this process: two for a moment when a page reconnects."""

    desk: OpenDesk
    sockets: int


@asynccontextmanager
async def open_while_connected(
    reader: Viewer, event_id: int, asked: Mapping[str, str]
) -> AsyncIterator[None]:
    """A page that names its ``desk``, and maybe its ``gate``, is in the list while it is connected."""
    desk_id = _uuid(asked.get("desk", ""))
    if desk_id is None:
        yield
        return
    desks = site().part(OpenDesks)
    gate = _gate_id(asked.get("gate", ""))
    theirs = gate if reader.account.post.may_work_at(gate, clock.now()) else None
    await desks.opened(desk_id, event_id, theirs, reader.account.name)
    try:
        yield
    finally:
        await asyncio.shield(desks.closed(desk_id, event_id))


class OpenDesks:
    """Keeps the list of open desks, for the pages that are connected to one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[str, Connected] = {}

    async def opened(self, desk_id: str, event_id: int, gate_id: int | None, name: str) -> None:
        def work(tx: Transaction) -> OpenDesk:
            gate = gate_id if queries.select_gate_name(tx, event_id, gate_id) else None
            desk = OpenDesk(_row_id(desk_id, event_id), event_id, gate, name)
            desk_queries.put_desk(tx, desk, clock.now())
            tx.publish(DeskOpened(event_id))
            return desk

        desk = await self._database.transact(work)
        before = self._open.get(desk.id)
        self._open[desk.id] = Connected(desk, before.sockets + 1 if before else 1)

    async def closed(self, desk_id: str, event_id: int) -> None:
        """A page that reconnected is open twice for a moment: only the last one to go closes the desk."""
        row_id = _row_id(desk_id, event_id)

        def work(tx: Transaction) -> None:
            desk_queries.delete_desk(tx, row_id, event_id)
            tx.publish(DeskClosed(event_id))

        connected = self._open.pop(row_id, None)
        if connected is not None and connected.sockets > 1:
            self._open[row_id] = replace(connected, sockets=connected.sockets - 1)
        else:
            await self._database.transact(work)

    async def keep(self) -> None:
        """Say that this process's desks are open; forget those of a process that died. Every 30 s.

        A desk that another worker removed, because the old socket was there, is entered again.
        """

        def work(tx: Transaction) -> None:
            for connected in list(self._open.values()):
                desk_queries.put_desk(tx, connected.desk, clock.now())
            desk_queries.delete_desks_unseen(tx, clock.now() - DESK_GONE_AFTER)

        await self._database.transact(work)


def _gate_id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _row_id(desk_id: str, event_id: int) -> str:
    """A device keeps one id for all events; at each of them it is another desk."""
    return str(uuid5(UUID(desk_id), str(event_id)))
