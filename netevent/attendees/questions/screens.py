"""The organizer's questions, live: how many people have answered each."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.questions import service
from netevent.attendees.questions.service import CountedQuestion
from netevent.attendees.types.queries import select_types
from netevent.changes import AttendeesChanged
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class QuestionList:
    """`type_names` are those of the event's types, in their order."""

    questions: list[CountedQuestion]
    type_names: dict[int, str]


def read_list(tx: Transaction, event_id: int) -> QuestionList:
    names = {one.id: one.name for one in select_types(tx, event_id)}
    return QuestionList(service.counted(tx, event_id), names)


QUESTIONS = Screen(
    "questions",
    require_event_team,
    (
        LiveRegion(
            "questions-{key}-list", "attendees/questions/_list.html", read_list, (AttendeesChanged,), 0.5
        ),
        live_status(AttendeesChanged),
    ),
    within="office",
)
