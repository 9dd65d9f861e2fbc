"""Rows for tests that need more than the people of `tests.door`.

Each `insert_…` fills in what a test does not care about and returns the new row's id. Everybody's
password is that of `tests.door`, so that its `log_in` lets them in.
"""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert

from netevent.core import clock
from netevent.core.credentials import compared, new_code, searched
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.tables import attendee_types, attendees, events, gates, organizers, staff
from tests.door import PASSWORD_HASH

_numbers = count(1)


async def insert_organizer(
    database: Database, *, email: str = "olivia@example.org", name: str = "Olivia Organizer", **given: Any
) -> int:
    row = {"email": email, "email_key": compared(email), "name": name, "password_hash": PASSWORD_HASH}
    return await _insert(database, organizers, row | given)


async def insert_event(database: Database, organizer_id: int, **given: Any) -> int:
    """An event of today, in UTC, with room for everybody."""
    row = {
        "organizer_id": organizer_id,
        "code": new_code(6),
        "name": "Smart Cities Summit",
        "start_time": clock.now().replace(microsecond=0),
        "end_time": clock.now().replace(microsecond=0) + timedelta(hours=8),
        "location": "Jaarbeurs, Utrecht",
        "max_attendees": 500,
        "time_zone": "UTC",
    }
    return await _insert(database, events, row | given)


async def insert_gate(database: Database, event_id: int, name: str = "Main", **given: Any) -> int:
    return await _insert(database, gates, {"event_id": event_id, "name": name} | given)


async def insert_type(database: Database, event_id: int, name: str = "General", **given: Any) -> int:
    row = {"event_id": event_id, "code": new_code(4), "name": name, "name_key": compared(name)}
    return await _insert(database, attendee_types, row | given)


async def insert_attendee(database: Database, event_id: int, **given: Any) -> int:
    """Somebody who is expected. The seat is not counted: give the event its `seats_taken`."""
    first = given.get("first_name", "Anna")
    last = given.get("last_name", "Attendee")
    email = given.get("email", f"attendee{next(_numbers)}@example.org")
    row = {
        "event_id": event_id,
        "email": email,
        "email_key": compared(email),
        "password_hash": PASSWORD_HASH,
        "first_name": first,
        "last_name": last,
        "organisation": "",
        "role": "",
        "attendee_code": new_code(),
        "search_key": searched(first, last, given.get("organisation"), email),
    }
    return await _insert(database, attendees, row | given)


async def insert_staff(
    database: Database, event_id: int, *, email: str = "stan@example.org", **given: Any
) -> int:
    """A member of staff who accepted the invitation."""
    row = {
        "event_id": event_id,
        "email": email,
        "email_key": compared(email),
        "password_hash": PASSWORD_HASH,
        "first_name": "Stan",
        "last_name": "Staff",
        "staff_code": new_code(8),
        "invite_used": True,
    }
    return await _insert(database, staff, row | given)


async def _insert(database: Database, table: Any, row: dict[str, Any]) -> int:
    def work(tx: Transaction) -> int:
        return inserted_id(tx.execute(insert(table).values(**row)))

    return await database.transaction(work)
