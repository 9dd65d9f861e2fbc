"""Sanne among people: whom she knows, who asks her, whom she asked, and when she meets them.

One of them has the longest name that there can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from netevent.appointments import service as appointments
from netevent.appointments.appointment import Proposal
from netevent.connections import service as connections
from netevent.contacts import service as people_service
from netevent.contacts.queries import Note
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from tests import factories
from tests.browser.venue import Venue
from tests.people_paths import person_path

LONGEST = ("Wolfeschlegelsteinhausenbergerdorff" * 3)[:100]


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """The venue, its meeting point, and Sanne's appointments."""

    venue: Venue
    point_id: int
    agreed: int
    asked: int
    proposed: int
    cancelled: int

    @property
    def sanne(self) -> str:
        return self.venue.guests["Sanne"].email

    def person(self, name: str) -> str:
        """The path of somebody's card."""
        return person_path(self.venue.guests[name].id)


async def make_acquaintances(venue: Venue) -> Acquaintances:
    """Łukasz and Jan2 know Sanne; Françoise asks; she asked Jan, and blocked Un."""
    database, ids = venue.database, {name: guest.id for name, guest in venue.guests.items()}
    for name, met_how in (("Łukasz", "scan"), ("Jan2", "search")):
        await factories.insert_connection(database, ids["Sanne"], ids[name], met_how=met_how)
    point_id = await factories.insert_point(database, venue.event_id, LONGEST)
    await database.transact(_set_stage, venue=venue, long_id=ids["Jan2"])
    await database.transact(_ask, venue=venue, ids=ids)
    made = await database.transact(_arrange, ids=ids, point_id=point_id)
    return Acquaintances(venue, point_id, *made)


def attendee_pages(acquaintances: Acquaintances) -> list[str]:
    """Every page that Sanne can open."""
    person, known = acquaintances.person, acquaintances.venue.guests
    own = (acquaintances.agreed, acquaintances.asked, acquaintances.proposed, acquaintances.cancelled)
    return [
        "/attendee/dashboard",
        "/attendee/badge",
        "/attendee/connection-requests",
        "/attendee/people",
        "/attendee/people?q=nobody",
        "/attendee/people/find",
        "/attendee/people/find?q=zzz",
        *(person(name) for name in ("Sanne", "Łukasz", "Jan2", "Françoise", "Jan", "Ada", "Un")),
        *(f"{person('Łukasz')}/{more}" for more in ("note", "remove", "block")),
        "/attendee/announcements",
        "/attendee/notifications",
        "/attendee/blocked",
        "/appointments",
        *(f"/appointments/{appointment_id}" for appointment_id in own),
        f"/appointments/{acquaintances.agreed}/move",
        f"/appointments/new?with={known['Jan2'].id}",
        "/appointments/new?with=0",
        "/attendee/breakout-sessions",
        "/attendee/breakout-sessions?q=nothing",
        "/attendee/scan",
        f"/attendee/scan/{acquaintances.venue.code('Ada')}",
        "/attendee/profile",
        "/attendee/profile/photo",
        "/attendee/profile/preview",
        "/attendee/profile/answers",
        "/attendee/event/attendance",
        "/attendee/privacy",
        "/attendee/privacy/data",
        "/attendee/privacy/delete",
        "/attendee/request-link",
        "/accounts",
        "/organizer/dashboard",
    ]


def _set_stage(tx: Transaction, venue: Venue, long_id: int) -> None:
    """The event lasts until tomorrow evening, whatever the hour is now."""
    until = {"end_time": _tomorrow(18)}
    tx.execute(update(events).where(events.c.id == venue.event_id).values(until))
    fields = ("first_name", "last_name", "organisation", "role")
    names: dict[str, Any] = dict.fromkeys(fields, LONGEST) | {"introduction": LONGEST * 5}
    tx.execute(update(attendees).where(attendees.c.id == long_id).values(names))


def _ask(tx: Transaction, venue: Venue, ids: dict[str, int]) -> None:
    sanne = ids["Sanne"]
    connections.request(tx, ids["Françoise"], venue.event_id, sanne, "Your talk on bike data. " + LONGEST)
    connections.request(tx, sanne, venue.event_id, ids["Jan"], "We met in the queue.")
    connections.block(tx, sanne, ids["Un"])
    note = Note(note="Send the slides.\nBefore Friday.", tags=("slides", "Utrecht"), met_where="Coffee bar")
    people_service.save_note(tx, sanne, ids["Łukasz"], note)


def _arrange(tx: Transaction, ids: dict[str, int], point_id: int) -> tuple[int, int, int, int]:
    sanne, łukasz, long = ids["Sanne"], ids["Łukasz"], ids["Jan2"]
    agreed = appointments.propose(tx, sanne, łukasz, Proposal(_tomorrow(12), 30, point_id))
    appointments.accept(tx, łukasz, agreed, 1)
    asked = appointments.propose(
        tx, long, sanne, Proposal(_tomorrow(13), 15, None, LONGEST, "A walk? " + LONGEST)
    )
    appointments.propose(tx, łukasz, sanne, Proposal(_tomorrow(13), 15, None, "Another corner"))
    proposed = appointments.propose(tx, sanne, long, Proposal(_tomorrow(14), 60, point_id))
    cancelled = appointments.propose(tx, sanne, łukasz, Proposal(_tomorrow(15), 15, None, "The quay"))
    appointments.cancel(tx, sanne, cancelled, agreed=False)
    return agreed, asked, proposed, cancelled


def _tomorrow(hour: int) -> datetime:
    return (clock.now() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
