"""What an assignment changed waits for its undo, for ten minutes. Written and ended by `assigning.service`.

It is a job for each part of the assignment, that is due in ten minutes. When it is due, nothing is done but
that its worker ends it, and an ended job keeps no arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.core.jobs import Codec, Job, JobKind

UNDONE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Former:
    """The people who had one type before, 0: none."""

    type_id: int
    people: list[int]


@dataclass(frozen=True, slots=True)
class Part:
    """What one transaction did: the type that was given, 0: none; and who had which before."""

    given_id: int
    former: list[Former]


ASSIGNMENT = JobKind("type_assignment", Codec(Part))


async def let_go(job: Job, part: Part) -> None:
    """Nobody took it back."""
