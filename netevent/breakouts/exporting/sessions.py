"""Sessions as a timetable says them: for its files, and to tell whether a timetable says something else.

Called by `exporting.reading`, and by the comparison of an import.
"""

from __future__ import annotations

from datetime import datetime

from netevent.breakouts.session import Session
from netevent.breakouts.timetable import TimetableSession


def as_timetable(session: Session) -> TimetableSession:
    """One that was made by hand goes by its code, under which an import finds it again."""
    return TimetableSession(
        upstream_id=session.upstream_id or session.code,
        name=session.name,
        description=session.description,
        start=_whole_minute(session.start),
        end=_whole_minute(session.end),
        room=session.room,
        track=session.track,
        presenters=session.presenter_names,
        seats=session.capacity,
    )


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
