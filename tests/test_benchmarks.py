"""The measuring tools measure right: they are run against the bare server, a few times, without a clock."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from benchmarks.load import ask_once, closed_loop, open_loop, percentile, request_bytes
from benchmarks.memory import cpu_seconds, weigh
from benchmarks.servers import Server, bare_server
from benchmarks.sockets import Orders, first_frame, open_fleet
from benchmarks.world import code

HEADERS = {"Host": "127.0.0.1", "Content-Type": "application/json"}


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with bare_server(f"sqlite:///{tmp_path}/bare.db") as running:
        yield running


@pytest.mark.asyncio
async def test_every_request_is_answered_once_in_both_loops(server: Server) -> None:
    busy = await closed_loop(server.port, [check_in(number) for number in range(1, 41)], at_a_time=8)
    calm = await open_loop(server.port, [check_in(number) for number in range(41, 61)], per_second=500)
    assert (busy.statuses, calm.statuses) == ({200: 40}, {200: 20})
    again = await ask_once(server.port, check_in(1))
    assert json.loads(again.body) == {"outcome": "already_checked_in"}


@pytest.mark.asyncio
async def test_fleet_is_told_when_each_socket_got_the_message(server: Server) -> None:
    orders = Orders(server.port, server.base_url, ["/live"], ["name=value"] * 30)
    async with open_fleet(orders) as fleet:
        await fleet.watch("xxx")
        await ask_once(server.port, request_bytes("POST", "/push", HEADERS))
        assert len(await fleet.report(30)) == 30


@pytest.mark.asyncio
async def test_process_is_weighed_and_its_work_counted(server: Server) -> None:
    assert weigh(server.pid).pss <= weigh(server.pid).rss
    assert cpu_seconds(server.pid) > 0


def test_percentile_is_a_value_that_occurred() -> None:
    values = [float(number) for number in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99)] == [51.0, 96.0, 100.0]


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_frames_are_cut_where_they_end(size: int) -> None:
    frame = header(size) + b"x" * size
    assert first_frame(frame[:-1]) is None
    assert first_frame(frame + b"next") == (1, b"x" * size, b"next")


def header(size: int) -> bytes:
    if size < 126:
        return bytes([0x81, size])
    return bytes([0x81, 126]) + size.to_bytes(2) if size < 65_536 else bytes([0x81, 127]) + size.to_bytes(8)


def check_in(number: int) -> bytes:
    scan = {"code": code(number), "scan_id": str(uuid4())}
    return request_bytes("POST", "/checkin", HEADERS, json.dumps(scan).encode())
