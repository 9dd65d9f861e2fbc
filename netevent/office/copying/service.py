"""The rules of a copy. Called by `copying.routes`, inside one transaction: the whole event, or none.

Each owner of a table copies its own rows; here stands what comes along and when it takes place. People,
staff, presenters, seats, scans and appointments stay with the event that they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from netevent.attendees.questions import service as questions
from netevent.attendees.types import queries as types
from netevent.attendees.types.queries import AttendeeType, TypeDetails
from netevent.badges.settings import service as badge_settings
from netevent.breakouts import service as sessions
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events import queries as events
from netevent.events import service as event_service
from netevent.events.details import Details, EventText
from netevent.events.look import service as looks
from netevent.events.mail_sender import service as mail_senders
from netevent.meeting_points import service as points
from netevent.payments.settings import service as payment_settings
from netevent.registration.settings.queries import select_settings as select_registration_settings
from netevent.registration.settings.service import save as save_registration_settings


def copy_event(tx: Transaction, organizer_id: int, event_id: int, name: str, start: datetime) -> int:
    """Returns the number of the new event, which has a code of its own.

    Raises:
        NotFound: there is no such event.
        Malformed: what was set up once is refused today.
    """
    source = existing(events.select_event(tx, event_id)).details
    moved = Moved(source.start, start, source.zone)
    texts = events.select_texts(tx, event_id)
    new_id = event_service.create_event(tx, organizer_id, _details(source, name, moved, texts))
    events.update_programme_settings(tx, new_id, events.select_programme_settings(tx, event_id))
    looks.copy(tx, event_id, new_id)
    mail_senders.copy(tx, event_id, new_id)
    new_types = {
        one.id: types.insert_details(tx, new_id, _type(one, moved))
        for one in types.select_types(tx, event_id)
    }
    questions.copy_all(tx, event_id, new_id, new_types)
    payment_settings.copy(tx, event_id, new_id)
    _copy_registration(tx, event_id, new_id, moved)
    points.copy_all(tx, event_id, new_id)
    sessions.copy_all(tx, event_id, new_id, moved)
    badge_settings.copy(tx, event_id, new_id)
    return new_id


class Moved:
    """From one moment of the event to that of its copy: the same time on the clock of the venue.

    What is at nine in the morning stays at nine, also where the copy is in summer and it was in winter.
    """

    def __init__(self, before: datetime, now: datetime, zone: str) -> None:
        self._zone = zone
        self._by = self._wall(now) - self._wall(before)

    def __call__(self, moment: datetime) -> datetime:
        return clock.utc(self._wall(moment) + self._by, self._zone)

    def _wall(self, moment: datetime) -> datetime:
        return clock.local(moment, self._zone).replace(tzinfo=None)


def _type(one: AttendeeType, moved: Moved) -> TypeDetails:
    return TypeDetails(
        name=one.name,
        code=one.code,
        price=one.price,
        colour=one.colour,
        is_offered=one.is_offered,
        description=one.description,
        capacity=one.capacity,
        sale_from=moved(one.sale_from) if one.sale_from else None,
        sale_until=moved(one.sale_until) if one.sale_until else None,
        unlock_code=one.unlock_code,
    )


def _copy_registration(tx: Transaction, event_id: int, new_id: int, moved: Moved) -> None:
    settings = select_registration_settings(tx, event_id)
    until = settings.handover_until
    save_registration_settings(tx, new_id, replace(settings, handover_until=until and moved(until)))


def _details(source: Details, name: str, moved: Moved, texts: Sequence[EventText]) -> Details:
    """Names in other languages were those of the event; the descriptions come along."""
    return replace(
        source,
        name=name,
        start=moved(source.start),
        end=moved(source.end) if source.end else None,
        opens=moved(source.opens) if source.opens else None,
        closes=moved(source.closes) if source.closes else None,
        texts=tuple(replace(text, name=text.name if name == source.name else "") for text in texts),
    )
