"""The file of badges, drawn in a process of its own while they are read. Called by the job, and by the route
that answers programs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import BinaryIO

from netevent.badges.making.reading import PersonsBadge, design_of
from netevent.badges.making.sources import Sources
from netevent.badges.printed.service import record_prints
from netevent.badges.sheets.choice import Choice
from netevent.badges.sheets.queries import select_chosen
from netevent.badges.sheets.reading import BATCH, batches
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.documents.badges.printing import Printing, printing

# Seconds.
LOOKS_EVERY = 0.5

# Told how many badges are drawn, of about how many.
Tell = Callable[[int, int], Awaitable[None]]
Note = Callable[[Iterable[PersonsBadge]], None]


class NobodyToPrint(Conflict):
    code = "nobody_to_print"
    message = N_("Nobody is left to print a badge for. Choose other people.")


async def tell_nobody(done: int, total: int) -> None:
    """For who waits for the file itself."""


async def file_of(
    database: Database, event_id: int, choice: Choice, sources: Sources, tell: Tell, note: Note
) -> BinaryIO:
    """The PDF of these badges; each batch is noted that is in it.

    Raises:
        NobodyToPrint: there are none.
        OutOfBounds, ChildDied: it could not be made.
        NotFound: the event is gone.
    """
    chosen = await database.read(select_chosen, event_id, choice)
    design = await database.read(design_of, event_id, sources)
    total, looked_at, given = len(chosen.ids), 0, 0
    async with printing(design) as drawing:
        async for batch in batches(database, event_id, chosen.ids, choice, sources):
            await drawing.add([one.badge for one in batch])
            note(batch)
            given += len(batch)
            looked_at = min(looked_at + BATCH, total)
            await tell(looked_at - given + min(drawing.drawn, given), total)
        if not given:
            raise NobodyToPrint
        return await _written(drawing, lambda drawn: tell(min(total - given + drawn, total), total))


async def _written(drawing: Printing, tell: Callable[[int], Awaitable[None]]) -> BinaryIO:
    """The file, and meanwhile how many badges are in it: all have been given by now."""
    written = asyncio.ensure_future(drawing.written())
    try:
        while not (await asyncio.wait({written}, timeout=LOOKS_EVERY))[0]:
            await tell(drawing.drawn)
        return written.result()
    finally:
        written.cancel()


class Recorder:
    """Notes what is in a file, and records it as printed when the file is delivered."""

    def __init__(self, database: Database, event_id: int, by: str) -> None:
        self._database, self._event_id, self._by = database, event_id, by
        self._noted: list[tuple[int, str]] = []

    def note(self, batch: Iterable[PersonsBadge]) -> None:
        self._noted += [(one.attendee_id, one.content) for one in batch]

    async def record(self) -> None:
        """By batches: no scan waits for thousands."""
        now = clock.now()
        for first in range(0, len(self._noted), BATCH):
            some = self._noted[first : first + BATCH]
            await self._database.transact(record_prints, self._event_id, some, self._by, "", now)
