"""What is allowed of a session, and may be a mistake. Shown on its form by `breakouts.routes`."""

from __future__ import annotations

from collections.abc import Iterator

from netevent.breakouts.queries import select_overlapping, select_session
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.i18n import gettext, ngettext
from netevent.core.i18n.writing import listed
from netevent.events.details import Event
from netevent.events.queries import select_event


def warnings_of(tx: Transaction, event_id: int, session_id: int) -> list[str]:
    event, session = select_event(tx, event_id), select_session(tx, event_id, session_id)
    if event is None or session is None:
        return []
    return [*_outside(event, session), *_in_the_same_room(tx, session), *_over_capacity(session)]


def _outside(event: Event, session: Session) -> Iterator[str]:
    ends = event.details.end
    if session.start < event.details.start or (ends is not None and session.end > ends):
        yield gettext("This session is outside the event's own times. Check its date.")


def _in_the_same_room(tx: Transaction, session: Session) -> Iterator[str]:
    if not session.room:
        return
    others = select_overlapping(
        tx, session.event_id, session.room, session.start, session.end, but_for=session.id
    )
    if others:
        text = gettext("In the same room at the same time: %(names)s.")
        yield text % {"names": listed([one.name for one in others[:5]])}


def _over_capacity(session: Session) -> Iterator[str]:
    if session.capacity is not None and session.taken > session.capacity:
        yield ngettext(
            "%(num)s person has a seat and keeps it. Nobody moves up until there is room.",
            "%(num)s people have a seat and keep it. Nobody moves up until there is room.",
            session.taken,
        ) % {"num": session.taken}
