"""What Hypercorn does, changed where its configuration has no switch.

`serving` calls `adjust_hypercorn()` once, before it listens. Nothing else patches Hypercorn.

- `sockets`: permessage-deflate is declined; a peer that answers no ping, or is refused, is dropped.
- `http1`: HTTP/1.1 is all that is spoken, and what comes before a body has bounds.
- `closing`: a connection ends with its peer, and without a peer that reads nothing.
"""

from importlib.metadata import version

from hypercorn import protocol
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.protocol import ws_stream

from netevent.core.hypercorn_patches.closing import close_in_time, drop, read_to_the_end, wait_for_next
from netevent.core.hypercorn_patches.http1 import PlainProtocol
from netevent.core.hypercorn_patches.sockets import (
    HeardConnection,
    accept_no_extension,
    handle_to_the_end,
    start_pings,
)

__all__ = ["UnknownHypercorn", "adjust_hypercorn", "drop"]

KNOWN_HYPERCORN = "0.18.0"


class UnknownHypercorn(RuntimeError):
    """Another Hypercorn is installed than the one whose inside we know. Stops the start."""


def adjust_hypercorn(installed: str | None = None) -> None:
    """Idempotent. Refuses any other version: these are names that Hypercorn promises to nobody."""
    installed = installed or version("hypercorn")
    if installed != KNOWN_HYPERCORN:
        raise UnknownHypercorn(
            f"NetEvent needs Hypercorn {KNOWN_HYPERCORN} but found {installed}: install the locked versions, "
            "or check netevent/core/hypercorn_patches against the new version and raise KNOWN_HYPERCORN."
        )
    # Assigned by name: Hypercorn exports none of them, and mypy would refuse the plain assignment.
    setattr(ws_stream, "server_extensions_handshake", accept_no_extension)  # noqa: B010 - see above
    setattr(ws_stream, "Connection", HeardConnection)  # noqa: B010 - see above
    setattr(ws_stream.WSStream, "handle", handle_to_the_end)  # noqa: B010 - see above
    setattr(ws_stream.WSStream, "_send_pings", start_pings)  # noqa: B010 - see above
    setattr(protocol, "H11Protocol", PlainProtocol)  # noqa: B010 - see above
    setattr(TCPServer, "_close", close_in_time)  # noqa: B010 - see above
    setattr(TCPServer, "_read_data", read_to_the_end)  # noqa: B010 - see above
    setattr(TCPServer, "_idle_timeout", wait_for_next)  # noqa: B010 - see above
