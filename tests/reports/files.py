"""The files of event 1 as Olga gets them, read back."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook
from quart.typing import TestClientProtocol as Client

EXCEL = "/organizer/event/1/attendees/excel/download"
CSV = "/organizer/event/1/attendees/csv/download"


async def content_of(client: Client, address: str) -> bytes:
    answer: Any = await client.get(address)
    assert answer.status_code == 200
    content: bytes = await answer.get_data(as_text=False)
    assert int(answer.headers["Content-Length"]) == len(content)
    return content


async def book_of(client: Client, query: str = "") -> Any:
    return load_workbook(BytesIO(await content_of(client, EXCEL + query)))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


async def attendees_of(client: Client, query: str = "") -> list[dict[str, Any]]:
    return rows_of((await book_of(client, query)).worksheets[0])


async def table_of(client: Client, query: str = "") -> list[dict[str, str]]:
    content = await content_of(client, CSV + query)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
