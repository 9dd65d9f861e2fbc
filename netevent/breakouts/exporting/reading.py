"""What the files of a programme hold. Called by the organizer's routes and by the public programme's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from netevent.breakouts.exporting.sessions import as_timetable
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.timetable import TimetableSession
from netevent.core.database import Transaction
from netevent.core.text.markdown import plain_markdown
from netevent.events.details import Event

# When nothing of the programme has changed since it could be told.
BEGINNING = datetime.fromisoformat("2020-01-01")


@dataclass(frozen=True, slots=True)
class Export:
    """`changed_at` (UTC) is when one of the sessions last changed."""

    event_id: int
    title: str
    zone: str
    sessions: tuple[TimetableSession, ...]
    changed_at: datetime

    @property
    def plain(self) -> tuple[TimetableSession, ...]:
        """For readers that know no Markdown."""
        return tuple(replace(one, description=plain_markdown(one.description)) for one in self.sessions)


def read_export(tx: Transaction, event: Event) -> Export:
    sessions = select_sessions(tx, event.id)
    moments = [one.changed_at for one in sessions if one.changed_at]
    return Export(
        event.id,
        event.name.default,
        event.zone,
        tuple(as_timetable(one) for one in sessions),
        max(moments, default=BEGINNING),
    )
