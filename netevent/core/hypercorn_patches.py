"""What Hypercorn does with websockets, changed where its configuration has no switch.

`serving` calls `adjust_hypercorn()` once, before it listens. Nothing else patches Hypercorn.
Two things change, both in `hypercorn.protocol.ws_stream`:

- permessage-deflate is declined. Every browser offers it, Hypercorn 0.18 always accepts it, and then
  a socket costs 100 KiB more and a push takes nearly twice as long.
- a peer that answers no ping is dropped. Hypercorn sends pings (`websocket_ping_interval`) but never
  looks whether an answer comes: a phone that left the building would stay for a quarter of an hour.
"""

import asyncio
from importlib.metadata import version
from typing import cast

from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.protocol import ws_stream
from hypercorn.protocol.h2 import H2Protocol
from hypercorn.protocol.h11 import H11Protocol
from wsproto.connection import Connection
from wsproto.events import Ping

KNOWN_HYPERCORN = "0.18.0"
# Checked once an interval: two pings in a row stay without an answer. Gone after 2.5 intervals at most.
SILENT_INTERVALS = 1.5


class UnknownHypercorn(RuntimeError):
    """Another Hypercorn is installed than the one whose inside we know. Stops the start."""


def adjust_hypercorn(installed: str | None = None) -> None:
    """Idempotent. Refuses any other version: these are names that Hypercorn promises to nobody."""
    installed = installed or version("hypercorn")
    if installed != KNOWN_HYPERCORN:
        raise UnknownHypercorn(
            f"NetEvent needs Hypercorn {KNOWN_HYPERCORN} but found {installed}: install the locked versions, "
            "or check netevent/core/hypercorn_patches.py against the new version and raise KNOWN_HYPERCORN."
        )
    # Assigned by name: Hypercorn exports none of them, and mypy would refuse the plain assignment.
    setattr(ws_stream, "server_extensions_handshake", _accept_no_extension)  # noqa: B010 - see above
    setattr(ws_stream, "Connection", HeardConnection)  # noqa: B010 - see above
    setattr(ws_stream.WSStream, "_send_pings", _start_pings)  # noqa: B010 - see above


def _accept_no_extension(_requested: object, _supported: object) -> None:
    """Stands in for wsproto's negotiation: no extension in common, so no header in the answer."""


class HeardConnection(Connection):
    """Remembers when the peer last sent anything (its answer to a ping counts) and the ping on its way."""

    heard_at = 0.0
    ping: asyncio.Task[None] | None = None

    def receive_data(self, data: bytes | None) -> None:
        self.heard_at = asyncio.get_running_loop().time()
        super().receive_data(data)


async def _start_pings(stream: ws_stream.WSStream) -> None:
    """In place of Hypercorn's own loop, which only sends, and sleeps on after its socket has closed.

    A timer and not a task that sleeps: it costs a tenth of the memory, and it doesn't keep a closed
    connection (and with it the whole server when it stops) waiting for the end of the interval.
    """
    _ping_or_drop(stream)


def _ping_or_drop(stream: ws_stream.WSStream) -> None:
    if stream.closed:
        return
    interval = cast(float, stream.config.websocket_ping_interval)
    if _silence(stream) > SILENT_INTERVALS * interval:
        _drop(stream)
    else:
        _ping(stream)
        asyncio.get_running_loop().call_later(interval, _ping_or_drop, stream)


def _ping(stream: ws_stream.WSStream) -> None:
    """One at a time: to a peer that reads nothing the last one is still waiting to be written."""
    connection = cast(HeardConnection, stream.connection)
    if connection.ping is None or connection.ping.done():
        connection.ping = asyncio.create_task(stream._send_wsproto_event(Ping()))


def _silence(stream: ws_stream.WSStream) -> float:
    heard_at = cast(HeardConnection, stream.connection).heard_at
    return asyncio.get_running_loop().time() - heard_at


def _drop(stream: ws_stream.WSStream) -> None:
    """Aborts the transport: closing politely would wait for a peer that reads nothing.

    Hypercorn then sees the end of the stream, and the handler is told as at any other loss.
    """
    protocol = cast(H11Protocol | H2Protocol, getattr(stream.send, "__self__"))  # noqa: B009 - mypy knows no __self__
    server = cast(TCPServer, getattr(protocol.send, "__self__"))  # noqa: B009 - mypy knows no __self__
    server.writer.transport.abort()
