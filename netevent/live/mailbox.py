"""What waits for one socket: the latest version of each fragment, never two of the same.

A slow phone gets the newest counter, not a thousand old ones, and its memory is bounded by what is
on its page.
"""

from __future__ import annotations

import asyncio

MOST_TARGETS = 256


class MailboxFull(Exception):
    """More fragments wait than a page has."""


class Mailbox:
    __slots__ = ("_most", "_pending", "_reader", "_ready")

    def __init__(self, most: int = MOST_TARGETS) -> None:
        self._most = most
        self._pending: dict[str, str] = {}
        # In place of an Event, whose queue of readers costs each of thousands of sockets a KiB: there is one.
        self._ready = False
        self._reader: asyncio.Future[None] | None = None

    def put(self, target: str, html: str) -> None:
        """Let `html` wait, in place of an older version of the same target.

        Raises:
            MailboxFull: the reader is too far behind.
        """
        if target not in self._pending and len(self._pending) >= self._most:
            raise MailboxFull
        self._pending[target] = html
        self.wake()

    def wake(self) -> None:
        """Let `take` return, with nothing if nothing waits."""
        self._ready = True
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def take(self) -> str:
        """All that waits, as one message, as soon as something does."""
        if not self._ready:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        self._ready = False
        if len(self._pending) == 1:
            return self._pending.popitem()[1]
        message = "\n".join(self._pending.values())
        self._pending.clear()
        return message
