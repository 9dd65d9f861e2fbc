"""The rules of certificates: for who was let in, once the event is over, and always the same one."""

from __future__ import annotations

from datetime import datetime

from netevent.attendees.queries import select_attendee
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.events.queries import select_event
from netevent.papers.certificates import queries
from netevent.papers.certificates.issued import Content, Issued

CODE_LENGTH = 16


class NotYet(Conflict):
    code = "certificate_not_yet"
    message = N_("Certificates of attendance are there once the event is over.")


class WasNotThere(Conflict):
    code = "certificate_not_there"
    message = N_("There is no certificate of attendance, because your badge was not scanned at the entrance.")


def issue(tx: Transaction, attendee_id: int, now: datetime) -> Issued:
    """The certificate of this attendee, issued now where there is none yet.

    Raises:
        NotFound: there is no such attendee.
        NotYet, WasNotThere: as they say.
    """
    found = queries.select_of_attendee(tx, attendee_id)
    if found is not None:
        return found
    attendee = existing(select_attendee(tx, attendee_id))
    issued = Issued(new_code(CODE_LENGTH), _content(tx, attendee_id, attendee.event_id, now), now)
    if queries.insert_certificate(tx, attendee.event_id, attendee_id, issued):
        return issued
    return existing(queries.select_of_attendee(tx, attendee_id))


def _content(tx: Transaction, attendee_id: int, event_id: int, now: datetime) -> Content:
    attendee = existing(select_attendee(tx, attendee_id))
    event = existing(select_event(tx, event_id))
    if not event.is_over(now):
        raise NotYet
    arrived_at = queries.select_arrival(tx, attendee_id)
    if arrived_at is None:
        raise WasNotThere
    return Content(
        name=f"{attendee.first_name} {attendee.last_name}".strip(),
        event=event.name.inside(attendee.language),
        start=event.details.start,
        end=event.details.end,
        zone=event.details.zone,
        place=event.details.location,
        organizer=queries.select_owner_name(tx, event_id),
        arrived_at=arrived_at,
        sessions=queries.select_attended(tx, attendee_id, now),
    )
