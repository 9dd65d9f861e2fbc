"""Raw connections of a stranger: bytes as they are, cut off, repeated, never read."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from urllib.parse import urlsplit

WITHIN = 60.0


def where(base_url: str) -> tuple[str, int]:
    parts = urlsplit(base_url)
    return parts.hostname or "", parts.port or 0


async def answer_to(base_url: str, sent: bytes) -> bytes:
    """All that comes back until the server closes, or has answered and waits."""
    reader, writer = await asyncio.open_connection(*where(base_url))
    try:
        with suppress(ConnectionError):
            writer.write(sent)
            await writer.drain()
        return await answered(reader)
    finally:
        writer.close()


async def answered(reader: asyncio.StreamReader) -> bytes:
    """One answer: its head, and as much as that says."""
    try:
        async with asyncio.timeout(WITHIN):
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                ),
                0,
            )
            return head + await reader.readexactly(length)
    except asyncio.IncompleteReadError as early:
        return early.partial
    except ConnectionError:
        return b""


def status(answer: bytes) -> int:
    """Its status; 0 where the server just closed."""
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0


def request(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """A request; the length of the body is told where the headers tell none."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def deaf_socket(base_url: str) -> socket.socket:
    """One whose kernel takes next to nothing, so that what is not read waits at the server."""
    peer = socket.socket()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    peer.connect(where(base_url))
    return peer


def reset(peer: socket.socket) -> None:
    """Gone without a word, as when the network fails."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()
