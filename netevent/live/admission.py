"""Pages of a session close when their guard no longer lets their reader in: a presenter was removed, or the
session is gone.

The login goes on, and so do its other pages. Asked at once upon the change, and every ten seconds
(`periodic`): a change between workers may be lost. Made by `app`.
"""

from __future__ import annotations

from collections.abc import Iterable

from netevent.changes import PresentersChanged
from netevent.core.errors import Refusal
from netevent.core.site import Application, read
from netevent.identity.service import select_viewer
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT, Channel, Hub, Socket
from netevent.live.screen import Screen
from netevent.live.throttle import Throttle


class Admission:
    """Of the screens whose key is a session: who may see them changes while the login stays the same."""

    def __init__(self, app: Application, hub: Hub, bus: Bus, screens: Iterable[Screen]) -> None:
        self._app = app
        self._hub = hub
        self._guards = {one.kind: one.guard for one in screens if one.key == "session_id"}
        self._asking = Throttle(0.0, self._ask)
        bus.listen(PresentersChanged, self._on_change)

    async def admits(self, socket: Socket) -> bool:
        """Whether the page's own guard still lets its reader in; yes for pages of no session."""
        own = next((one for one in socket.channels if one.kind in self._guards), None)
        if own is None:
            return True
        viewer = await read(select_viewer, socket.login_id)
        if viewer is None:
            return False
        try:
            await self._guards[own.kind](viewer, own.key)
        except Refusal:
            return False
        return True

    def ask_all(self) -> None:
        for channel in self._hub.channels(*self._guards):
            self._asking.mark_dirty(channel.key)

    async def stop(self) -> None:
        await self._asking.stop()

    def _on_change(self, change: PresentersChanged) -> None:
        if any(self._hub.is_heard(channel) for channel in self._channels(change.session_id)):
            self._asking.mark_dirty(change.session_id)

    async def _ask(self, session_id: int) -> None:
        """A page that closes so loads again: its own guard then says what there is."""
        async with self._app.app_context():
            for socket in self._hub.listening(self._channels(session_id)):
                if not await self.admits(socket):
                    socket.close(LOGGED_OUT)

    def _channels(self, session_id: int) -> list[Channel]:
        return [Channel(kind, session_id) for kind in self._guards]
