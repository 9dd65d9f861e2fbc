"""Imports that run in the background of one server process. Begun by the upload; put together by `app`."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from netevent.attendees.importing import queries as import_queries
from netevent.attendees.importing import report as import_report
from netevent.attendees.importing.attendee_file import AttendeeFile
from netevent.attendees.importing.importer import import_attendee_file
from netevent.attendees.importing.queries import DONE, FAILED
from netevent.core import clock
from netevent.core.database import Database

log = structlog.get_logger()

FILENAME_LENGTH = 255


class ImportJobs:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._running: set[asyncio.Task[None]] = set()

    async def start(self, event_id: int, filename: str, attendee_file: AttendeeFile, language: str) -> int:
        """Begin, and return the import's id: its page shows the progress."""
        report = import_report.written(attendee_file.faults, attendee_file.remarks)
        import_id = await self._database.transact(
            import_queries.insert_import,
            event_id,
            filename[-FILENAME_LENGTH:],
            len(attendee_file.rows),
            report,
            clock.now(),
        )
        task = asyncio.create_task(self._run(import_id, event_id, attendee_file, language))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return import_id

    async def finished(self) -> None:
        """Wait until nothing runs."""
        await asyncio.gather(*self._running)

    async def stop(self) -> None:
        """Break off what runs: each batch that was committed stays, and its page says so."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(self, import_id: int, event_id: int, attendee_file: AttendeeFile, language: str) -> None:
        try:
            result = await import_attendee_file(
                self._database, event_id, attendee_file, import_id=import_id, language=language
            )
        except Exception:  # nobody awaits this task: the import's page says that it failed
            log.exception("import_failed", import_id=import_id)
            await self._end(import_id, state=FAILED)
        except asyncio.CancelledError:
            await self._end(import_id, state=FAILED)
            raise
        else:
            report = import_report.written(result.faults, result.remarks)
            await self._end(import_id, state=DONE, rows_done=len(attendee_file.rows), report=report)

    async def _end(self, import_id: int, **values: Any) -> None:
        await self._database.transact(import_queries.update_import, import_id, clock.now(), **values)
