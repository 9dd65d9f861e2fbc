"""Making the files of invoices: a table of them, or each as PDF in one archive. Called by the job.

They are read by batches, each in a unit of work of its own, and drawn one by one in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import ZipFile

from netevent.core.database import Database
from netevent.documents.invoices.drawing import file_name, invoice_pdf
from netevent.documents.tables.process import Kind as Table
from netevent.documents.tables.spool import spool
from netevent.documents.workbook import CONTENT_TYPE as EXCEL
from netevent.payments.invoices.invoice import Invoice
from netevent.payments.invoices.queries import Shown, select_shown_ids, select_some
from netevent.reports.invoices import sheets

# Told how many are in the file, of how many.
Tell = Callable[[int, int], Awaitable[None]]
BATCH = 50


class FileKind(StrEnum):
    """By the ending of its name."""

    excel = "xlsx"
    csv = "csv"
    archive = "zip"

    @property
    def media_type(self) -> str:
        types = {FileKind.excel: EXCEL, FileKind.csv: "text/csv; charset=utf-8"}
        return types.get(self, "application/zip")


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """Which file, of which of an event's invoices; what is not a PDF is in the language of who asked."""

    event_id: int
    kind: FileKind
    shown: Shown
    language: str


async def file_of(database: Database, wanted: InvoiceFile, tell: Tell) -> BinaryIO:
    """
    Raises:
        OutOfBounds, ChildDied: a table could not be made.
    """
    ids = await database.read(select_shown_ids, wanted.event_id, wanted.shown)
    batches = _batches(database, wanted.event_id, ids)
    if wanted.kind is FileKind.archive:
        return await _archive(batches, len(ids), tell)
    return await _table(Table(wanted.kind.value), batches, len(ids), tell)


async def _table(kind: Table, batches: AsyncIterator[list[Invoice]], count: int, tell: Tell) -> BinaryIO:
    done = 0
    async with spool(kind) as rows:
        await rows.begin(sheets.invoices_sheet())
        async for batch in batches:
            await rows.add([sheets.invoice_row(one) for one in batch])
            await tell(done := done + len(batch), count)
        return await rows.written()


async def _archive(batches: AsyncIterator[list[Invoice]], count: int, tell: Tell) -> BinaryIO:
    """Without packing: a PDF is packed already. Its files have no name on this disk."""
    done, file = 0, cast(BinaryIO, await asyncio.to_thread(TemporaryFile))
    try:
        with ZipFile(cast(IO[bytes], file), "w") as archive:
            async for batch in batches:
                for one in batch:
                    await asyncio.to_thread(_add, archive, one)
                    await tell(done := done + 1, count)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _add(archive: ZipFile, one: Invoice) -> None:
    archive.writestr(file_name(one), invoice_pdf(one))


async def _batches(database: Database, event_id: int, ids: list[int]) -> AsyncIterator[list[Invoice]]:
    for first in range(0, len(ids), BATCH):
        yield await database.read(select_some, event_id, ids[first : first + BATCH])
