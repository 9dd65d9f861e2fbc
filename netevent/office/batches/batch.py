"""What a batch is: what was ordered, what one part of it did, and what became of all.

A batch is a job: it goes on by parts, each a transaction, after a kill -9 too. What a part changed is a job
of its own that waits for the undo; when it is due, nothing is done, and it keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from netevent.core.acting import Actor
from netevent.core.database import Transaction
from netevent.core.jobs import Codec, JobKind
from netevent.events.details import Event
from netevent.registration.personal_link.service import Links

UNDONE_WITHIN = timedelta(minutes=10)
# Of each reason so many are named.
NAMED = 5


class Left(StrEnum):
    """Why somebody is left out, or what is left of somebody, in the order in which it is told."""

    is_in = "is_in"
    same = "same"
    no_seat = "no_seat"
    unconfirmed = "unconfirmed"
    unreachable = "unreachable"
    recent = "recent"
    changed = "changed"
    returned = "returned"
    mailed = "mailed"
    counted = "counted"
    gone = "gone"


@dataclass(frozen=True, slots=True)
class Order:
    """`to`: the number of the type that is given, 0: none. `people` in the order of their ids."""

    kind: str
    to: int
    by: Actor
    people: list[int]


@dataclass(frozen=True, slots=True)
class UndoOrder:
    """`parts` are the numbers of their jobs, the last one first."""

    by: Actor
    parts: list[int]


@dataclass(frozen=True, slots=True)
class Divided:
    """Whom a batch would change, and who would be left out."""

    willing: Sequence[int]
    left: Mapping[Left, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done in one transaction. `kept` is text of the kind's own, for its undo."""

    changed: Sequence[int]
    left: Mapping[Left, Sequence[int]] = field(default_factory=dict)
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A deed that waits for its undo."""

    kind: str
    to: int
    changed: list[int]
    kept: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were left out for one reason, and the first of them."""

    people: int
    first: list[int]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch, or of its undo, so far."""

    kind: str
    to: int
    changed: int = 0
    left: dict[Left, Tally] = field(default_factory=dict)

    def plus(self, deed: Deed) -> Report:
        left = dict(self.left)
        for reason, people in deed.left.items():
            before = left.get(reason, Tally(0, []))
            if people:
                left[reason] = Tally(before.people + len(people), [*before.first, *people][:NAMED])
        return Report(self.kind, self.to, self.changed + len(deed.changed), left)


REPORT = Codec(Report)

# The organizer looks at the page meanwhile: what cannot be done soon is given up.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300))
# Their title is the batch's number, which its question gave it: so an answer that comes twice counts once.
BATCH = JobKind("batch", Codec(Order), at_once=2, delays=DELAYS)
UNDO = JobKind("batch_undo", Codec(UndoOrder), at_once=2, delays=DELAYS)
PART = JobKind("batch_part", Codec(Part))

Divide = Callable[[Transaction, int, int, Sequence[int]], Divided]
Act = Callable[[Transaction, int, int, Sequence[int], Links], Deed]
Undo = Callable[[Transaction, int, Part], Deed]
Check = Callable[[Event, datetime], None]


def always(event: Event, now: datetime) -> None:
    """For what can be done at any time."""


@dataclass(frozen=True, slots=True)
class BatchKind:
    """One thing to do with many.

    `part`: how many people one transaction takes, so that the door never waits long. `divide` says what would
    happen, and why to whom not; `act` does it to a part; `undo` takes a part back. `check` raises a `Refusal`
    where it cannot be done at all now. `words` has the texts, by the name.
    """

    name: str
    icon: str
    part: int
    divide: Divide
    act: Act
    undo: Undo
    check: Check = always
    is_mail: bool = False
