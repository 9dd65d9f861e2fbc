"""The job that makes a list's file. Ordered by the routes; what is kept of it is `documents.made`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.attendees.listing.filters import ListFilter
from netevent.core.database import Database
from netevent.core.i18n import speaking
from netevent.core.jobs import Codec, GivenUp, Job, JobKind
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.documents.made.folder import Folder
from netevent.documents.made.making import Making
from netevent.documents.tables.process import Kind
from netevent.events.queries import select_event
from netevent.reports.export import Wanted, file_of


@dataclass(frozen=True, slots=True)
class Export:
    """The filter names the language: it is that of who asked."""

    event_id: int
    kind: Kind
    shown: ListFilter
    is_journal: bool = False


# Its owner looks at the page meanwhile. A database that is away for a moment is waited for.
EXPORT = JobKind("export", Codec(Export), delays=(timedelta(seconds=10),))


async def run_export(database: Database, folder: Folder, job: Job, export: Export) -> None:
    """
    Raises:
        GivenUp: the process that writes the file died, or was not done in time.
        LeaseLost: it was cancelled, or another worker has it.
    """
    event = await database.read(select_event, export.event_id)
    if event is None:
        raise GivenUp("the event is gone")
    making = Making(database, folder, job)
    await making.begin()
    with speaking(export.shown.language):
        try:
            wanted = Wanted(export.kind, event, export.shown, export.is_journal)
            made = await file_of(database, wanted, making.tell)
        except (ChildDied, OutOfBounds) as error:
            raise GivenUp(type(error).__name__) from error
    await making.deliver(made)
