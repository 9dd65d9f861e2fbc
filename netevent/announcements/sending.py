"""What it is to send an announcement: a job that goes on by parts, each a transaction with its progress.

Whoever dies in between has told nobody twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.core.acting import Actor
from netevent.core.jobs import Codec, JobKind


@dataclass(frozen=True, slots=True)
class Order:
    announcement_id: int
    by: Actor


@dataclass(frozen=True, slots=True)
class Progress:
    """`after`: the number of the last attendee who has been told."""

    after: int = 0


PROGRESS = Codec(Progress)
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900))
SEND = JobKind("announcement", Codec(Order), delays=DELAYS)
