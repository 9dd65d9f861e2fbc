"""An uploaded timetable waits for its organizer's yes, for an hour. Written and ended by `importing.service`.

It is a job that is due in an hour: until then a page shows what it would change. When it is due, nothing is
done but that its worker ends it, and an ended job keeps no arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.breakouts.timetable import Timetable
from netevent.core.jobs import Codec, Job, JobKind

WAITS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Upload:
    timetable: Timetable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, in sessions. `skipped`: rows that cannot be read, or that a rule refused."""

    added: int
    changed: int
    unchanged: int
    gone: int
    skipped: int


TIMETABLE = JobKind("timetable", Codec(Upload))
OUTCOME = Codec(Outcome)


async def let_go(job: Job, upload: Upload) -> None:
    """Nobody said yes."""
