"""A file of badges as an organizer orders it, and what stands in it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import badge_prints
from tests.reports.orders import GOING

PAGE = "/organizer/event/1/badges/rectangular/download"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FIRST_NAME = re.compile("Guest[0-9]+")
PDF = {"Accept": "application/pdf"}


def names_of(content: bytes) -> list[str]:
    """The first names of the people on the badges, in the order of the pages."""
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(content)]
    return list(dict.fromkeys(FIRST_NAME.findall("\n".join(pages))))


@dataclass(frozen=True, slots=True)
class Printing:
    """By one organizer; `folder` is that of the application's made files."""

    client: Client
    token: dict[str, str]
    database: Database
    folder: Path

    async def page(self, address: str = PAGE) -> str:
        answer = await self.client.get(address, headers=BROWSER)
        assert answer.status_code == 200, await answer.get_data(as_text=True)
        return str(await answer.get_data(as_text=True))

    async def check(self, **asked: str) -> str:
        """What the page says of another choice."""
        headers = BROWSER | {"HX-Request": "true"}
        return str(
            await (await self.client.get(PAGE, query_string=asked, headers=headers)).get_data(as_text=True)
        )

    async def order(self, **asked: Any) -> str:
        """The address of the file's page."""
        answer = await self.client.post(PAGE, form=asked, headers=self.token | BROWSER)
        assert answer.status_code == 303, await answer.get_data(as_text=True)
        return str(answer.headers["Location"])

    async def finished(self, address: str) -> str:
        """Its page once the application's own worker is done with it."""
        async with asyncio.timeout(60):
            while GOING.search(page := await self.page(address)):
                pass  # each look lets the worker go on
        return page

    async def made(self, **asked: Any) -> list[str]:
        """The names in a file that is ordered on the page."""
        address = await self.order(**asked)
        page = await self.finished(address)
        assert "The file is ready." in page, page
        answer: Any = await self.client.get(f"{address}/download")
        return names_of(await answer.get_data(as_text=False))

    async def asked(self, **asked: Any) -> list[str]:
        """The names in the answer to a program."""
        answer: Any = await self.client.get(PAGE, query_string=asked, headers=PDF)
        assert answer.status_code == 200, await answer.get_data(as_text=True)
        return names_of(await answer.get_data(as_text=False))

    async def printed(self) -> list[tuple[int, str]]:
        """Whose badges are recorded as printed, and by whom."""
        one = badge_prints.c
        statement = select(one.attendee_id, one.printed_by).order_by(one.id)
        rows = await self.database.read(lambda tx: tx.execute(statement).all())
        return [(row.attendee_id, row.printed_by) for row in rows]
