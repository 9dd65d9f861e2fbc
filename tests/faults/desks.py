"""Many desks at once, each answer with the seconds it took; and what the database holds of them afterwards.

Called by the tests of a failing database. A request here is a coroutine and no thread, so that hundreds may
wait at once, and cancelling one cuts its line.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import scans
from tests.visitors import Visitor, visit

SURELY = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how long it took."""

    status: int
    retry_after: str
    text: str
    seconds: float

    @property
    def is_refusal(self) -> bool:
        """A 503 that says when to come back."""
        return self.status == 503 and bool(self.retry_after)


@dataclass(slots=True)
class Desks:
    """One login of the door's staff, used by as many desks as the test likes."""

    visitor: Visitor
    acknowledged: list[str] = field(default_factory=list)

    async def scan(self, code: str, scan_id: str) -> Reply:
        sent = {"scan_id": scan_id, "code": code, "gate": "1"}
        reply = await self.ask("POST", "/staff/1/checkin", json.dumps(sent))
        if reply.status == 200:
            self.acknowledged.append(scan_id)
        return reply

    async def scan_all(self, codes: Iterable[str]) -> list[Reply]:
        return await asyncio.gather(*(self.scan(code, str(uuid4())) for code in codes))

    async def scan_until_answered(self, code: str, scan_id: str) -> tuple[Reply, float]:
        """As a desk does: again and again with the same number. The seconds of all tries come, too."""
        begun = monotonic()
        async with asyncio.timeout(SURELY):
            while (reply := await self.scan(code, scan_id)).status >= 500:
                pass  # each try takes its time
        return reply, monotonic() - begun

    async def get(self, path: str) -> Reply:
        return await self.ask("GET", path)

    async def ask(self, method: str, path: str, body: str = "") -> Reply:
        begun = monotonic()
        async with asyncio.timeout(SURELY):
            head, text = await exchange(self.visitor.base_url, self._request(method, path, body))
        lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        return Reply(int(lines[0].split()[1]), headers.get("retry-after", ""), text, monotonic() - begun)

    def _request(self, method: str, path: str, body: str) -> str:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.visitor.cookies)
        headers = {
            "Host": urlsplit(self.visitor.base_url).netloc,
            "Connection": "close",
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Content-Length": str(len(body.encode())),
            "X-CSRF-Token": self.visitor.token,
            "Cookie": cookies,
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", body])


async def desks_at(base_url: str, name: str = "marta") -> Desks:
    return Desks(await visit(base_url, name))


async def exchange(base_url: str, request: str) -> tuple[str, str]:
    """Head and body of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(base_url).port)
    try:
        writer.write(request.encode())
        head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
        return head, body
    finally:
        writer.close()


async def rows_of(database_url: str) -> Counter[str]:
    """How many rows the journal has of each scan."""
    database = Database(database_url)
    try:
        return Counter(await database.read(lambda tx: tx.execute(select(scans.c.scan_id)).scalars().all()))
    finally:
        await database.close()


async def holds_what_was_acknowledged(desks: Desks, database_url: str) -> None:
    rows: Counter[str] = await rows_of(database_url)
    assert set(desks.acknowledged) <= set(rows)
    assert set(rows.values()) <= {1}


def slowest(replies: Iterable[Reply]) -> float:
    return max(reply.seconds for reply in replies)


def statuses(replies: Iterable[Reply]) -> dict[int, Any]:
    return dict(Counter(reply.status for reply in replies))


async def until(is_so: Callable[[], bool]) -> None:
    """Let the others work until it is so."""
    async with asyncio.timeout(SURELY):
        while not is_so():  # noqa: ASYNC110  # what is awaited has no event of its own
            await asyncio.sleep(0)
