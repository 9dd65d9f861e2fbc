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
    __slots__ = ("_most", "_pending", "_ready")

    def __init__(self, most: int = MOST_TARGETS) -> None:
        self._most = most
        self._pending: dict[str, str] = {}
        self._ready = asyncio.Event()

    def put(self, target: str, html: str) -> None:
        """Let `html` wait, in place of an older version of the same target.

        Raises:
            MailboxFull: the reader is too far behind.
        """
        if target not in self._pending and len(self._pending) >= self._most:
            raise MailboxFull
        self._pending[target] = html
        self._ready.set()

    def wake(self) -> None:
        """Let `take` return, with nothing if nothing waits."""
        self._ready.set()

    async def take(self) -> str:
        """All that waits, as one message, as soon as something does."""
        await self._ready.wait()
        self._ready.clear()
        if len(self._pending) == 1:
            return self._pending.popitem()[1]
        message = "\n".join(self._pending.values())
        self._pending.clear()
        return message
