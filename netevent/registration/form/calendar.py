"""The event itself as a calendar file (iCalendar, RFC 5545). Called by the routes, in a thread."""

from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import category
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry

from netevent.core import clock
from netevent.events.details import Event, ends_at

PROGRAM = "-//NetEvent//NetEvent//EN"
# Control characters, and the separators of lines and paragraphs.
CONTROL = ("Cc", "Zl", "Zp")


def event_file(event: Event, name: str, address: str) -> bytes:
    """`name` is in the reader's language, `address` the page where one registers."""
    host = urlsplit(address).hostname or "netevent"
    calendar = Calendar.new(
        prodid=PROGRAM, method="PUBLISH", name=_plain(name), uid=f"event-{event.id}@{host}"
    )
    details = event.details
    calendar.add_component(
        Entry.new(
            uid=f"event-{event.id}-itself@{host}",
            stamp=_aware(clock.now()),
            start=_aware(details.start),
            end=_aware(ends_at(details.start, details.end)),
            summary=_plain(name),
            location=_plain(details.location) or None,
            url=address,
        )
    )
    return bytes(calendar.to_ical())


def _plain(text: str) -> str:
    """Without control characters: some calendars take one for the end of a line."""
    return "".join(sign for sign in text if category(sign) not in CONTROL).strip()


def _aware(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=UTC)
