"""An event that sells seats, its vouchers, and what the tests ask of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from netevent.changes import Change
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import events
from netevent.registration.vouchers import service
from netevent.registration.vouchers.voucher import Voucher, VoucherDetails, VoucherKind
from tests.factories import insert_event, insert_organizer, insert_type

PERCENT = VoucherDetails("EARLY", VoucherKind.percent, Decimal(20))


@dataclass(slots=True)
class Sold:
    """An event with a hundred seats and two types."""

    database: Database
    published: list[Change]
    event_id: int
    first: int
    second: int

    async def add(self, code: str = "EARLY", **given: Any) -> Voucher:
        details = replace(PERCENT, code=code, **given)
        [voucher_id] = await self.database.transact(service.add, self.event_id, details)
        return await self.voucher(voucher_id)

    async def voucher(self, voucher_id: int) -> Voucher:
        return await self.database.read(service.find, self.event_id, voucher_id)

    async def taken(self) -> int:
        """How many of the event's seats."""

        def read(tx: Transaction) -> int:
            statement = select(events.c.seats_taken).where(events.c.id == self.event_id)
            return int(tx.execute(statement).scalar_one())

        return await self.database.read(read)


async def make_sold(database: Database) -> Sold:
    event_id = await insert_event(database, await insert_organizer(database), max_attendees=100)
    types = [await insert_type(database, event_id, name) for name in ("First", "Second")]
    sold = Sold(database, [], event_id, *types)
    database.on_change = sold.published.append
    return sold
