"""Two hundred pages that never read what they are sent: others notice nothing, and they are closed."""

from __future__ import annotations

import asyncio
import socket
import statistics
import time
from collections import Counter
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from sqlalchemy import insert, select

from benchmarks.memory import weigh
from netevent.core.database.tables import attendees
from tests.conftest import StartServer
from tests.door import Door, badge
from tests.factories import attendee_row
from tests.proof import Observe
from tests.visitors import Visitor, heard, visit

CLOSE = b"\x88\x02"  # the end of a socket, with nothing but its code
OF_A_NETWORK = 1400  # bytes; the loopback's packets are of 64 KiB, and its buffers accordingly
ALONE = 200  # scans before the others
FULL = 1000  # scans, after which each of them has as much waiting as a page may
SLOWER = 0.02
MOST_MIB, FLAT_MIB = 60.0, 8.0

LIST = "/live/attendees/1"
DEAF, OF_A_LOGIN = 200, 90
CROWD = range(1000, 2800)
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://{host}\r\n"
    "Cookie: {cookie}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def deaf_page(visitor: Visitor) -> socket.socket:
    address = urlsplit(visitor.base_url)
    page = socket.socket()
    page.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    page.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, OF_A_NETWORK)
    page.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(page, (address.hostname, address.port))
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)
    await loop.sock_sendall(page, HANDSHAKE.format(path=LIST, host=address.netloc, cookie=cookie).encode())
    assert (await loop.sock_recv(page, 12)).endswith(b"101")
    return page


@pytest.mark.long
@pytest.mark.fault(
    f"{DEAF} pages that never read, while {len(CROWD):,} people come in",
    "others as quick as before, closed with 1013 at the bound, from which on memory is flat",
)
async def test_pages_that_never_read_hold_nobody_up_and_are_closed(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, observe: Observe
):
    rows = [attendee_row(1, attendee_code=badge(number)) for number in CROWD]
    await door_on_sqlite.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    server = start_server(sqlite_url)
    assert server.process is not None
    marta = await visit(server.base_url, "marta")
    olgas = [await visit(server.base_url, "olga") for _ in range(DEAF // OF_A_LOGIN + 1)]
    alone = await p95_of_scans(marta, CROWD[:ALONE])
    pages = [await deaf_page(olgas[number // OF_A_LOGIN]) for number in range(DEAF)]
    memory = [weigh(server.process.pid).rss / 1024]
    async with olgas[-1].connect(LIST) as quick:
        last_row = asyncio.create_task(heard(quick, f"attendee-{await id_of(door_on_sqlite)}-row", within=60))
        slowest = []
        for some in (CROWD[ALONE:FULL], CROWD[FULL:]):
            slowest.append(await p95_of_scans(marta, some))
            memory.append(weigh(server.process.pid).rss / 1024)
        await last_row
    meanwhile = max(slowest)
    grown, then = memory[1] - memory[0], memory[2] - memory[1]
    codes = Counter(await asyncio.gather(*(closing_code(page) for page in pages)))
    observe(
        f"p95 of scans {alone * 1000:.1f} ms, then {meanwhile * 1000:.1f} ms; "
        f"+ {grown:.0f} MiB until they are full, then + {then:.0f}; all closed with 1013"
    )
    assert codes == {1013: DEAF}
    assert grown < MOST_MIB
    assert then < FLAT_MIB
    assert meanwhile < alone + SLOWER


async def p95_of_scans(desk: Visitor, numbers: range) -> float:
    took = []
    for number in numbers:
        began = time.monotonic()
        assert (await desk.scan(badge(number))).status == 200
        took.append(time.monotonic() - began)
    return statistics.quantiles(took, n=20)[-1]


async def id_of(door: Door) -> int:
    """Of the last who comes in."""
    statement = select(attendees.c.id).where(attendees.c.attendee_code == badge(CROWD[-1]))
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def closing_code(page: socket.socket) -> int:
    """What a page finds that begins to read after all; 0 for a line that was cut."""
    last, loop = b"", asyncio.get_running_loop()
    async with asyncio.timeout(30):
        with closing(page):
            page.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
            while CLOSE not in last and (piece := await loop.sock_recv(page, 2**20)):
                last = last[-8:] + piece
    place = last.rfind(CLOSE)
    return int.from_bytes(last[place + 2 : place + 4]) if place >= 0 else 0
