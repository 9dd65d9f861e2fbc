"""Which of its three faces an event's page shows. Called by `routes`.

One rule, by the clock on the wall of the event: until the day on which it starts begins, the checklist; from
then on the live dashboard; once it is over (`Event.is_over`), the report. A test scan the evening before
changes nothing: what somebody does at a desk never moves another's page away. Each face can be asked for at
any time.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from netevent.core.clock import local
from netevent.events.details import Event


class Face(StrEnum):
    """By the word in the address: `?show=report`."""

    checklist = "checklist"
    live = "live"
    report = "report"


def face_of(event: Event, now: datetime) -> Face:
    """What the page shows to who asks for none."""
    if event.is_over(now):
        return Face.report
    begins, today = (local(moment, event.zone).date() for moment in (event.details.start, now))
    return Face.checklist if today < begins else Face.live


def asked_face(word: str, usual: Face) -> Face:
    """The one that an address names; another word is as good as none."""
    return Face(word) if word in set(Face) else usual
