"""The wire, over real sockets: what a browser's websocket gets from Hypercorn."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import websockets
from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart, websocket

from netevent.core.hypercorn_patches import UnknownHypercorn, adjust_hypercorn

pytestmark = pytest.mark.asyncio

DEFLATE = "permessage-deflate; client_max_window_bits"


@pytest.fixture(autouse=True)
def adjusted() -> None:
    adjust_hypercorn()


async def test_offered_compression_is_declined() -> None:
    async with listening() as port, connected(port) as peer:
        assert peer.request is not None
        assert peer.response is not None
        assert "permessage-deflate" in peer.request.headers["Sec-WebSocket-Extensions"]
        assert "Sec-WebSocket-Extensions" not in peer.response.headers
        assert await ask(peer, "hello") == "hello"


async def test_peer_that_never_answers_a_ping_is_dropped() -> None:
    gone = asyncio.Event()
    async with listening(gone, ping_interval=0.05) as port:
        _reader, writer = await silent_peer(port)
        await asyncio.wait_for(gone.wait(), 60)
        writer.close()


async def test_peer_that_stops_reading_in_the_middle_of_a_flood_is_dropped() -> None:
    gone = asyncio.Event()
    async with listening(gone, ping_interval=0.05, path_floods=True) as port:
        peer = await deaf_peer(port)
        await asyncio.wait_for(gone.wait(), 60)
        peer.close()


async def test_peer_that_answers_pings_stays() -> None:
    gone = asyncio.Event()
    async with listening(gone, ping_interval=0.3) as port, connected(port) as peer:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(gone.wait(), 1.5)  # five intervals; a busy machine needs their length
        assert await ask(peer, "still here") == "still here"


async def test_unknown_hypercorn_stops_the_start() -> None:
    with pytest.raises(UnknownHypercorn, match=r"needs Hypercorn 0\.18\.0 but found 0\.19\.0"):
        adjust_hypercorn("0.19.0")


@asynccontextmanager
async def listening(
    gone: asyncio.Event | None = None, ping_interval: float | None = None, path_floods: bool = False
) -> AsyncIterator[int]:
    """A Quart with one echoing (or flooding) websocket at `/`; `gone` is set when its handler ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.errorlog = None
    config.websocket_ping_interval = ping_interval
    stop = asyncio.Event()
    app = flooding(gone) if path_floods else echoing(gone)
    server = asyncio.create_task(serve(app, config, shutdown_trigger=stop.wait))
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        await server
        listener.detach()  # Hypercorn closed it


def echoing(gone: asyncio.Event | None) -> Quart:
    app = Quart(__name__)

    @app.websocket("/")
    async def echo() -> None:
        try:
            while True:
                await websocket.send(await websocket.receive())
        finally:
            if gone:
                gone.set()

    return app


def flooding(gone: asyncio.Event | None) -> Quart:
    app = Quart(__name__)

    @app.websocket("/")
    async def flood() -> None:
        try:
            while True:
                await websocket.send("x" * 60_000)
        finally:
            if gone:
                gone.set()

    return app


def connected(port: int) -> websockets.connect:
    return websockets.connect(f"ws://127.0.0.1:{port}/", compression="deflate")


async def ask(peer: websockets.ClientConnection, text: str) -> str | bytes:
    await peer.send(text)
    return await peer.recv()


def upgrade_request(port: int) -> bytes:
    return (
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Sec-WebSocket-Extensions: {DEFLATE}\r\n\r\n"
    ).encode()


async def silent_peer(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connected, acknowledged by its kernel, and answering nothing: a stopped or frozen browser."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(upgrade_request(port))
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def deaf_peer(port: int) -> socket.socket:
    """Never reads a byte, so that the server's buffers fill up."""
    peer = socket.socket()
    peer.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(peer, ("127.0.0.1", port))
    await loop.sock_sendall(peer, upgrade_request(port))
    return peer
