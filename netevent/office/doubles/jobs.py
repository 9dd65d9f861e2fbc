"""A merge waits for its undo, for ten minutes. Written and ended by `doubles.service`.

It is a job that is due in ten minutes. When it is due, nothing is done but that its worker ends it, and an
ended job keeps no arguments. It goes with the attendee who stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.core.jobs import Codec, Job, JobKind
from netevent.privacy.snapshots.snapshot import Snapshot

UNDONE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Merge:
    """Both as they were, and the digest of who stays right after it.

    `jobs` of who is gone belong to who stays since; `seats_of` are rows of others that name whose seat it
    was.
    """

    stays: Snapshot
    gone: Snapshot
    digest: str
    jobs: list[int]
    seats_of: list[int]


MERGE = JobKind("merge", Codec(Merge))


async def let_go(job: Job, merge: Merge) -> None:
    """Nobody took it back."""
