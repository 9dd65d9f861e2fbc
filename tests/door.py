"""The event at whose door the tests stand: its people, its badges, and the ways to scan them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from quart import Quart
from quart.typing import TestClientProtocol
from sqlalchemy import func, insert, select, update

from netevent.changes import Change
from netevent.checkin import service
from netevent.checkin.scan import Answer, Outcome, Scan, Scanner
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    events,
    gates,
    organizers,
    scans,
    staff,
)
from netevent.core.site import Application
from netevent.core.text.comparing import normalize_email
from netevent.identity.accounts import Kind
from netevent.identity.queries import select_accounts_by_email
from netevent.identity.service import select_viewer, start_login
from tests import factories
from tests.factories import PASSWORD as PASSWORD
from tests.factories import PASSWORD_HASH as PASSWORD_HASH

BADGES = 12
GATE, SIDE_GATE = 1, 2


@dataclass(slots=True)
class Door:
    """Event 1 with two gates and twelve attendees; event 2 is somebody else's, with one."""

    database: Database
    published: list[Change]
    event_id: int = 1

    async def scan(self, code: str, **changed: Any) -> Answer:
        scan = self.new_scan(code=code, **changed)
        return await self.database.transact(service.check_in, scan=scan)

    async def undo(self, attendee_id: int, **changed: Any) -> Answer:
        scan = self.new_scan(attendee_id=attendee_id, **changed)
        return await self.database.transact(service.undo, scan=scan)

    def new_scan(self, **changed: Any) -> Scan:
        values: dict[str, Any] = {
            "scan_id": str(uuid4()),
            "event_id": self.event_id,
            "by": Scanner(Kind.staff, 1, "Marta Door"),
            "scanned_at": clock.now(),
            "gate_id": GATE,
        }
        return Scan(**values | changed)

    async def change_attendee(self, attendee_id: int, **values: Any) -> None:
        statement = update(attendees).where(attendees.c.id == attendee_id).values(**values)
        await self.database.transact(lambda tx: tx.execute(statement))

    async def inside(self) -> int:
        statement = select(func.count()).select_from(attendees).where(attendees.c.checked_in)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def journal(self) -> Counter[Outcome]:
        rows = await self.database.read(lambda tx: tx.execute(select(scans.c.outcome)).scalars().all())
        return Counter(Outcome(row) for row in rows)


def badge(number: int) -> str:
    return f"BADGE{number:05}".translate(str.maketrans("01", "XY"))


async def make_door(database: Database) -> Door:
    door = Door(database, [])
    await database.transact(_insert_people)
    database.on_change = door.published.append
    return door


async def log_in(app: Quart, email: str) -> tuple[TestClientProtocol, dict[str, str]]:
    """A browser in which `email` is logged in, and the header that its unsafe requests carry.

    It begins the login as the form does once the password was right; the form is tried in `tests.identity`.
    """
    assert isinstance(app, Application)
    token, csrf_token = await app.site.database.transact(_start_login, normalize_email(email))
    client, (cookies,) = app.test_client(), app.extensions["QUART_AUTH"]
    client.set_cookie("localhost", cookies.cookie_name, cookies.dump_token(token, app))
    return client, {"X-CSRF-Token": csrf_token}


def _start_login(tx: Transaction, email_key: str) -> tuple[str, str]:
    accounts = [account for account, _ in select_accounts_by_email(tx, email_key, 20)]
    token = start_login(tx, accounts, accounts[0])
    viewer = select_viewer(tx, token_hash(token))
    assert viewer is not None
    return token, viewer.csrf_token


async def log_in_by_form(app: Quart, email: str) -> tuple[TestClientProtocol, dict[str, str]]:
    """The same as a person does it: the browser is a known one of theirs too."""
    client = app.test_client()
    await client.post(
        "/login",
        form={"email": email, "password": PASSWORD, "csrf_token": await token_of(client, "/login")},
    )
    return client, {"X-CSRF-Token": await token_of(client, "/accounts")}


async def token_of(client: TestClientProtocol, path: str) -> str:
    text = await (await client.get(path)).get_data(as_text=True)
    found = re.search(r'name="csrf-token" content="([^"]+)"', text)
    assert found, text
    return found[1]


def _insert_people(tx: Transaction) -> None:
    for number, name in ((1, "Olga"), (2, "Otto")):
        organizer = factories.organizer_row(id=number, name=name, email=f"{name.lower()}@example.com")
        tx.execute(insert(organizers).values(**organizer))
        tx.execute(insert(events).values(**_event(number)))
    tx.execute(
        insert(gates), [{"id": 1, "event_id": 1, "name": "Main"}, {"id": 2, "event_id": 1, "name": "East"}]
    )
    tx.execute(insert(gates).values(id=3, event_id=2, name="Elsewhere"))
    tx.execute(insert(attendee_types).values(id=1, event_id=1, code="VIP", name="VIP", name_key="vip"))
    tx.execute(insert(staff), [_member(1, 1, "marta"), _member(2, 2, "piet")])
    tx.execute(insert(attendees), [_attendee(number) for number in range(1, BADGES + 2)])


def _event(number: int) -> dict[str, Any]:
    start = clock.now() - timedelta(hours=1)
    return factories.event_row(
        number,
        id=number,
        code=f"EVENT{number}",
        name=f"Event {number}",
        start_time=start,
        end_time=start + timedelta(hours=8),
        location=None,
        max_attendees=None,
        time_zone="Europe/Amsterdam",
        seats_taken=BADGES if number == 1 else 1,
    )


def _member(number: int, event_id: int, name: str) -> dict[str, Any]:
    return factories.staff_row(
        event_id,
        id=number,
        email=f"{name}@example.com",
        first_name=name.title(),
        last_name="Door",
        staff_code=None,
    )


def _attendee(number: int) -> dict[str, Any]:
    """The last one belongs to the other event."""
    return factories.attendee_row(
        1 if number <= BADGES else 2,
        id=number,
        email=f"guest{number}@example.com",
        first_name=f"Guest{number}",
        last_name="Żółć",
        organisation="Café & Co",
        role=None,
        attendee_code=badge(number),
        attendee_type_id=1 if number <= 3 else None,
    )
