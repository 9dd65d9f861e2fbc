"""Sockets that talk without end or read nothing: the line ends, and counts until then."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import pytest

from tests.attacks.wire import deaf_socket, request
from tests.conftest import StartServer
from tests.door import Door
from tests.proof import Observe
from tests.visitors import Visitor, heard, visit

SURELY = 15.0
HANDSHAKE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)
# Masked text messages of one letter.
MESSAGES = b"\x81\x81\0\0\0\0a" * 1000


def handshake(visitor: Visitor) -> bytes:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)
    own = (f"Cookie: {cookies}", f"Origin: {visitor.base_url}")
    return request("GET", "/live/attendee", *HANDSHAKE, *own).replace(b"Content-Length: 0\r\n", b"")


async def send_until_cut(peer: socket.socket) -> float:
    """Seconds until the server ends the line."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.timeout(SURELY):
        with suppress(ConnectionError):
            while True:
                await loop.sock_sendall(peer, MESSAGES)
    peer.close()
    return loop.time() - begun


@pytest.mark.attack("a socket that talks without end and reads nothing", "its line is cut within seconds")
async def test_a_flooding_socket_loses_its_line(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, observe: Observe
):
    server = start_server(sqlite_url)
    guest = await visit(server.base_url, "guest1")
    peer = deaf_socket(server.base_url)
    peer.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(peer, handshake(guest))
    assert (await loop.sock_recv(peer, 12)).endswith(b" 101")
    observe(f"cut after {await send_until_cut(peer):.1f} s")
    async with guest.connect("/live/attendee") as page:
        await heard(page, "toasts")


@pytest.mark.attack("a socket that talks before it is let in", "its line is cut at once")
@pytest.mark.parametrize("name", ["guest1", ""])
async def test_a_socket_that_talks_too_soon_loses_its_line(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, name: str
):
    server = start_server(sqlite_url)
    visitor = await visit(server.base_url, name)
    peer = deaf_socket(server.base_url)
    peer.setblocking(False)
    await asyncio.get_running_loop().sock_sendall(peer, handshake(visitor) + MESSAGES)
    await send_until_cut(peer)
    assert server.is_ready()


@pytest.mark.attack("a handshake that is none", "its line is cut at once")
async def test_a_wrong_handshake_loses_its_line(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer
):
    server = start_server(sqlite_url)
    peer = deaf_socket(server.base_url)
    peer.setblocking(False)
    wrong = handshake(await visit(server.base_url)).replace(b"Version: 13", b"Version: 99")
    await asyncio.get_running_loop().sock_sendall(peer, wrong)
    await send_until_cut(peer)
