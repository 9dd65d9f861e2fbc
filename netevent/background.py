"""What runs beside the requests while the server lives: periodic work, mail, the bus. Called by `app`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

import structlog

from netevent.appointments.expiry import AppointmentExpiry
from netevent.appointments.reminders.service import remind_due
from netevent.attendees.importing.jobs import ImportJobs
from netevent.checkin.desks.open_desks import OpenDesks
from netevent.core import clock, i18n
from netevent.core.i18n.languages import select_languages
from netevent.core.mail.sender import MailSender
from netevent.core.site import Application
from netevent.core.web import pages
from netevent.identity.service import ended_logins
from netevent.live.bus import Bus, RedisBus
from netevent.live.hub import Hub
from netevent.live.throttle import Throttle
from netevent.notifications.digest.service import send_digests
from netevent.notifications.inbox import Inbox
from netevent.profiles.photos.keeping import Photos
from netevent.resources import resource_path

log = structlog.get_logger()

REFRESH_SECONDS = 10
OPEN_DESKS_SECONDS = 30
EXPIRY_SECONDS = 30
REMINDER_SECONDS = 20
DIGEST_SECONDS = 60


class Broadcasts(Protocol):
    """What each feature's `broadcasts.py` has."""

    def refresh(self) -> None: ...

    async def stop(self) -> None: ...


class Background:
    """What runs beside the requests, from the start of the server to its end."""

    def __init__(self, app: Application, broadcasts: tuple[Broadcasts, ...]) -> None:
        self._app = app
        self._database = app.site.database
        self._bus = app.site.part(Bus)
        self._hub = app.site.part(Hub)
        self._inbox = app.site.part(Inbox)
        self._imports = app.site.part(ImportJobs)
        self._expiry = app.site.part(AppointmentExpiry)
        self._photos = app.site.part(Photos)
        self._open_desks = app.site.part(OpenDesks)
        self._sender = app.site.part(MailSender)
        self._broadcasts = broadcasts
        self._beats: list[asyncio.Task[None]] = []
        self._resyncs = Throttle(REFRESH_SECONDS, self._resync)

    async def start(self) -> None:
        languages = await self._database.read(select_languages)
        self._app.site = replace(self._app.site, languages=languages)
        i18n.load_catalogues(resource_path("translations"), languages)
        await asyncio.to_thread(pages.compile_all)
        if isinstance(self._bus, RedisBus):
            self._bus.on_line_change = self._line_changed
        await self._bus.start()
        await self._sender.start()
        self._photos.start()
        self._beats = [
            asyncio.create_task(_every(REFRESH_SECONDS, self._refresh_pages)),
            asyncio.create_task(_every(REFRESH_SECONDS, self._close_ended)),
            asyncio.create_task(_every(OPEN_DESKS_SECONDS, self._open_desks.keep)),
            asyncio.create_task(_every(EXPIRY_SECONDS, self._expiry.beat)),
            asyncio.create_task(_every(REMINDER_SECONDS, self._remind)),
            asyncio.create_task(_every(DIGEST_SECONDS, self._send_digests)),
        ]

    async def stop(self) -> None:
        for beat in self._beats:
            beat.cancel()
        await asyncio.gather(*self._beats, return_exceptions=True)
        await self._imports.stop()
        await self._expiry.stop()
        await self._resyncs.stop()
        await self._photos.stop()
        for one in self._broadcasts:
            await one.stop()
        await self._sender.stop()
        await self._bus.stop()
        await self._app.site.limits.close()
        await self._database.close()

    def _line_changed(self) -> None:
        """The line to the other workers broke, or is back: what they said meanwhile was not heard here."""
        self._refresh()
        if self._bus.is_whole:
            self._resyncs.mark_dirty(0)

    async def _resync(self, _: int) -> None:
        await self._hub.resync()

    def _refresh(self) -> None:
        for one in self._broadcasts:
            one.refresh()

    async def _refresh_pages(self) -> None:
        self._refresh()

    async def _remind(self) -> None:
        await self._database.transact(remind_due, clock.now())

    async def _send_digests(self) -> None:
        site = self._app.site
        await send_digests(site.database, self._inbox, site.settings.base_url, site.secret, clock.now())

    async def _close_ended(self) -> None:
        """Close the pages of logins that ended without a word: expired, or told while Redis was away."""
        present = self._hub.login_ids()
        if not present:
            return
        for login_id in await self._database.read(ended_logins, present):
            self._hub.close_login(login_id)


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # the next beat tries again
            log.exception("beat_failed")
