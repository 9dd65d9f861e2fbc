"""The word that there may be work: the server's socket, held open for as long as the agent runs.

What comes is made for a page, and nobody reads it: that something came is the word.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from websockets import Origin
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from netevent.printing_agent.addresses import SOCKET
from netevent.printing_agent.link import Link

SECONDS = 10.0


class Word:
    """`came` is set by each word. `is_open`: it will come by itself; else one has to ask."""

    def __init__(self, link: Link, trust: ssl.SSLContext) -> None:
        self.came = asyncio.Event()
        self.is_open = False
        self._link = link
        self._trust = trust if link.origin.startswith("https:") else None

    async def listen(self, event_id: int, pause: float, tell: Callable[[str], None]) -> None:
        """Until it is cancelled; a line that breaks is opened again."""
        was_told = False
        while True:
            try:
                await self._hear(event_id)
            except (OSError, WebSocketException, TimeoutError, EOFError) as error:
                if not was_told:
                    tell(f"No socket to the server ({error}); asking it instead.")
                was_told = True
            else:
                was_told = False
            self.is_open = False
            self.came.set()
            await asyncio.sleep(pause)

    async def _hear(self, event_id: int) -> None:
        line = connect(
            f"{self._link.sockets}{SOCKET}{event_id}",
            origin=Origin(self._link.origin),
            additional_headers={"Authorization": f"Bearer {self._link.token}"},
            compression=None,
            ssl=self._trust,
            open_timeout=SECONDS,
        )
        async with line as socket:
            self.is_open = True
            self.came.set()
            async for _ in socket:
                self.came.set()
