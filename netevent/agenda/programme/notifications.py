"""The notifications of a seat that somebody waited for, and of one that was given to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.appointments.notifications import AGENDA
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps.queries import select_moved_up_ids, select_rsvps
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import short_day, short_time
from netevent.core.web.paths import path
from netevent.notifications.kinds import NotificationKind, PushPart, PushText


@dataclass(frozen=True, slots=True)
class AboutSeat:
    session: Session
    zone: str


def read_moved_up(
    tx: Transaction, attendee_id: int, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    """Where the seat is still the attendee's, and the session not over."""
    person = select_attendee(tx, attendee_id)
    if person is None:
        return {}
    kept = set(select_moved_up_ids(tx, attendee_id)) & set(session_ids)
    return _about(tx, person, sorted(kept), now)


def read_lost(
    tx: Transaction, attendee_id: int, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    """Where the attendee has no seat now and does not wait, and the session is not over."""
    person = select_attendee(tx, attendee_id)
    if person is None or not session_ids:
        return {}
    lost = set(session_ids) - select_rsvps(tx, attendee_id).keys()
    return _about(tx, person, sorted(lost), now)


def push_moved_up(content: object, names: bool) -> PushText:
    assert isinstance(content, AboutSeat)
    if not names:
        return PushText(gettext("You have a seat in a session"), _when(content, names))
    return PushText(
        gettext("You have a seat: %(name)s") % {"name": content.session.name}, _when(content, names)
    )


def push_lost(content: object, names: bool) -> PushText:
    assert isinstance(content, AboutSeat)
    if not names:
        return PushText(gettext("Your seat in a session was given to others"), _when(content, names))
    told = gettext("Your seat was given to others: %(name)s") % {"name": content.session.name}
    return PushText(told, _when(content, names))


def programme_page(content: object) -> str:
    return path("programme.programme")


def _when(content: AboutSeat, names: bool) -> str:
    session = content.session
    day = f"{short_day(session.start, content.zone)}, {short_time(session.start, content.zone)}"
    return f"{day} · {session.room}" if names and session.room else day


def _about(
    tx: Transaction, person: AttendeeRow, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    found = (select_session(tx, person.event_id, session_id) for session_id in session_ids)
    return {one.id: AboutSeat(one, person.zone) for one in found if one and not one.is_over(now)}


MOVED_UP = NotificationKind(
    "seat",
    AGENDA,
    read_moved_up,
    "agenda/programme/_moved_up_toast.html",
    push=PushPart(N_("I get a seat that I waited for"), push_moved_up, programme_page, is_urgent=True),
)
LOST = NotificationKind(
    "seat_lost",
    AGENDA,
    read_lost,
    "agenda/programme/_lost_toast.html",
    push=PushPart(N_("My seat is given to others"), push_lost, programme_page, is_urgent=True),
)
