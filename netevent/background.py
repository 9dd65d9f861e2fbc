"""What runs beside the requests while the server lives: periodic work, mail, the bus. Called by `app`."""

from __future__ import annotations

import asyncio

from netevent.agenda.programme.taps import Taps
from netevent.changes import LanguagesChanged
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.jobs.worker import Worker
from netevent.core.site import Application
from netevent.core.web import pages
from netevent.live.admission import Admission
from netevent.live.bus import Bus, RedisBus
from netevent.live.publisher import Publisher
from netevent.live.throttle import Throttle
from netevent.payments.providers.all import Providers
from netevent.periodic import PERIODIC_JOBS
from netevent.profiles.photos.keeping import Photos
from netevent.push.sending.sender import Sender

RESYNC_SECONDS = 10


class Background:
    """What runs beside the requests, from the start of the server to its end."""

    def __init__(self, app: Application, workers: tuple[Worker, ...]) -> None:
        self._app = app
        self._database = app.site.database
        self._bus = app.site.part(Bus)
        self._workers = workers
        self._periodic: list[asyncio.Task[None]] = []
        self._resyncs = Throttle(RESYNC_SECONDS, self._resync)
        self._languages = Throttle(0, self._refresh_languages)
        self._bus.listen(LanguagesChanged, self._languages_changed)

    async def start(self) -> None:
        await self._app.site.part(LanguagesOfTable).load()
        await asyncio.to_thread(pages.compile_all)
        if isinstance(self._bus, RedisBus):
            self._bus.on_line_change = self._line_changed
        await self._bus.start()
        for worker in self._workers:
            await worker.start()
        self._periodic = [asyncio.create_task(job.keep(self._app.site)) for job in PERIODIC_JOBS]

    async def stop(self) -> None:
        for task in self._periodic:
            task.cancel()
        await asyncio.gather(*self._periodic, return_exceptions=True)
        await self._resyncs.stop()
        await self._languages.stop()
        await self._app.site.part(Photos).stop()
        await self._app.site.part(Taps).stop()
        await self._app.site.part(Admission).stop()
        await self._app.site.part(Publisher).stop()
        await asyncio.gather(*(worker.stop() for worker in self._workers))
        await self._app.site.part(Providers).close()
        await self._app.site.part(Sender).close()
        await self._bus.stop()
        await self._app.site.limits.close()
        await self._database.close()

    def _line_changed(self) -> None:
        """The connection to the other workers broke, or is back: changes in between were not heard here."""
        self._app.site.part(Publisher).refresh()
        if self._bus.is_whole:
            self._resyncs.mark_dirty(0)

    def _languages_changed(self, change: LanguagesChanged) -> None:
        self._languages.mark_dirty(0)

    async def _refresh_languages(self, _: int) -> None:
        await self._app.site.part(LanguagesOfTable).refresh()

    async def _resync(self, _: int) -> None:
        await self._app.site.part(Publisher).resync()
