"""Start, stop and several workers, with real processes, signals and sockets."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import websockets

from netevent.serving import Listening, read_config
from tests.served_app import TOML

pytestmark = pytest.mark.asyncio

SOCKETS = 50
# What operators are promised, twice over: this machine may have other work to do.
STOPPED_WITHIN = 10
SURELY = 60
HERE = Path(__file__).parent.parent
GET = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_every_page_is_told_to_come_back(number: signal.Signals) -> None:
    async with served() as (server, port):
        pages = await open_pages(port)
        server.send_signal(number)
        assert await closing_codes(pages) == {1012}
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0


async def test_request_in_flight_finishes() -> None:
    async with served() as (server, port):
        answer = asyncio.create_task(get(port, b"/until-stop"))
        await line(server, "in flight")
        server.send_signal(signal.SIGTERM)
        assert (await answer).endswith("finished")
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0


async def test_request_that_never_ends_does_not_hold_up_the_stop() -> None:
    async with served() as (server, port):
        answer = asyncio.create_task(get(port, b"/for-ever"))
        await line(server, "in flight")
        server.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0
        await answer


async def test_second_interrupt_ends_at_once() -> None:
    async with served() as (server, port):
        pages = await open_pages(port)
        answer = asyncio.create_task(get(port, b"/for-ever"))
        await line(server, "in flight")
        server.send_signal(signal.SIGINT)
        await closing_codes(pages)
        server.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == -signal.SIGINT  # 0 had it wound down
        await answer


async def test_several_workers_are_ready_when_the_last_one_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    port = free_port()
    server = await start(port, 2, "late", str(pipe))
    await first_answer(port)
    await asyncio.to_thread(pipe.write_text, "")
    await line(server, "late")
    await line(server, "ready")
    server.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0


async def test_pages_of_all_workers_are_told_to_come_back() -> None:
    async with served(workers=2) as (server, port):
        pages = await pages_at_both(port)
        server.send_signal(signal.SIGTERM)
        assert await closing_codes(pages) == {1012}
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0


async def test_worker_that_died_is_replaced() -> None:
    async with served(workers=2) as (server, port):
        first, second = await worker_pids(port, 2)
        os.kill(first, signal.SIGKILL)
        assert len(await worker_pids(port, 2, besides={first, second})) == 1
        server.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(server.wait(), STOPPED_WITHIN) == 0


async def test_workers_whose_parent_was_killed_give_the_port_back() -> None:
    async with served(workers=2) as (server, port):
        pages = await pages_at_both(port)
        server.kill()
        assert await closing_codes(pages) == {1012}


async def test_worker_that_cannot_start_stops_everything() -> None:
    server = await start(free_port(), 2, "broken")
    await asyncio.wait_for(server.communicate(), SURELY)
    assert server.returncode == 1


async def test_port_in_use_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = await start(port, 1)
        said, _ = await asyncio.wait_for(server.communicate(), SURELY)
    assert f"127.0.0.1:{port}: another program uses this port" in said.decode()


async def test_arguments_win_over_the_file_and_the_rest_of_it_holds() -> None:
    config = read_config(TOML, Listening("::1", 8443, Path("a.pem"), Path("b.pem")))
    assert config.bind == ["[::1]:8443"]
    assert config.certfile == "a.pem"
    assert config.websocket_max_message_size == 65536


@asynccontextmanager
async def served(workers: int = 1) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    port = free_port()
    server = await start(port, workers)
    try:
        await line(server, "ready")
        yield server, port
    finally:
        if server.returncode is None:
            server.kill()
        await server.communicate()  # until the last worker, too, has let go of the output


async def start(port: int, workers: int, *words: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "tests.served_app", str(port), str(workers), *words]
    return await asyncio.create_subprocess_exec(*command, cwd=HERE, stdout=asyncio.subprocess.PIPE)


async def line(server: asyncio.subprocess.Process, text: str) -> None:
    assert server.stdout is not None
    assert (await asyncio.wait_for(server.stdout.readline(), SURELY)).decode().strip() == text


async def open_pages(port: int) -> list[websockets.ClientConnection]:
    pages = await asyncio.gather(*(websockets.connect(live(port)) for _ in range(SOCKETS)))
    await asyncio.gather(*(page.recv() for page in pages))
    return pages


async def pages_at_both(port: int) -> list[websockets.ClientConnection]:
    """A page at each of two workers: the kernel decides who gets one, so the first is held meanwhile."""
    first = await websockets.connect(live(port))
    worker = int(str(await first.recv()).removeprefix("hello from "))
    os.kill(worker, signal.SIGSTOP)
    try:
        second = await websockets.connect(live(port), open_timeout=SURELY)
        await second.recv()
    finally:
        os.kill(worker, signal.SIGCONT)
    return [first, second]


def live(port: int) -> str:
    return f"ws://127.0.0.1:{port}/live"


async def first_answer(port: int) -> str:
    """Asks until somebody listens."""
    async with asyncio.timeout(SURELY):
        while True:
            try:
                return await get(port, b"/pid")
            except ConnectionRefusedError:
                await asyncio.sleep(0)


async def closing_codes(pages: list[websockets.ClientConnection]) -> set[int | None]:
    await asyncio.wait_for(asyncio.gather(*(page.wait_closed() for page in pages)), STOPPED_WITHIN)
    return {page.close_code for page in pages}


async def get(port: int, path: bytes) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET % path)
    answer = await reader.read()
    writer.close()
    return answer.decode()


async def worker_pids(port: int, wanted: int, besides: set[int] | None = None) -> set[int]:
    """Asks until `wanted` workers have answered, or one that is not of `besides`."""
    seen: set[int] = set()
    async with asyncio.timeout(SURELY):
        while len(seen) < wanted and not (besides and seen):
            answers = await asyncio.gather(*(get(port, b"/pid") for _ in range(20)))
            seen |= {int(answer.rsplit("\n", 1)[1]) for answer in answers} - (besides or set())
    return seen


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
