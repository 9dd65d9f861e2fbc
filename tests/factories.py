"""People and things for tests: rows put into the database, and a browser that logs in.

Each `insert_…` fills in what a test does not care about and returns the new row's id. Everybody's
password is `PASSWORD`, hashed for real and once.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from argon2 import PasswordHasher
from quart import Quart
from quart.typing import TestClientProtocol
from sqlalchemy import insert
from werkzeug.datastructures import Headers

from netevent.app import create_app
from netevent.core import clock
from netevent.core.credentials import compared, new_code, searched
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.tables import attendee_types, attendees, events, gates, organizers, staff
from netevent.settings import Settings

PASSWORD = "a calm long password"

_numbers = count(1)


# ---- the application ------------------------------------------------------------------------------------


@asynccontextmanager
async def running_app(database_url: str, **settings: Any) -> AsyncIterator[Quart]:
    """The application, started and in the end stopped, on the given database."""
    given = {"secret_key": "s" * 48, "database_url": database_url} | settings
    read = Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic-settings' own argument
    app = create_app(read)
    async with app.test_app():
        yield app


def database_of(app: Quart) -> Database:
    found: Database = app.extensions["site"].database
    return found


# ---- a browser ------------------------------------------------------------------------------------------


async def log_in(client: TestClientProtocol, email: str) -> None:
    answer = await post(client, "/login", email=email, password=PASSWORD)
    assert answer.status_code == 303, answer.status_code


async def log_in_new_organizer(
    app: Quart, client: TestClientProtocol, email: str = "olivia@example.org"
) -> int:
    organizer_id = await insert_organizer(database_of(app), email=email)
    await log_in(client, email)
    return organizer_id


async def post(client: TestClientProtocol, path: str, /, **form: str) -> Any:
    """Send a form as the site's own page does, with its token."""
    token = await form_token(client)
    return await client.post(path, form=form, headers=Headers({"X-CSRF-Token": token}))


async def form_token(client: TestClientProtocol) -> str:
    text = await text_of(await client.get("/login"))
    found = re.search(r'<meta name="csrf-token" content="([^"]+)"', text)
    assert found is not None
    return found[1]


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


# ---- rows -----------------------------------------------------------------------------------------------


async def insert_organizer(
    database: Database, *, email: str = "olivia@example.org", name: str = "Olivia Organizer", **given: Any
) -> int:
    row = {"email": email, "email_key": compared(email), "name": name, "password_hash": password_hash()}
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
        "password_hash": password_hash(),
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
        "password_hash": password_hash(),
        "first_name": "Stan",
        "last_name": "Staff",
        "staff_code": new_code(8),
        "invite_used": True,
    }
    return await _insert(database, staff, row | given)


@cache
def password_hash() -> str:
    """Cheap to make and to check; the real cost is measured elsewhere."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


async def _insert(database: Database, table: Any, row: dict[str, Any]) -> int:
    def work(tx: Transaction) -> int:
        return inserted_id(tx.execute(insert(table).values(**row)))

    return await database.transaction(work)
