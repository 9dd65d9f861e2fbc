"""Thousands of open pages in one cheap process of its own: raw sockets and epoll, no event loop.

`Fleet` is the side of the benchmark; `python -m benchmarks.sockets` is the process. It reads one JSON line
of orders and then words, with one answer each: "watch TEXT" begins to note when each socket first gets a
message with TEXT, "report" tells it; "again" closes all and opens them anew, each with what it was told that
it has (as `static/js/live.js` does). Times are CLOCK_MONOTONIC, the same in all processes of the machine.
Every socket offers permessage-deflate as browsers do, and answers pings.
"""

import asyncio
import json
import re
import resource
import select
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any

AT_A_TIME = 100
TEXT, CLOSE, PING = 1, 8, 9
SEEN = re.compile(rb"<!-- live (\S+) -->")
EMPTY_MASK = b"\0\0\0\0"
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Origin: {origin}\r\nCookie: {cookie}\r\n{forwarded}Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Orders:
    """One socket for each of `cookies`; `paths` are dealt out in turn.

    `is_forwarded`: a trusted proxy says that each comes from another address.
    """

    port: int
    origin: str
    paths: list[str]
    cookies: list[str]
    is_forwarded: bool = False


class Fleet:
    def __init__(self, process: asyncio.subprocess.Process, pages: int = 0) -> None:
        self.process = process
        self.pages = pages

    async def watch(self, text: str) -> None:
        await self._say(f"watch {text}")
        assert (await self._hear())["watching"] == text

    async def report(self, wanted: int, within: float = 10.0) -> list[float]:
        """Waits for `wanted` arrivals, and gives the moments of those that came."""
        until = time.monotonic() + within
        while True:
            await self._say("report")
            arrived: list[float] = (await self._hear())["arrived"]
            if len(arrived) >= wanted or time.monotonic() > until:
                return arrived
            await asyncio.sleep(0.02)

    async def again(self) -> int:
        """All pages lose their sockets and come back; how many of them could say what they have."""
        await self._say("again")
        opened = await self._hear()
        assert opened["opened"] == opened["of"], opened
        return int(opened["knowing"])

    async def _say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        await self.process.stdin.drain()

    async def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return answer


@asynccontextmanager
async def open_fleet(orders: Orders) -> AsyncIterator[Fleet]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.sockets",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**24,
    )  # fmt: skip
    fleet = Fleet(process, len(orders.cookies))
    try:
        await fleet._say(json.dumps(asdict(orders)))
        opened = await fleet._hear()
        assert opened == {"opened": len(orders.cookies), "compressed": 0}, opened
        yield fleet
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def allow_many_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Pages:
    """The process's side."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.epoll = select.epoll()
        self.open: dict[int, socket.socket] = {}
        self.cookies: dict[int, str] = {}
        self.seen: dict[str, str] = {}
        self.rest: dict[int, bytes] = {}
        self.compressed = 0
        self.closed = 0
        self.needle = b""
        self.arrived: dict[int, float] = {}

    def open_all(self) -> None:
        paths = self.orders.paths
        pairs = [(paths[n % len(paths)], cookie) for n, cookie in enumerate(self.orders.cookies)]
        for start in range(0, len(pairs), AT_A_TIME):
            some = pairs[start : start + AT_A_TIME]
            for page, (_, cookie) in zip([self.connect(*pair) for pair in some], some, strict=True):
                self.shake_hands(page, cookie)

    def come_back(self) -> None:
        for number in list(self.open):
            self.close(number)
        self.open_all()

    def connect(self, path: str, cookie: str) -> socket.socket:
        page = socket.create_connection(("127.0.0.1", self.orders.port), timeout=30)
        if cookie in self.seen:
            path += f"{'&' if '?' in path else '?'}seen={self.seen[cookie]}"
        facts = {"path": path, "cookie": cookie, "port": self.orders.port, "origin": self.orders.origin}
        page.sendall(HANDSHAKE.format(**facts, forwarded=self.forwarded(page)).encode())
        return page

    def forwarded(self, page: socket.socket) -> str:
        """The header of the proxy, if there is one; each open socket has another number."""
        number = page.fileno()
        address = f"172.16.{number >> 8 & 255}.{number & 255}"
        return f"X-Forwarded-For: {address}\r\n" if self.orders.is_forwarded else ""

    def shake_hands(self, page: socket.socket, cookie: str) -> None:
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += (more := page.recv(4096))
            if not more:
                raise SystemExit(f"refused: {answer!r}")
        head, _, rest = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise SystemExit(f"refused: {answer!r}")
        self.compressed += b"permessage-deflate" in head
        page.setblocking(False)
        self.open[page.fileno()] = page
        self.cookies[page.fileno()] = cookie
        self.rest[page.fileno()] = rest
        self.epoll.register(page.fileno(), select.EPOLLIN)

    def listen(self) -> None:
        self.epoll.register(sys.stdin.fileno(), select.EPOLLIN)
        while True:
            for number, _ in self.epoll.poll():
                if number == sys.stdin.fileno():
                    self.obey(sys.stdin.readline())
                else:
                    self.read(number, time.monotonic())

    def obey(self, words: str) -> None:
        if not words:
            raise SystemExit
        verb, _, text = words.rstrip("\n").partition(" ")
        if verb == "watch":
            self.needle, self.arrived = text.encode(), {}
            tell(watching=text)
        elif verb == "again":
            self.come_back()
            tell(opened=len(self.open), of=len(self.orders.cookies), knowing=len(self.seen))
        else:
            tell(arrived=list(self.arrived.values()), closed=self.closed)

    def read(self, number: int, now: float) -> None:
        try:
            data = self.open[number].recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            self.close(number)
            return
        rest = self.rest[number] + data
        while (frame := first_frame(rest)) is not None:
            opcode, payload, rest = frame
            self.take(number, opcode, payload, now)
        self.rest[number] = rest

    def take(self, number: int, opcode: int, payload: bytes, now: float) -> None:
        if opcode == PING:
            self.open[number].send(bytes([0x8A, 0x80 | len(payload)]) + EMPTY_MASK + payload)
        elif opcode == TEXT:
            if told := SEEN.search(payload):
                self.seen[self.cookies[number]] = told[1].decode()
            if self.needle and self.needle in payload:
                self.arrived.setdefault(number, now)

    def close(self, number: int) -> None:
        self.epoll.unregister(number)
        self.open.pop(number).close()
        self.closed += 1


def first_frame(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Opcode, payload and what follows; None while it is not whole. Servers never mask."""
    if len(data) < 2:
        return None
    length, start = data[1] & 0x7F, 2
    if length > 125:
        start = 4 if length == 126 else 10
        if len(data) < start:
            return None
        length = int.from_bytes(data[2:start])
    if len(data) < start + length:
        return None
    return data[0] & 0x0F, data[start : start + length], data[start + length :]


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def main() -> None:
    allow_many_files()
    pages = Pages(Orders(**json.loads(sys.stdin.readline())))
    pages.open_all()
    tell(opened=len(pages.open), compressed=pages.compressed)
    pages.listen()


if __name__ == "__main__":
    main()
