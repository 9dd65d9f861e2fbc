"""Hostile connections, in a process of their own: the desk that is measured must not share its loop.

    python -m tests.attacks.hostile URL KIND CONNECTIONS SECONDS

Each connection sends, reads one answer, and begins anew, as fast as it can.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from time import monotonic

from h2.config import H2Configuration
from h2.connection import H2Connection

from tests.attacks.wire import answered, request, where

FORM = "Content-Type: application/x-www-form-urlencoded"
PARTS = "Content-Type: multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'


def resets() -> bytes:
    """A preface, and streams that are opened and reset."""
    connection = H2Connection(H2Configuration(client_side=True))
    connection.initiate_connection()
    for stream in range(1, 400, 2):
        headers = [(":method", "GET"), (":path", "/"), (":scheme", "http"), (":authority", "localhost")]
        connection.send_headers(stream, headers, end_stream=True)
        connection.reset_stream(stream)
    return connection.data_to_send()


SENT = {
    "10 MB of tiny fields": request("POST", "/login", FORM, body=b"a&" * 5_000_000),
    "the largest form that is read": request("POST", "/login", FORM, body=b"csrf_token=x&" + b"a&" * 32_000),
    "as many parts as fit": request(
        "POST", "/login", PARTS, body=PART * (60_000 // len(PART)) + b"--x--\r\n"
    ),
    "five thousand headers": request("GET", "/", *(f"X-{number}: a" for number in range(5000))),
    "as many cookies as fit": request("GET", "/login", "Cookie: " + "a=b; " * 480),
    "as many headers as fit": request("GET", "/login", *(f"X-{number}: {'a' * 120}" for number in range(95))),
    "HTTP/2 streams, reset": resets(),
    "an upload by a stranger": request("POST", "/attendee/photo", PARTS, body=b"--x\r\n" + b"a" * 10_000_000),
}


async def attack(base_url: str, kind: str, until: float) -> int:
    sent = 0
    while monotonic() < until:
        reader, writer = await asyncio.open_connection(*where(base_url))
        with suppress(ConnectionError):
            writer.write(SENT[kind])
            await asyncio.wait_for(answered(reader), 10)
        writer.transport.abort()
        sent += 1
    return sent


async def main(base_url: str, kind: str, connections: int, seconds: float) -> None:
    until = monotonic() + seconds
    sent = await asyncio.gather(*(attack(base_url, kind, until) for _ in range(connections)))
    sys.stdout.write(f"{sum(sent)}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
