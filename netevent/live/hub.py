"""The hub of one process: which socket listens to which channel, and what it still has to get.

`live.feed` pushes into it; `live.routes` serves its sockets.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

RESTARTING = 1012
TRY_LATER = 1013
LOGGED_OUT = 4401
# More fragments than a page has: it reads too slowly.
MOST_TARGETS = 256
# Many desks may share a login; one attendee must not use up the server with open pages.
MOST_OF_A_LOGIN = 100
# After a restart thousands of phones come back in a second, and the door needs the database meanwhile.
ATTENDEES_AT_ONCE = 4
# A push to everybody is spread over eight seconds.
STEPS, STEP = 80, 0.1


class Channel(NamedTuple):
    """What a socket listens to: ``Channel("door", event_id)``, ``Channel("attendee", attendee_id)``."""

    kind: str
    key: int


class Socket:
    """One connected page, and what waits for it: the latest version of each fragment, never two of the same.

    A slow phone gets the newest counter, not a thousand old ones, and its memory is bounded by what is on its
    page. It holds no database connection.
    """

    __slots__ = (
        "_pending",
        "_reader",
        "_ready",
        "channels",
        "close_code",
        "device",
        "language",
        "login_id",
        "role",
    )

    def __init__(self, channels: tuple[Channel, ...], language: str, login_id: str, device: str = "") -> None:
        self.channels = channels
        self.language = language
        self.login_id = login_id
        # Which one connected, where the page is one for devices: `live.screen.Devices`.
        self.device = device
        # Its reader's in the event's team when it connected: kept by `live.admission`.
        self.role = ""
        self.close_code = 0
        self._pending: dict[str, str] = {}
        # In place of an Event, whose queue of readers costs each of thousands of sockets a KiB: there is one.
        self._ready = False
        self._reader: asyncio.Future[None] | None = None

    def put(self, target: str, html: str) -> None:
        """Let `html` wait, in place of an older version of the same target."""
        if target not in self._pending and len(self._pending) >= MOST_TARGETS:
            self.close(TRY_LATER)
            return
        self._pending[target] = html
        self._wake()

    @property
    def key(self) -> int:
        """That of its screen: an event, or an attendee."""
        return self.channels[0].key

    @property
    def is_guests(self) -> bool:
        """Whether guests may see the page: then it is nobody's login that keeps it open."""
        return not self.login_id

    async def take(self) -> str:
        """All that waits, as one message, as soon as something does; nothing for a page that is to close."""
        if not self._ready:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        self._ready = False
        message = "\n".join(self._pending.values())
        self._pending.clear()
        return message

    def close(self, code: int) -> None:
        """Ask the socket's own task to close it."""
        self.close_code = self.close_code or code
        self._wake()

    def _wake(self) -> None:
        self._ready = True
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


class Hub:
    def __init__(self) -> None:
        self._sockets: dict[Channel, set[Socket]] = defaultdict(set)
        self._of_login: Counter[str] = Counter()
        self._empty = asyncio.Event()
        self._empty.set()
        self._is_stopping = False
        self.attendees_limiter = asyncio.Semaphore(ATTENDEES_AT_ONCE)

    def join(self, socket: Socket) -> None:
        if self._is_stopping:
            socket.close(RESTARTING)
        if not socket.is_guests:
            self._count(socket)
        self._empty.clear()
        for channel in socket.channels:
            self._sockets[channel].add(socket)

    async def unhurried(self, channels: list[Channel]) -> AsyncIterator[Channel]:
        """A few at a time: five thousand at once would keep the door waiting for a third of a second."""
        some = len(channels) // STEPS + 1
        for start in range(0, len(channels), some):
            for channel in channels[start : start + some]:
                yield channel
            await asyncio.sleep(STEP)

    def leave(self, socket: Socket) -> None:
        """Send it nothing more. It counts until its line has ended: see `forget`."""
        for channel in socket.channels:
            self._sockets[channel].discard(socket)
            if not self._sockets[channel]:
                del self._sockets[channel]
        if not self._sockets:
            self._empty.set()

    def forget(self, socket: Socket) -> None:
        """Its line has ended: the login may open another page. Not for guests': `live.guests` counts them."""
        self._of_login[socket.login_id] -= 1
        if self._of_login[socket.login_id] <= 0:
            del self._of_login[socket.login_id]

    def push(self, channel: Channel, target: str, render: Callable[[str], str]) -> None:
        """Send the fragment `target` to the channel; `render` gets a language, once for each present."""
        self.give(self._sockets.get(channel, ()), target, render)

    def give(self, sockets: Iterable[Socket], target: str, render: Callable[[str], str]) -> None:
        """The same to some of those who listen."""
        rendered: dict[str, str] = {}
        for socket in sockets:
            if socket.language not in rendered:
                rendered[socket.language] = render(socket.language)
            socket.put(target, rendered[socket.language])

    def channels(self, *kinds: str) -> list[Channel]:
        """The channels of these kinds that somebody listens to."""
        return [channel for channel in self._sockets if channel.kind in kinds]

    def listening(self, channels: Iterable[Channel]) -> set[Socket]:
        return {socket for channel in channels for socket in self._sockets.get(channel, ())}

    def is_heard(self, channel: Channel) -> bool:
        return channel in self._sockets

    def close_login(self, login_id: str) -> None:
        """Close the pages of a login that ended; they reload and find the login page."""
        for socket in self._all():
            if socket.login_id == login_id:
                socket.close(LOGGED_OUT)

    def login_ids(self) -> set[str]:
        """The logins of the pages that are connected now."""
        return set(self._of_login)

    async def close_all(self, within: float = 1.5) -> None:
        """Tell every page that the server comes back; wait until they are gone, or so many seconds."""
        self._is_stopping = True
        for socket in self._all():
            socket.close(RESTARTING)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._empty.wait(), within)

    def _count(self, socket: Socket) -> None:
        self._of_login[socket.login_id] += 1
        if self._of_login[socket.login_id] > MOST_OF_A_LOGIN:
            socket.close(TRY_LATER)

    def _all(self) -> set[Socket]:
        return set[Socket]().union(*self._sockets.values())
