"""What it is to cancel an event: what was said, and how far it is.

It is a job that goes on by parts, each a transaction with its progress: whoever dies in between has mailed
and given back nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from netevent.core.acting import Actor
from netevent.core.jobs import Codec, JobKind


class Step(StrEnum):
    """In their order."""

    people = "people"
    buyers = "buyers"
    money = "money"
    done = "done"


@dataclass(frozen=True, slots=True)
class Report:
    """What was ordered, and what became of it so far. `after`: the last one that this step has done."""

    text: str
    gives_back: bool
    by: str
    step: Step = Step.people
    after: str = ""
    mailed: int = 0
    ended: int = 0
    refunds: int = 0


@dataclass(frozen=True, slots=True)
class CallOff:
    by: Actor


REPORT = Codec(Report)
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900))
CALL_OFF = JobKind("call_off", Codec(CallOff), delays=DELAYS)
