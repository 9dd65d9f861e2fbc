"""An HTTP load client that leaves the cores to the server: raw asyncio protocols, prepared requests.

Connections are kept alive; answers must carry a Content-Length (ours do). Used by `scenarios`.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figures:
    """Times in milliseconds. In an open loop they count from when the request was due."""

    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float
    statuses: dict[int, int]

    @property
    def text(self) -> str:
        return f"{self.per_second:,.0f}/s, p50 {self.p50:.1f} ms, p95 {self.p95:.1f}, p99 {self.p99:.1f}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes


class Line(asyncio.Protocol):
    """One kept-alive connection that asks one thing at a time."""

    def __init__(self) -> None:
        self.received = b""
        self.waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.waiting

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        if end and len(body) >= content_length(head) and self.waiting and not self.waiting.done():
            self.received = b""
            self.waiting.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, error: Exception | None) -> None:
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionError("the server hung up before it answered"))


def content_length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def connect(port: int) -> Line:
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return line


async def ask_once(port: int, request: bytes) -> Answer:
    line = await connect(port)
    try:
        return await line.ask(request)
    finally:
        line.transport.close()


async def closed_loop(port: int, requests: Iterable[bytes], at_a_time: int) -> Figures:
    """Always `at_a_time` requests on their way, until there are no more: how much it can do."""
    pending = iter(requests)
    tally = Tally()
    lines = [await connect(port) for _ in range(at_a_time)]
    await asyncio.gather(*(_one_after_another(line, pending, tally) for line in lines))
    figures = tally.figures()
    _close(lines)
    return figures


async def open_loop(port: int, requests: Iterable[bytes], per_second: float) -> Figures:
    """A request every 1/`per_second`, answered or not: how long people wait when they come as they come."""
    tally = Tally()
    idle: list[Line] = [await connect(port) for _ in range(8)]
    running: set[asyncio.Task[None]] = set()
    began = perf_counter()
    for number, request in enumerate(requests):
        due = began + number / per_second
        await asyncio.sleep(max(0.0, due - perf_counter()))
        task = asyncio.create_task(_on_an_idle_line(port, idle, request, due, tally))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    _close(idle)
    return tally.figures()


class Tally:
    def __init__(self) -> None:
        self.began = perf_counter()
        self.took: list[float] = []
        self.statuses: Counter[int] = Counter()

    def add(self, due: float, status: int) -> None:
        self.took.append(perf_counter() - due)
        self.statuses[status] += 1

    def figures(self) -> Figures:
        elapsed = perf_counter() - self.began
        took = sorted(self.took)
        p50, p95, p99 = (percentile(took, share) * 1000 for share in (0.50, 0.95, 0.99))
        return Figures(len(took), len(took) / elapsed, p50, p95, p99, dict(self.statuses))


def percentile(ordered: list[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def _one_after_another(line: Line, pending: Iterator[bytes], tally: Tally) -> None:
    for request in pending:
        due = perf_counter()
        tally.add(due, (await line.ask(request)).status)


async def _on_an_idle_line(port: int, idle: list[Line], request: bytes, due: float, tally: Tally) -> None:
    line = idle.pop() if idle else await connect(port)
    tally.add(due, (await line.ask(request)).status)
    idle.append(line)


def _close(lines: Iterable[Line]) -> None:
    for line in lines:
        line.transport.close()
