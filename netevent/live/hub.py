"""The hub of one process: which socket listens to which channel, and what it still has to get.

`live.feed` pushes into it; `live.routes` serves its sockets. A fragment is rendered
once for each language present in a channel, however many listen.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from netevent.live.mailbox import Mailbox, MailboxFull

RESTARTING = 1012
TRY_LATER = 1013
LOGGED_OUT = 4401
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
    """One connected page, and the channels it listens to. It holds no database connection."""

    __slots__ = ("channels", "close_code", "language", "login_id", "mailbox")

    def __init__(self, channels: tuple[Channel, ...], language: str, login_id: str) -> None:
        self.channels = channels
        self.language = language
        self.login_id = login_id
        self.mailbox = Mailbox()
        self.close_code = 0

    def put(self, target: str, html: str) -> None:
        try:
            self.mailbox.put(target, html)
        except MailboxFull:
            self.close(TRY_LATER)

    def close(self, code: int) -> None:
        """Ask the socket's own task to close it."""
        self.close_code = self.close_code or code
        self.mailbox.wake()


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
        self._of_login[socket.login_id] += 1
        if self._of_login[socket.login_id] > MOST_OF_A_LOGIN:
            socket.close(TRY_LATER)
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
        self._of_login[socket.login_id] -= 1
        if not self._of_login[socket.login_id]:
            del self._of_login[socket.login_id]
        for channel in socket.channels:
            self._leave(channel, socket)
        if not self._sockets:
            self._empty.set()

    def _leave(self, channel: Channel, socket: Socket) -> None:
        listening = self._sockets.get(channel, set())
        listening.discard(socket)
        if not listening:
            self._sockets.pop(channel, None)

    def push(self, channel: Channel, target: str, render: Callable[[str], str]) -> None:
        """Send the fragment `target` to the channel; `render` gets a language, once for each present."""
        rendered: dict[str, str] = {}
        for socket in self._sockets.get(channel, ()):
            if socket.language not in rendered:
                rendered[socket.language] = render(socket.language)
            socket.put(target, rendered[socket.language])

    def channels(self, *kinds: str) -> list[Channel]:
        """The channels of these kinds that somebody listens to."""
        return [channel for channel in self._sockets if channel.kind in kinds]

    def is_heard(self, channel: Channel) -> bool:
        return channel in self._sockets

    def count(self) -> int:
        return len(set(self._all()))

    def close_login(self, login_id: str) -> None:
        """Close the pages of a login that ended; they reload and find the login page."""
        self._close((socket for socket in self._all() if socket.login_id == login_id), LOGGED_OUT)

    def login_ids(self) -> set[str]:
        """The logins of the pages that are connected now."""
        return {socket.login_id for socket in self._all()}

    async def close_all(self, code: int = RESTARTING, within: float = 1.5) -> None:
        """Close every socket, and wait until they are gone or `within` seconds have passed."""
        self._is_stopping = True
        self._close(list(self._all()), code)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._empty.wait(), within)

    def _all(self) -> Iterator[Socket]:
        for sockets in self._sockets.values():
            yield from sockets

    def _close(self, sockets: Iterable[Socket], code: int) -> None:
        for socket in sockets:
            socket.close(code)
