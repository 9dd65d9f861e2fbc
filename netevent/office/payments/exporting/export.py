"""Making the file: read by batches, each in a unit of work of its own. Called by the routes."""

from __future__ import annotations

from typing import BinaryIO

from netevent.core.database import Database
from netevent.documents.tables.process import Kind
from netevent.documents.tables.spool import Spool, spool
from netevent.events.queries import select_zone
from netevent.office.payments.exporting import sheets
from netevent.office.payments.listing import PaymentFilter
from netevent.office.payments.queries import PaymentRow, select_left_after, select_rows
from netevent.payments.refunds.asking.queries import select_refunds

BATCH = 250


async def file_of(database: Database, event_id: int, kind: Kind, shown: PaymentFilter) -> BinaryIO:
    """A workbook has the payments that the list shows, and their refunds; CSV has the payments.

    Raises:
        OutOfBounds, ChildDied: it could not be made.
    """
    zone = await database.read(select_zone, event_id)
    async with spool(kind) as rows:
        await rows.begin(sheets.payments_sheet())
        given_back: list[PaymentRow] = []
        before = 0
        while some := await database.read(select_rows, event_id, shown, zone, BATCH, before):
            await rows.add([sheets.payment_row(one, zone) for one in some])
            given_back += [one for one in some if one.paid_at]
            before = some[-1].id
        if kind is Kind.excel:
            await _add_refunds(database, rows, event_id, given_back, zone)
        return await rows.written()


async def left_of(database: Database, event_id: int) -> BinaryIO:
    """As CSV: the payments of which something is left."""
    zone = await database.read(select_zone, event_id)
    async with spool(Kind.csv) as rows:
        await rows.begin(sheets.payments_sheet())
        after = 0
        while some := await database.read(select_left_after, event_id, after, BATCH):
            await rows.add([sheets.payment_row(one, zone) for one in some])
            after = some[-1].id
        return await rows.written()


async def _add_refunds(
    database: Database, rows: Spool, event_id: int, those: list[PaymentRow], zone: str
) -> None:
    await rows.begin(sheets.refunds_sheet())
    for one in those:
        found = await database.read(select_refunds, event_id, one.id)
        await rows.add([sheets.refund_row(one.reference, refund, zone) for refund in found])
