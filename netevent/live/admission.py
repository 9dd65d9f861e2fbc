"""Pages close when their guard no longer lets their reader in: a presenter or a co-organizer was removed, or
the session or the event is gone. So do those of who has another role: they show what is allowed no more; and
those of devices that are none any more.

The login goes on, and so do its other pages. Asked at once upon the change, and every ten seconds
(`periodic`): a change between workers may be lost. Made by `app`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

from netevent.changes import EventTeamChanged, PresentersChanged
from netevent.core.errors import Refusal
from netevent.core.site import Application, read
from netevent.identity.accounts import Kind, Viewer
from netevent.identity.roles.queries import select_role
from netevent.identity.service import select_viewer
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT, Channel, Hub, Socket
from netevent.live.screen import Screen
from netevent.live.throttle import Throttle

# What a number stands for that leads to an event: a session of it, somebody of its staff, a file about it.
PARTS = ("session_id", "staff_id", "file_id")


class Admission:
    """Of the screens of an event or of a part of it (`PARTS`): who may see them changes during a login.

    What attendees' pages hear of their event is none of them: they are in it as long as they are logged in.
    Nor are pages that guests may see: what their browser may see, its cookie says, which a socket got once.
    But a device is known by its token, which its socket keeps.
    """

    def __init__(self, app: Application, hub: Hub, bus: Bus, screens: Collection[Screen]) -> None:
        self._app = app
        self._hub = hub
        asides = {one.beside for one in screens}
        self._guards = {
            one.kind: one.guard
            for one in screens
            if one.guard and one.key in (*PARTS, "event_id") and one.kind not in asides
        }
        self._of_parts = [one.kind for one in screens if one.guard and one.key in PARTS]
        self._of_events = [kind for kind in self._guards if kind not in self._of_parts]
        self._devices = {one.kind: one.devices for one in screens if one.devices}
        self._asking_parts = Throttle(0.0, self._ask_part)
        self._asking_events = Throttle(0.0, self._ask_event)
        self._asking_devices = Throttle(0.0, self._ask_devices)
        for change in {devices.on for devices in self._devices.values()}:
            bus.listen(change, self._on_devices)
        bus.listen(PresentersChanged, self._on_presenters)
        bus.listen(EventTeamChanged, self._on_team)

    async def admits(self, socket: Socket) -> bool:
        """Whether the page's own guard still lets its reader in, in the same role; yes for other pages."""
        if socket.is_guests:
            return await self._is_device(socket)
        guarded = [one for one in socket.channels if one.kind in self._guards]
        if not guarded:
            return True
        own = guarded[-1]  # those before are what stands around it
        viewer = await read(select_viewer, socket.login_id)
        if viewer is None:
            return False
        try:
            await self._guards[own.kind](viewer, own.key)
        except Refusal:
            return False
        return await self._has_same_role(socket, viewer, own)

    def ask_all(self) -> None:
        self._ask_all_parts()
        for channel in self._hub.channels(*self._of_events):
            self._asking_events.mark_dirty(channel.key)
        for channel in self._hub.channels(*self._devices):
            self._asking_devices.mark_dirty(channel.key)

    async def stop(self) -> None:
        asking = (self._asking_parts, self._asking_events, self._asking_devices)
        await asyncio.gather(*(one.stop() for one in asking))

    def _on_presenters(self, change: PresentersChanged) -> None:
        if self._is_open(self._of_parts, change.session_id):
            self._asking_parts.mark_dirty(change.session_id)

    def _on_team(self, change: EventTeamChanged) -> None:
        """Parts of the event are asked with all others that are open here: few, and rarely."""
        self._ask_all_parts()
        if self._is_open(self._of_events, change.event_id):
            self._asking_events.mark_dirty(change.event_id)

    def _on_devices(self, change: Any) -> None:
        if self._is_open(list(self._devices), change.event_id):
            self._asking_devices.mark_dirty(change.event_id)

    def _ask_all_parts(self) -> None:
        for channel in self._hub.channels(*self._of_parts):
            self._asking_parts.mark_dirty(channel.key)

    def _is_open(self, kinds: list[str], key: int) -> bool:
        return any(self._hub.is_heard(Channel(kind, key)) for kind in kinds)

    async def _ask_part(self, key: int) -> None:
        """Of a session, a member of staff and a file with the same number all are asked."""
        await self._ask([Channel(kind, key) for kind in self._of_parts])

    async def _ask_event(self, event_id: int) -> None:
        await self._ask([Channel(kind, event_id) for kind in self._of_events])

    async def _ask_devices(self, event_id: int) -> None:
        await self._ask([Channel(kind, event_id) for kind in self._devices])

    async def _ask(self, channels: list[Channel]) -> None:
        """A page that closes so loads again: its own guard then says what there is."""
        async with self._app.app_context():
            for socket in self._hub.listening(channels):
                if not await self.admits(socket):
                    socket.close(LOGGED_OUT)

    async def _is_device(self, socket: Socket) -> bool:
        own = socket.channels[0]
        devices = self._devices.get(own.kind)
        return devices is None or await read(devices.admits, own.key, socket.device)

    async def _has_same_role(self, socket: Socket, viewer: Viewer, own: Channel) -> bool:
        if own.kind not in self._of_events or viewer.kind is not Kind.organizer:
            return True
        role = await read(select_role, viewer.id, own.key) or ""
        socket.role = socket.role or role
        return socket.role == role
