"""HTTP/1.1 and nothing else, with bounds on what comes before a body. Used by Hypercorn in place of its own.

HTTP/2 in clear text needs no login to be expensive: a few kilobytes of streams that are opened and reset
keep the loop busy for seconds. A proxy in front may speak it to the world.

The bounds are checked before anything is parsed. A request that two servers could read in two ways (a length
of both kinds, a header on several lines) is refused: what one of them takes for the next request, the other
takes for a body.
"""

import re
from typing import Any

import h11
from h11 import PAUSED, RemoteProtocolError
from hypercorn.protocol.h11 import H11Protocol

LARGEST_HEAD = 16 * 1024
LONGEST_TARGET = 4096
MOST_HEADERS = 100
# Cookies, languages and values of a query: each is parsed into an object of its own.
MOST_PARTS = 500
END_OF_HEAD = re.compile(rb"\n\r?\n")
FOLDED = re.compile(rb"\n[ \t]")
MALFORMED, TARGET_TOO_LONG, HEAD_TOO_LARGE, NOT_SPOKEN = 400, 414, 431, 505


class PlainProtocol(H11Protocol):
    """Hypercorn's HTTP/1.1, which never turns into HTTP/2: an offered `h2c` is ignored, as any server may."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.connection = BoundedConnection(h11.SERVER, max_incomplete_event_size=LARGEST_HEAD)

    async def _check_protocol(self, event: h11.Request) -> None:
        """Stays with HTTP/1.1, where Hypercorn's own looks for a way to HTTP/2."""


class BoundedConnection(h11.Connection):
    """Refuses a request by its first bytes; Hypercorn answers with the status and closes."""

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[PAUSED]:
        if self.their_state is h11.IDLE:
            _check_head(self.trailing_data[0])
        event = super().next_event()
        if isinstance(event, h11.Request):
            _check_request(event)
        return event


def _check_head(received: bytes) -> None:
    end = END_OF_HEAD.search(received)
    head = received[: end.start()] if end else received
    if len(head) > LARGEST_HEAD or head.count(b"\n") > MOST_HEADERS:
        raise RemoteProtocolError("too many headers", HEAD_TOO_LARGE)
    if head.count(b";") + head.count(b",") + head.count(b"&") > MOST_PARTS:
        raise RemoteProtocolError("too many cookies or values", HEAD_TOO_LARGE)
    if FOLDED.search(head):
        raise RemoteProtocolError("a header on several lines", MALFORMED)


def _check_request(request: h11.Request) -> None:
    if request.http_version >= b"2":
        raise RemoteProtocolError("HTTP/2 is not spoken here", NOT_SPOKEN)
    if len(request.target) > LONGEST_TARGET:
        raise RemoteProtocolError("too long an address", TARGET_TOO_LONG)
    names = {name for name, _ in request.headers}
    if {b"content-length", b"transfer-encoding"} <= names:
        raise RemoteProtocolError("two ways to tell the length", MALFORMED)
