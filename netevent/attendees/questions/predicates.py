"""What an event asks, as a condition within another statement."""

from __future__ import annotations

from sqlalchemy import exists, true

from netevent.core.database.tables import events, questions

# Of the statement's event, as a column.
HAS_DOOR_QUESTIONS = (
    exists()
    .where(questions.c.event_id == events.c.id, questions.c.at_the_door == true())
    .correlate(events)
    .label("has_door_questions")
)
