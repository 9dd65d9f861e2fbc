"""A programme in the form that calendars read (iCalendar, RFC 5545). Called by the export of timetables.

Times are UTC, which every calendar shows in the reader's own zone. A calendar recognises an entry by its UID,
which is made from what the session's source calls it, and keeps the version with the later DTSTAMP.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from unicodedata import category
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from netevent.breakouts.timetable.timetable import TimetableSession

PROGRAM = "-//NetEvent//NetEvent//EN"
# Control characters, and the separators of lines and paragraphs.
CONTROL = ("Cc", "Zl", "Zp")


def write_calendar(
    title: str, sessions: Sequence[TimetableSession], *, base_url: str, uid_prefix: str, changed_at: datetime
) -> bytes:
    """One VEVENT for each session. `uid_prefix` tells events of one server apart, such as “event-3”.

    `changed_at` (UTC) is when the programme last changed: the same programme gives the same bytes.
    """
    host = urlsplit(base_url).hostname or "netevent"
    calendar = Calendar.new(
        prodid=PROGRAM, method="PUBLISH", name=_plain(title), uid=f"{uid_prefix}-programme@{host}"
    )
    for session in sessions:
        uid = f"{uid_prefix}-{_plain(session.upstream_id)}@{host}"
        calendar.add_component(_event(session, uid, _aware(changed_at)))
    return bytes(calendar.to_ical())


def _event(session: TimetableSession, uid: str, stamp: datetime) -> Event:
    return Event.new(
        uid=uid,
        stamp=stamp,
        start=_aware(session.start),
        end=_aware(session.end),
        summary=_plain(session.name),
        location=_plain(session.room) or None,
        description=_plain(_described(session)) or None,
    )


def _described(session: TimetableSession) -> str:
    """Who presents it, and what it is about."""
    return "\n\n".join(part for part in (", ".join(session.presenters), session.description) if part)


def _plain(text: str) -> str:
    """Without control characters: some calendars take one for the end of a line."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) not in CONTROL).strip()


def _aware(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=UTC)
