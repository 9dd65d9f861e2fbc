"""What is due, as its job keeps it. Queued by `service`, done by `jobs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.core.jobs import Codec, JobKind


class Action(StrEnum):
    """`show` one notification to some, `close` some of one's, or `test` a device."""

    show = "show"
    close = "close"
    test = "test"


@dataclass(frozen=True, slots=True)
class Due:
    """`tags` are what is closed. With `only`, hashes of addresses, no other devices are sent to: the others
    have it already. `failures` counts the tries so far. What was told again after `since` is told by another
    job.
    """

    action: Action
    attendee_ids: tuple[int, ...]
    kind: str = ""
    subject_id: int = 0
    tags: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    failures: int = 0
    since: datetime | None = None


# A few at once, so that a device that hangs does not keep the others waiting.
PUSH = JobKind("push", Codec(Due), at_once=4)


def tag_of(kind: str, subject_id: int) -> str:
    """By it a browser replaces what it shows of the same, and closes it."""
    return f"{kind}-{subject_id}"
