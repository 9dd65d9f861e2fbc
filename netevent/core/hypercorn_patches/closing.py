"""The end of a connection: a peer that reads nothing does not keep it, nor does one that is gone.

Called through Hypercorn's `TCPServer`, and by `live` for a socket that goes on talking after its end.
"""

import asyncio
from typing import Any, cast

from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.protocol.h11 import H11Protocol
from hypercorn.protocol.ws_stream import WSStream

# Seconds for what was written to go out. At most 64 KiB of it are still ours; the rest is the kernel's.
FLUSHED_WITHIN = 5.0

_close = TCPServer._close
_read_data = TCPServer._read_data
_idle_timeout = TCPServer._idle_timeout


async def read_to_the_end(server: TCPServer) -> None:
    """Hypercorn's own reading, and the end of the wait for a next request.

    Without it each connection stays in memory for `keep_alive_timeout` after its peer has gone, with all that
    it had received: whoever connects a thousand times a second fills the memory within a minute.
    """
    await _read_data(server)
    await server.idle_task.stop()


async def wait_for_next(server: TCPServer) -> None:
    """Hypercorn's own wait for a next request, from a peer that is still there."""
    if not server.reader.at_eof() and not server.writer.transport.is_closing():
        await _idle_timeout(server)


async def close_in_time(server: TCPServer) -> None:
    """Hypercorn's own close, which waits for the peer for ever, and an end to the waiting."""
    end = asyncio.get_running_loop().call_later(FLUSHED_WITHIN, server.writer.transport.abort)
    try:
        await _close(server)
    finally:
        end.cancel()


def drop(send: Any) -> None:
    """End the line of a websocket at once, told nothing: given its ASGI `send`, or its stream.

    Hypercorn then sees the end of the stream, and the handler is told as at any other loss. Anything else
    than Hypercorn's (a test client's) is left alone.
    """
    stream = getattr(send, "__self__", send)
    if isinstance(stream, WSStream):
        protocol = cast(H11Protocol, getattr(stream.send, "__self__"))  # noqa: B009 - mypy knows no __self__
        server = cast(TCPServer, getattr(protocol.send, "__self__"))  # noqa: B009 - mypy knows no __self__
        server.writer.transport.abort()
