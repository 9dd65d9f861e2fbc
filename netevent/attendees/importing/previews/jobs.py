"""An uploaded list waits for its organizer's yes, for an hour. Written and ended by `previews.service`.

It is a job that is due in an hour: until then a page shows what it would do. When it is due, its worker
forgets the file and ends it, and an ended job keeps no arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.attendees.importing.attendee_file import Choice
from netevent.attendees.importing.previews import queries
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Codec, Job, JobKind

WAITS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """`is_remembered`: the columns are those of an earlier list with the same headers. `is_whole`: all rows
    or none."""

    choice: Choice
    is_remembered: bool = False
    is_whole: bool = False


UPLOAD = JobKind("import_upload", Codec(Upload))


async def let_go(database: Database, job: Job, upload: Upload) -> None:
    """Nobody said yes: the list is forgotten."""
    await database.transact(queries.delete_file, job.id)


def discard_upload(tx: Transaction, job: Job) -> None:
    queries.delete_file(tx, job.id)
