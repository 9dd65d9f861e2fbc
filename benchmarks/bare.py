"""The limit to compare with: Quart on Hypercorn, three statements on a raw driver, and nothing else.

`python -m benchmarks.bare PORT URL` serves it; URL is `mysql://user@host:port/name` or `sqlite:///path`.
`POST /checkin` with {"code", "scan_id"} checks in; `/live` is a socket that says nothing (or, after
`POST /push`, one word to all), for the memory of a bare socket.
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiomysql
import aiosqlite
from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart, request, websocket

from netevent.core.wire import adjust_hypercorn

ATTENDEES = 5_000
TABLES = (
    "CREATE TABLE attendees (id INTEGER PRIMARY KEY, code VARCHAR(10) NOT NULL UNIQUE,"
    " checked_in INTEGER NOT NULL DEFAULT 0, checked_in_at DATETIME)",
    "CREATE TABLE scans (id INTEGER PRIMARY KEY {auto}, scan_id VARCHAR(36) NOT NULL UNIQUE,"
    " attendee_id INTEGER NOT NULL, gate INTEGER NOT NULL, scanned_at DATETIME NOT NULL)",
)
SELECT = "SELECT id, checked_in FROM attendees WHERE code = %s"
UPDATE = "UPDATE attendees SET checked_in = 1, checked_in_at = %s WHERE id = %s AND checked_in = 0"
INSERT = "INSERT INTO scans (scan_id, attendee_id, gate, scanned_at) VALUES (%s, %s, %s, %s)"


class Store(Protocol):
    async def open(self, url: str) -> None: ...

    async def check_in(self, code: str, scan_id: str) -> bool: ...

    async def close(self) -> None: ...


class MariaDB:
    """A pool as large as the application's."""

    async def open(self, url: str) -> None:
        at = urlsplit(url)
        self.pool = await aiomysql.create_pool(
            host=at.hostname, port=at.port, user=at.username, db=at.path[1:], minsize=20, maxsize=20
        )
        async with self.pool.acquire() as connection, connection.cursor() as cursor:
            for table in TABLES:
                await cursor.execute(table.format(auto="AUTO_INCREMENT"))
            await cursor.executemany("INSERT INTO attendees (id, code) VALUES (%s, %s)", people())
            await connection.commit()

    async def check_in(self, code: str, scan_id: str) -> bool:
        now = datetime.now(UTC).replace(tzinfo=None)
        async with self.pool.acquire() as connection, connection.cursor() as cursor:
            await cursor.execute(SELECT, (code,))
            attendee_id, _ = await cursor.fetchone()
            first = await cursor.execute(UPDATE, (now, attendee_id))
            await cursor.execute(INSERT, (scan_id, attendee_id, 1, now))
            await connection.commit()
        return bool(first)

    async def close(self) -> None:
        self.pool.close()
        await self.pool.wait_closed()


class SQLite:
    """One connection and a lock: SQLite has one writer at a time anyway."""

    async def open(self, url: str) -> None:
        self.lock = asyncio.Lock()
        self.connection = await aiosqlite.connect(url.removeprefix("sqlite:///"))
        await self.connection.execute("PRAGMA journal_mode = WAL")
        await self.connection.execute("PRAGMA synchronous = FULL")
        for table in TABLES:
            await self.connection.execute(table.format(auto=""))
        await self.connection.executemany("INSERT INTO attendees (id, code) VALUES (?, ?)", people())
        await self.connection.commit()

    async def check_in(self, code: str, scan_id: str) -> bool:
        now = datetime.now(UTC).isoformat()
        async with self.lock:
            cursor = await self.connection.execute(sqlite(SELECT), (code,))
            row = await cursor.fetchone()
            assert row is not None
            updated = await self.connection.execute(sqlite(UPDATE), (now, row[0]))
            await self.connection.execute(sqlite(INSERT), (scan_id, row[0], 1, now))
            await self.connection.commit()
        return updated.rowcount == 1

    async def close(self) -> None:
        await self.connection.close()


def sqlite(statement: str) -> str:
    return statement.replace("%s", "?")


def people() -> list[tuple[int, str]]:
    return [(number, code(number)) for number in range(1, ATTENDEES + 1)]


def code(number: int) -> str:
    return f"BARE{number:06}"


def build(url: str) -> Quart:
    app = Quart(__name__)
    store: Store = SQLite() if url.startswith("sqlite") else MariaDB()
    sockets: set[Any] = set()

    @app.before_serving
    async def open_store() -> None:
        await store.open(url)

    app.after_serving(store.close)

    @app.post("/checkin")
    async def check_in() -> dict[str, str]:
        asked = await request.get_json()
        first = await store.check_in(asked["code"], asked["scan_id"])
        return {"outcome": "checked_in" if first else "already_checked_in"}

    @app.get("/readyz")
    async def ready() -> str:
        return "ready"

    @app.post("/push")
    async def push() -> str:
        for mailbox in sockets:
            mailbox.put_nowait("x" * 600)
        return str(len(sockets))

    @app.websocket("/live")
    async def live() -> None:
        mailbox: asyncio.Queue[str] = asyncio.Queue()
        await websocket.accept()
        sockets.add(mailbox)
        try:
            while True:
                await websocket.send(await mailbox.get())
        finally:
            sockets.discard(mailbox)

    return app


def main(port: str, url: str) -> None:
    adjust_hypercorn()
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.loglevel = "WARNING"
    config.backlog = 4096
    config.keep_alive_max_requests = 10**9
    config.websocket_ping_interval = 20.0
    asyncio.run(serve(build(url), config))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
