"""What a feature declares of its notifications: their tab, how their content is read, how they look.

Each feature has its own in its `notifications.py`; `netevent.notification_kinds` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect

from netevent.core.database import Transaction

Read = Callable[[Transaction, int, Sequence[int], datetime], Mapping[int, object]]
ReadForAll = Callable[[Transaction, Sequence[int], int, datetime], Mapping[int, object]]


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the attendee's pages with a dot: how many wait for an answer there, seen or not.

    `waiting` is that number for an attendee at a time; `counted` says it in words, for who does not see
    where the dot stands. The page `endpoint` shows all of them.
    """

    key: str
    endpoint: str
    waiting: Callable[[int, datetime], ScalarSelect[int]]
    counted: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the mail tells of one: who it is from, what they say; of a time to meet, when (UTC) and where."""

    who: str
    work: str = ""
    message: str = ""
    start: datetime | None = None
    minutes: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A part of the mail: `template` is there as ``.txt`` and ``.html``, `tell` takes what `read` gave."""

    template: str
    tell: Callable[[object], Told]


@dataclass(frozen=True, slots=True)
class PushText:
    """What a locked phone shows. Never a message, a note, an address or a number of somebody's."""

    title: str
    body: str = ""


def no_end(content: object) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class PushPart:
    """How a push tells it, in the language in use.

    `tell` takes what `read` gave, and whether names may be shown: of people, of sessions, of places. `path`
    is the page that a tap opens. What `is_urgent` wakes a phone that sleeps. After `until` it is worth
    nothing; by default after a day. The profile has a switch for it, by the name `choice`.
    """

    choice: str
    tell: Callable[[object, bool], PushText]
    path: Callable[[object], str]
    is_urgent: bool = False
    until: Callable[[object], datetime | None] = no_end


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """`read` gets an attendee, subjects and the time, and gives the content for this attendee.

    It leaves out what no longer exists or may not be seen. `toast` is a fragment, given `notification` and
    its `content`. A kind without a part of the `digest` is not mailed. What `counts_down` comes first, and is
    shown anew as time passes. One without a part for `push` is shown on the pages alone. What is told to
    thousands at once also has `read_for_all`: the same for several attendees about one subject.
    """

    name: str
    tab: Tab
    read: Read
    toast: str
    digest: DigestPart | None = None
    counts_down: bool = False
    push: PushPart | None = None
    read_for_all: ReadForAll | None = None

    def contents(
        self, tx: Transaction, attendee_ids: Sequence[int], subject_id: int, now: datetime
    ) -> Mapping[int, object]:
        """What `read` gives about one subject, by attendee; without those for whom there is none."""
        if self.read_for_all is not None:
            return self.read_for_all(tx, attendee_ids, subject_id, now)
        found = ((one, self.read(tx, one, [subject_id], now)) for one in attendee_ids)
        return {one: contents[subject_id] for one, contents in found if subject_id in contents}
