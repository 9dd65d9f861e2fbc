"""A desk scans while strangers do their worst; in `make attack` alone, for it measures."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import pytest

from tests.attacks.hostile import SENT
from tests.attacks.wire import answered, request, status, where
from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.proof import Observe
from tests.servers.application import Server
from tests.visitors import Visitor, visit

pytestmark = pytest.mark.long

CONNECTIONS, SECONDS = 10, 6.0
# Seconds of a scan, from the desk's side.
P99 = 0.05
# Of the high water; what the allocator keeps of it is used again.
MEGABYTES = 100


@pytest.mark.attack("ten hostile connections for six seconds", "a desk's scans stay under 50 ms (p99)")
@pytest.mark.parametrize("kind", SENT)
async def test_a_desk_scans_on(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, kind: str, observe: Observe
):
    server = start_server(sqlite_url)
    before = resident(server)
    hostile = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.attacks.hostile"),
        *(server.base_url, kind, str(CONNECTIONS), str(SECONDS)),
        stdout=asyncio.subprocess.PIPE,
    )
    attacking = asyncio.create_task(hostile.communicate())
    took = []
    async with Desk.at(server.base_url) as desk:
        while not attacking.done():
            took.append(await desk.scan())
    sent, grown = int((await attacking)[0]), resident(server) - before
    p99 = sorted(took)[int(len(took) * 0.99)]
    observe(f"{kind}: p99 {p99 * 1000:.0f} ms of {len(took)} scans, {sent} sent, {grown:+} MB")
    assert sent > CONNECTIONS
    assert p99 < P99
    assert grown < MEGABYTES


@dataclass(slots=True)
class Desk:
    """A desk that scans without a pause, on the one connection that a browser keeps."""

    visitor: Visitor
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    scans: int = 0

    @classmethod
    @asynccontextmanager
    async def at(cls, base_url: str) -> AsyncIterator[Desk]:
        reader, writer = await asyncio.open_connection(*where(base_url))
        yield cls(await visit(base_url, "marta"), reader, writer)
        writer.close()

    async def scan(self) -> float:
        """Seconds until the answer."""
        self.scans += 1
        scan = {"scan_id": str(uuid4()), "code": badge(1 + self.scans % BADGES), "gate": "1"}
        begun = perf_counter()
        self.writer.write(
            request("POST", "/staff/1/checkin", *self._headers(), body=json.dumps(scan).encode())
        )
        answer = await answered(self.reader)
        assert status(answer) == 200, answer
        return perf_counter() - begun

    def _headers(self) -> list[str]:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.visitor.cookies)
        told = {"Content-Type": "application/json", "Accept": "application/json", "Cookie": cookies}
        told |= {"X-CSRF-Token": self.visitor.token, "Origin": self.visitor.base_url}
        return [f"{name}: {value}" for name, value in told.items()]


def resident(server: Server) -> int:
    """Megabytes that the process holds."""
    assert server.process is not None
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024
