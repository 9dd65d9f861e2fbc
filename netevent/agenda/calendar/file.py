"""An agenda in the form that calendars read (iCalendar, RFC 5545). Called by `calendar.routes`.

Times are UTC, which every calendar shows in the reader's own zone. A calendar recognises an entry by its
UID, and keeps the version with the higher SEQUENCE, or else the later DTSTAMP.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unicodedata import category
from urllib.parse import urlsplit

from icalendar import STATUS, TRANSP, Calendar, Event, vDuration

from netevent.agenda.timeline import Agenda, Entry, State
from netevent.core import i18n

PROGRAM = "-//NetEvent//NetEvent//EN"
# Control characters, and the separators of lines and paragraphs.
CONTROL = ("Cc", "Zl", "Zp")
ASKS_AGAIN_AFTER = timedelta(minutes=15)
CERTAINTY = {
    State.agreed: STATUS.CONFIRMED,
    State.kept: STATUS.CONFIRMED,
    State.in_line: STATUS.TENTATIVE,
    State.proposed: STATUS.TENTATIVE,
    State.cancelled: STATUS.CANCELLED,
}


def whole_calendar(agenda: Agenda, base_url: str) -> bytes:
    """The whole agenda in the attendee's language; cancelled entries stay, marked as cancelled."""
    return _written(agenda, base_url, "PUBLISH", f"agenda-{agenda.attendee_id}")


def single_appointment(agenda: Agenda, base_url: str) -> bytes:
    """The one entry of this agenda; a cancelled one asks calendars to drop it."""
    (entry,) = agenda.entries
    method = "CANCEL" if entry.state is State.cancelled else "PUBLISH"
    return _written(agenda, base_url, method, f"one-appointment-{entry.id}")


def _written(agenda: Agenda, base_url: str, method: str, uid: str) -> bytes:
    host = urlsplit(base_url).hostname or "netevent"
    calendar = Calendar.new(
        prodid=PROGRAM,
        method=method,
        name=_plain(agenda.event_name.inside(agenda.language)),
        uid=f"{uid}@{host}",
        refresh_interval=ASKS_AGAIN_AFTER,
    )
    # What this says of its kind: else it is read as text. And in the word that older calendars know.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar.add("X-PUBLISHED-TTL", vDuration(ASKS_AGAIN_AFTER))
    with i18n.speaking(agenda.language):
        for entry in agenda.entries:
            calendar.add_component(_event(entry, host))
    return bytes(calendar.to_ical())


def _event(entry: Entry, host: str) -> Event:
    kind = "session" if entry.is_session else "appointment"
    return Event.new(
        uid=f"{kind}-{entry.id}@{host}",
        stamp=_aware(entry.changed_at),
        last_modified=_aware(entry.changed_at),
        sequence=entry.revision,
        start=_aware(entry.start),
        end=_aware(entry.end),
        summary=_plain(_title(entry)),
        location=_plain(entry.place) or None,
        description=_plain(entry.notes) or None,
        status=CERTAINTY[entry.state],
        transparency=TRANSP.TRANSPARENT if entry.state is State.in_line else TRANSP.OPAQUE,
    )


def _title(entry: Entry) -> str:
    if entry.is_session:
        return entry.title
    if not entry.title:
        return i18n.gettext("Appointment")
    return i18n.gettext("Appointment with %(name)s") % {"name": entry.title}


def _plain(text: str) -> str:
    """Without control characters: some calendars take one for the end of a line."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) not in CONTROL).strip()


def _aware(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=UTC)
