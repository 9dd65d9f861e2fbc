"""The job that makes the file of badges. Ordered by the routes; what is kept of it is `documents.made`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.badges.making.sources import Sources
from netevent.badges.sheets.choice import Choice
from netevent.badges.sheets.file import NobodyToPrint, Recorder, file_of
from netevent.core.database import Database
from netevent.core.errors import NotFound
from netevent.core.jobs import Codec, GivenUp, Job, JobKind
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.documents.made.folder import Folder
from netevent.documents.made.making import Making


@dataclass(frozen=True, slots=True)
class Sheets:
    """`by` is who ordered them. `counts`: they are recorded as printed once the file is there."""

    event_id: int
    choice: Choice
    by: str
    counts: bool


# Its owner looks at the page meanwhile. A database that is away for a moment is waited for.
BADGES = JobKind("badges", Codec(Sheets), delays=(timedelta(seconds=10),))


async def run_sheets(database: Database, folder: Folder, sources: Sources, job: Job, sheets: Sheets) -> None:
    """
    Raises:
        GivenUp: the process that draws died or was not done in time, nobody is left to print, or the event
            is gone.
        LeaseLost: it was cancelled, or another worker has it.
    """
    making = Making(database, folder, job)
    await making.begin()
    recorder = Recorder(database, sheets.event_id, sheets.by)
    try:
        made = await file_of(database, sheets.event_id, sheets.choice, sources, making.tell, recorder.note)
    except (ChildDied, OutOfBounds, NobodyToPrint, NotFound) as error:
        raise GivenUp(type(error).__name__) from error
    await making.deliver(made)
    if sheets.counts:
        await recorder.record()
