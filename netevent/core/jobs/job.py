"""What a job is. Declared in the features' `jobs.py`, claimed by `worker`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import ClassVar, Generic, TypeVar

from netevent.core.jobs.codec import Codec

Arguments = TypeVar("Arguments")

# How long to wait after the first failed try, the second, and so on; after the last one it is given up.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 60, 120, 240, 480))


class Priority(IntEnum):
    """Of the jobs of one kind that are due, the lowest number goes first."""

    awaited = 0  # somebody waits for it, such as for a login link
    normal = 1
    bulk = 2


@dataclass(frozen=True, slots=True)
class JobKind(Generic[Arguments]):
    """Each process does `at_once` jobs of a kind at the same time; no kind waits for another.

    Beside these, `awaited_at_once` are kept for jobs that somebody waits for.
    """

    name: str
    arguments: Codec[Arguments]
    at_once: int = 1
    awaited_at_once: int = 0
    delays: tuple[timedelta, ...] = DELAYS


class State(StrEnum):
    """A job that a worker has claimed counts as waiting until that worker's lease ends."""

    waiting = "waiting"
    done = "done"
    failed = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A job, as a page reads it and as the worker has it that claimed it.

    `title` is what people call it; `done` of `total` and `phase` say how far it is; `result` is text of the
    kind's own. `tries` tells the claims of a job apart: whoever claims it next counts on, and from then on
    nothing can be written under this one. `failures` counts them since it last came further,
    and this try among them.
    """

    id: int
    kind: str
    state: State
    tries: int
    failures: int
    title: str
    arguments: str
    done: int
    total: int
    phase: str
    result: str
    event_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try; `run_at` says when the next one is due, if there is one."""

    state: State
    run_at: datetime
    error: str = ""
    cause: Exception | None = None


@dataclass(frozen=True, slots=True)
class LastTry:
    """The newest job of a kind that was tried, whoever's it is.

    `went_wrong`: what it needs did not do its part. A job that was given up at once was wrong itself.
    """

    went_wrong: bool


@dataclass(frozen=True, slots=True)
class Untouched:
    """Jobs that no worker has had: their `total` together, and when the first is due."""

    total: int
    until: datetime


class GivenUp(Exception):
    """Trying again would not help. `is_planned`: it is what should happen, and nobody needs to look at it."""

    is_planned: ClassVar[bool] = False


class LeaseLost(Exception):
    """Another worker has the job, or its owner was deleted: the open transaction must be rolled back."""
