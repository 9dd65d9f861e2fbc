"""The people of `tests.door` and what happens between them, by the own rules of the service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table, func, insert, select

from netevent.connections import service
from netevent.connections.notifications import NewConnection
from netevent.connections.requests.reading import Requests, read_requests
from netevent.core.database import Transaction
from netevent.core.database.tables import connections
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_card
from tests.door import Door
from tests.notifications.inboxes import standing
from tests.published import shown

ANNA, BEN, CARA, DORA, STRANGER = 1, 2, 3, 4, 13
EVENT = 1
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class People:
    door: Door

    async def request(self, who: int, whom: int, message: str = "", **given: Any) -> Relationship:
        return await self.do(service.request, who, EVENT, whom, message, **given)

    async def connect(self, one: int, other: int) -> int:
        """Both ask; the id of the connection."""
        await self.request(one, other)
        await self.request(other, one)
        return int((await self.row(one, other)).id)

    async def asked(self, who: int, whom: int, message: str = "") -> int:
        """The id of a request that waits."""
        await self.request(who, whom, message)
        return int((await self.row(who, whom)).id)

    async def do(self, rule: Callable[..., Result], *values: Any, **named: Any) -> Result:
        return await self.door.database.transact(rule, *values, **named)

    async def relationship(self, viewer: int, person: int) -> Relationship | None:
        card = await self.door.database.read(select_card, viewer, person)
        return card.relationship if card else None

    async def requests(self, viewer: int) -> Requests:
        return await self.door.database.read(read_requests, viewer)

    async def rows(self) -> list[Any]:
        return list(await self.door.database.read(lambda tx: tx.execute(select(connections)).all()))

    async def row(self, one: int, other: int) -> Any:
        low, high = sorted((one, other))
        is_theirs = (connections.c.low_id == low, connections.c.high_id == high)

        def read(tx: Transaction) -> Any:
            return tx.execute(select(connections).where(*is_theirs)).one()

        return await self.door.database.read(read)

    async def told(self, viewer: int) -> list[int]:
        """Whose requests and answers the viewer has not seen, the oldest first."""
        contents = [one.content for one in await standing(self.door.database, viewer)]
        cards = [one.card if isinstance(one, NewConnection) else one for one in contents]
        return [card.id for card in cards if isinstance(card, Card)]

    async def add(self, table: Table, **row: Any) -> None:
        await self.do(lambda tx: tx.execute(insert(table).values(**row)))

    async def count(self, table: Table) -> int:
        statement = select(func.count()).select_from(table)
        return int(await self.door.database.read(lambda tx: tx.execute(statement).scalar_one()))

    def published(self) -> list[Any]:
        """What was published since the last time."""
        found = shown(self.door.published)
        self.door.published.clear()
        return found

    async def warmed_up(self) -> None:
        """A race needs runners: with one connection open, the first is through before the others start."""
        reads = (self.door.database.read(lambda tx: tx.execute(select(1)).scalar()) for _ in range(20))
        await asyncio.gather(*reads)
