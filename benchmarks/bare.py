"""The limit to compare with: Quart on Hypercorn, three statements on a raw driver, and nothing else.

`python -m benchmarks.bare PORT URL` serves it; URL is `mysql+aiomysql://user@host:port/name` or
`sqlite:///path` of an empty database. The statements are the same as the application's, on its tables.
`POST /checkin` with {"code", "scan_id"} checks in; `/live` is a socket that says nothing (or, after
`POST /push`, one word to all), for the memory of a bare socket.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiomysql
import aiosqlite
from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart, request, websocket
from sqlalchemy.dialects.mysql.aiomysql import MySQLDialect_aiomysql as aiomysql_dialect
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as sqlite_dialect
from sqlalchemy.engine import Dialect

from benchmarks.world import EVENT, fill
from netevent.checkin import queries
from netevent.core.clock import minute_of
from netevent.core.database.prepared import DriverText
from netevent.core.hypercorn_patches import adjust_hypercorn

ATTENDEES = 5_000


@dataclass(frozen=True, slots=True)
class Statements:
    """The three statements of a check-in, as the application's own queries write them."""

    select: DriverText
    update: DriverText
    insert: DriverText


def statements(dialect: Dialect) -> Statements:
    return Statements(
        queries.BADGE_BY_CODE.text_for(dialect),
        queries.UPDATE_IN.text_for(dialect),
        queries.INSERT_SCAN.text_for(dialect),
    )


def badge_values(code: str) -> dict[str, Any]:
    return {"code": code, "event_id": EVENT, "gate_id": None}


def update_values(attendee_id: int, now: datetime) -> dict[str, Any]:
    minute = minute_of(now)
    return {
        "b_id": attendee_id,
        "b_event_id": EVENT,
        "at": now,
        "minute": minute,
        "gate": None,
        "by": "Dora Door",
    }


def insert_values(scan_id: str, attendee_id: int, code: str, now: datetime) -> dict[str, Any]:
    return {
        "scan_id": scan_id,
        "event_id": EVENT,
        "attendee_id": attendee_id,
        "gate_id": None,
        "scanned_by_kind": "staff",
        "scanned_by_id": 1,
        "scanned_by": "Dora Door",
        "code_scanned": code,
        "outcome": "checked_in",
        "scanned_at": now,
        "received_at": now,
        "answer_at": now,
        "answer_gate": "",
        "answer_by": "Dora Door",
    }


class Store(Protocol):
    async def open(self, url: str) -> None: ...

    async def check_in(self, code: str, scan_id: str) -> bool: ...

    async def close(self) -> None: ...


class MariaDB:
    """A pool as large as the application's."""

    async def open(self, url: str) -> None:
        at = urlsplit(url)
        self.statements = statements(aiomysql_dialect())
        self.pool = await aiomysql.create_pool(
            host=at.hostname, port=at.port, user=at.username, db=at.path[1:], minsize=20, maxsize=20
        )

    async def check_in(self, code: str, scan_id: str) -> bool:
        now = datetime.now(UTC).replace(tzinfo=None)
        three = self.statements
        async with self.pool.acquire() as connection, connection.cursor() as cursor:
            await cursor.execute(three.select.sql, three.select.parameters(badge_values(code)))
            attendee_id = json.loads((await cursor.fetchone())[0])[0]
            first = await cursor.execute(
                three.update.sql, three.update.parameters(update_values(attendee_id, now))
            )
            values = insert_values(scan_id, attendee_id, code, now)
            await cursor.execute(three.insert.sql, three.insert.parameters(values))
            await connection.commit()
        return bool(first)

    async def close(self) -> None:
        self.pool.close()
        await self.pool.wait_closed()


class SQLite:
    """One connection and a lock: SQLite has one writer at a time anyway."""

    async def open(self, url: str) -> None:
        self.statements = statements(sqlite_dialect())
        self.lock = asyncio.Lock()
        self.connection = await aiosqlite.connect(url.removeprefix("sqlite:///"))
        await self.connection.execute("PRAGMA journal_mode = WAL")
        await self.connection.execute("PRAGMA synchronous = FULL")

    async def check_in(self, code: str, scan_id: str) -> bool:
        now = datetime.now(UTC).replace(tzinfo=None)
        three = self.statements
        async with self.lock:
            cursor = await self.connection.execute(
                three.select.sql, three.select.parameters(badge_values(code))
            )
            row = await cursor.fetchone()
            assert row is not None
            attendee_id = json.loads(row[0])[0]
            updated = await self.connection.execute(
                three.update.sql, three.update.parameters(update_values(attendee_id, now))
            )
            values = insert_values(scan_id, attendee_id, code, now)
            await self.connection.execute(three.insert.sql, three.insert.parameters(values))
            await self.connection.commit()
        return updated.rowcount == 1

    async def close(self) -> None:
        await self.connection.close()


def build(url: str) -> Quart:
    app = Quart(__name__)
    store: Store = SQLite() if url.startswith("sqlite") else MariaDB()
    sockets: set[Any] = set()

    @app.before_serving
    async def open_store() -> None:
        await fill(url, ATTENDEES)
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
