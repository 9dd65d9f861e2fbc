"""Rosters without a file, and what stands in the tables afterwards."""

from typing import Any

from sqlalchemy import func, select

from netevent.attendees.importing.attendee_file import AttendeeFile, AttendeeRow
from netevent.core.database import Database
from netevent.core.database.tables import attendee_types, attendees, events
from tests.factories import insert_event, insert_organizer


async def new_event(database: Database, **given: Any) -> int:
    return await insert_event(database, await insert_organizer(database), **given)


def attendee_file_row(number: int, **given: str) -> AttendeeRow:
    values = {
        "first_name": "Ada",
        "last_name": f"Byron {number}",
        "email": f"ada{number}@example.org",
        "organisation": "",
        "role": "",
        "phone": "",
        "linkedin": "",
        "type_name": "",
        "language": "",
    }
    return AttendeeRow(number, **(values | given))


def attendee_file_of(*rows: AttendeeRow) -> AttendeeFile:
    return AttendeeFile(rows, (), (), (), ())


def long_attendee_file(count: int) -> AttendeeFile:
    """Everybody with an organisation, a role, and one of three types."""
    kinds = ("General", "Speaker", "VIP")
    rows = (
        attendee_file_row(n, organisation="Gemeente Utrecht", role="Projectleider", type_name=kinds[n % 3])
        for n in range(2, count + 2)
    )
    return attendee_file_of(*rows)


async def attendee_rows(database: Database, event_id: int) -> list[Any]:
    statement = select(attendees).where(attendees.c.event_id == event_id).order_by(attendees.c.id)
    return await database.read(lambda tx: list(tx.execute(statement)))


async def type_names(database: Database, event_id: int) -> list[str]:
    statement = select(attendee_types.c.name).where(attendee_types.c.event_id == event_id)
    return await database.read(lambda tx: sorted(tx.execute(statement).scalars()))


async def count_of(database: Database, event_id: int) -> int:
    statement = select(func.count()).select_from(attendees).where(attendees.c.event_id == event_id)
    return await database.read(lambda tx: int(tx.execute(statement).scalar_one()))


async def seats_taken(database: Database, event_id: int) -> int:
    statement = select(events.c.seats_taken).where(events.c.id == event_id)
    return await database.read(lambda tx: int(tx.execute(statement).scalar_one()))
