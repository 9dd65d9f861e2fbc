"""A websocket: no compression, and a peer that answers no ping is dropped. Used by Hypercorn.

- permessage-deflate is declined. Every browser offers it, Hypercorn 0.18 always accepts it, and then
  a socket costs 100 KiB more and a push takes nearly twice as long.
- Hypercorn sends pings (`websocket_ping_interval`) but never looks whether an answer comes: a phone that
  left the building would stay for a quarter of an hour.
- What Hypercorn refuses itself (a wrong handshake, a message before the accept) it answers, and then leaves
  both the line and the handler to themselves for ever.
"""

import asyncio
from typing import cast

from hypercorn.protocol import ws_stream
from hypercorn.protocol.events import Event, StreamClosed
from wsproto.connection import Connection
from wsproto.events import Ping

from netevent.core.hypercorn_patches.closing import drop

# Checked once an interval: two pings in a row stay without an answer. Gone after 2.5 intervals at most.
SILENT_INTERVALS = 1.5
ABNORMAL = 1006


def accept_no_extension(_requested: object, _supported: object) -> None:
    """Stands in for wsproto's negotiation: no extension in common, so no header in the answer."""


class HeardConnection(Connection):
    """Remembers when the peer last sent anything (its answer to a ping counts) and the ping on its way."""

    heard_at = 0.0
    ping: asyncio.Task[None] | None = None

    def receive_data(self, data: bytes | None) -> None:
        self.heard_at = asyncio.get_running_loop().time()
        super().receive_data(data)


_handle = ws_stream.WSStream.handle


async def handle_to_the_end(stream: ws_stream.WSStream, event: Event) -> None:
    """Hypercorn's own, which ends the line and tells the handler where it refused."""
    was_closed = stream.closed
    await _handle(stream, event)
    if stream.closed and not was_closed and not isinstance(event, StreamClosed):
        if stream.app_put is not None:
            await stream.app_put({"type": "websocket.disconnect", "code": ABNORMAL})
        await stream.send(StreamClosed(stream_id=stream.stream_id))


async def start_pings(stream: ws_stream.WSStream) -> None:
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
        drop(stream)
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
