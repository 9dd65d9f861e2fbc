"""The connection under a live page's socket, in place of Quart's. `app` sets it."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, WebsocketScope
from quart import Quart, Websocket
from quart.asgi import ASGIWebsocketConnection

from netevent.core.hypercorn_patches import drop

MESSAGES_A_SECOND = 20
POLICY_VIOLATION = 1008
GOODBYE = 2.0
# Stands for the queue of what was received, which would cost each of thousands of sockets 3 KiB.
NOTHING: asyncio.Queue[Any] = asyncio.Queue()


class DeafConnection(ASGIWebsocketConnection):
    """Pages have nothing to say: what they send is read away, and one that talks too much is closed.

    The view says how: `scope["close"]`, called with a code. `scope["gone"]` is told when the line has ended.
    """

    def __init__(self, app: Quart, scope: WebsocketScope) -> None:
        super().__init__(app, scope)
        self.queue = NOTHING

    async def handle_websocket(self, websocket: Websocket, send: ASGISendCallable) -> None:
        try:
            await super().handle_websocket(websocket, send)
            if self._accepted:
                # Reads on until the page has said goodbye, too, which ends this: unread, it keeps the line.
                await asyncio.sleep(GOODBYE)
                drop(send)
        finally:
            self.scope.get("gone", _nobody)()  # type: ignore[operator]  # ours, beside ASGI's own

    async def handle_messages(self, receive: ASGIReceiveCallable) -> None:
        window, heard = monotonic(), 0
        while (await receive())["type"] != "websocket.disconnect":
            if monotonic() - window > 1:
                window, heard = monotonic(), 0
            heard += 1
            if heard > MESSAGES_A_SECOND:
                self.scope["close"](POLICY_VIOLATION)  # type: ignore[typeddict-item]  # ours, beside ASGI's own


def _nobody() -> None:
    """For a socket that was refused before it was counted."""
