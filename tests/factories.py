"""Rows for tests: each `…_row` and `insert_…` fills in what a test does not care about.

`tests.door` makes its people of the rows; a test that needs others inserts them. Everybody's password is
the same, so that `door.log_in` lets them in.
"""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert

from netevent.attendees.search_keys import Listing, attendee_search_key, directory_key, order_keys
from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    breakout_session_organizers,
    breakout_session_rsvps,
    breakout_sessions,
    connections,
    event_organizers,
    events,
    gates,
    meeting_points,
    notifications,
    orders,
    organizers,
    staff,
)
from netevent.core.text.comparing import normalize_email, plain_name
from netevent.notifications.kinds import NotificationKind

PASSWORD = "the same for everybody"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
FOUND_BY = ("name", "organisation", "role")

_numbers = count(1)


def organizer_row(**given: Any) -> dict[str, Any]:
    row = {"email": "olivia@example.org", "name": "Olivia Organizer", "password_hash": PASSWORD_HASH} | given
    return {"email_key": normalize_email(row["email"])} | row


def event_row(organizer_id: int, **given: Any) -> dict[str, Any]:
    """An event of today, in UTC, with room for everybody."""
    now = clock.now().replace(microsecond=0)
    return {
        "organizer_id": organizer_id,
        "code": new_code(6),
        "name": "Smart Cities Summit",
        "start_time": now,
        "end_time": now + timedelta(hours=8),
        "location": "Jaarbeurs, Utrecht",
        "max_attendees": 500,
        "time_zone": "UTC",
    } | given


def attendee_row(event_id: int, **given: Any) -> dict[str, Any]:
    """Somebody who is expected. The seat is not counted: give the event its `seats_taken`."""
    row: dict[str, Any] = {
        "event_id": event_id,
        "email": f"attendee{next(_numbers)}@example.org",
        "password_hash": PASSWORD_HASH,
        "first_name": "Anna",
        "last_name": "Attendee",
        "organisation": "",
        "role": "",
        "attendee_code": new_code(),
    } | given
    shown = Listing(*(row.get(f"shows_{field}", "everyone") == "everyone" for field in FOUND_BY))
    words = (row["first_name"], row["last_name"], row["organisation"])
    search_keys = {
        "search_key": attendee_search_key(*words, row["email"]),
        "directory_key": directory_key(*words, row["role"], shown),
        **order_keys(*words),
    }
    return {"email_key": normalize_email(row["email"])} | search_keys | row


def staff_row(event_id: int, **given: Any) -> dict[str, Any]:
    """A member of staff who accepted the invitation."""
    row: dict[str, Any] = {
        "event_id": event_id,
        "email": "stan@example.org",
        "password_hash": PASSWORD_HASH,
        "first_name": "Stan",
        "last_name": "Staff",
        "staff_code": new_code(8),
        "invite_used": True,
    } | given
    return {"email_key": normalize_email(row["email"])} | row


async def insert_organizer(database: Database, **given: Any) -> int:
    return await _insert(database, organizers, organizer_row(**given))


async def insert_event(database: Database, organizer_id: int, **given: Any) -> int:
    return await _insert(database, events, event_row(organizer_id, **given))


async def insert_gate(database: Database, event_id: int, name: str = "Main", **given: Any) -> int:
    return await _insert(database, gates, {"event_id": event_id, "name": name} | given)


async def insert_type(database: Database, event_id: int, name: str = "General", **given: Any) -> int:
    row = {"event_id": event_id, "code": new_code(4), "name": name, "name_key": plain_name(name)}
    return await _insert(database, attendee_types, row | given)


async def insert_order(database: Database, event_id: int, **given: Any) -> int:
    """One that waits to be paid, of nobody: give it seats, or place one by the rules."""
    row: dict[str, Any] = {
        "event_id": event_id,
        "reference": new_code(12),
        "token_hash": new_code(10),
        "name": "Bea Buyer",
        "email": "bea@example.org",
        "language": "en",
        "total": 0,
        "currency": "EUR",
        "made_at": clock.now(),
    } | given
    return await _insert(database, orders, {"email_key": normalize_email(row["email"])} | row)


async def insert_attendee(database: Database, event_id: int, **given: Any) -> int:
    return await _insert(database, attendees, attendee_row(event_id, **given))


async def insert_staff(database: Database, event_id: int, **given: Any) -> int:
    return await _insert(database, staff, staff_row(event_id, **given))


async def insert_connection(database: Database, asker_id: int, asked_id: int, **given: Any) -> int:
    """Two who are connected, or have what `given` says between them."""
    now = clock.now()
    row = {
        "attendee_id": asker_id,
        "connected_attendee_id": asked_id,
        "low_id": min(asker_id, asked_id),
        "high_id": max(asker_id, asked_id),
        "status": "accepted",
        "asked_at": now,
        "answered_at": now,
    }
    return await _insert(database, connections, row | given)


async def insert_notification(
    database: Database, attendee_id: int, kind: NotificationKind, subject_id: int, **given: Any
) -> int:
    """One that was not seen, unless something else is given."""
    row = {"attendee_id": attendee_id, "kind": kind.name, "subject_id": subject_id}
    return await _insert(database, notifications, row | {"created_at": clock.now()} | given)


async def insert_point(database: Database, event_id: int, name: str = "Meeting point 4", **given: Any) -> int:
    return await _insert(database, meeting_points, {"event_id": event_id, "name": name} | given)


async def insert_session(
    database: Database, event_id: int, start: datetime, minutes: int = 45, *attendee_ids: int, **given: Any
) -> int:
    """A breakout session in which these attendees have a seat."""
    row = {
        "code": new_code(6),
        "event_id": event_id,
        "name": "Open data on the street",
        "start_time": start,
        "end_time": start + timedelta(minutes=minutes),
    }
    row |= {"seats_taken": len(attendee_ids)}
    session_id = await _insert(database, breakout_sessions, row | given)
    for attendee_id in attendee_ids:
        seat = {"breakout_session_id": session_id, "attendee_id": attendee_id, "changed_at": clock.now()}
        await _insert(database, breakout_session_rsvps, seat)
    return session_id


async def insert_co_organizer(database: Database, event_id: int, organizer_id: int, role: str) -> int:
    row = {"event_id": event_id, "organizer_id": organizer_id, "role": role}
    return await _insert(database, event_organizers, row)


async def insert_presenter(database: Database, session_id: int, organizer_id: int) -> int:
    row = {"breakout_session_id": session_id, "organizer_id": organizer_id}
    return await _insert(database, breakout_session_organizers, row)


async def _insert(database: Database, table: Any, row: dict[str, Any]) -> int:
    def work(tx: Transaction) -> int:
        return inserted_id(tx.execute(insert(table).values(**row)))

    return await database.transact(work)
