"""The event of one browser test: its door, its people, and what the database says of its scans."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update

from netevent.core import clock
from netevent.core.credentials import ALPHABET, new_code
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    events,
    gates,
    organizers,
    scans,
    staff,
)
from tests import factories
from tests.servers.databases import blocking_engine

LETTERS = [sign for sign in ALPHABET if sign.isalpha()]
MAIN, EAST = "Main gate", "East gate"
ZONE = "Europe/Amsterdam"
OPERATOR = "operator@example.org"


@dataclass(frozen=True, slots=True)
class Guest:
    id: int
    name: str
    email: str
    code: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One scan as the database keeps it."""

    scan_id: str
    code: str
    attendee_id: int | None
    outcome: str
    gate: str | None


@dataclass(frozen=True, slots=True)
class Venue:
    """An event with two gates, an organizer, two staff members and eight guests, by their first names."""

    database: Database
    base_url: str
    event_id: int
    event_code: str
    gates: dict[str, int]
    organizer: str
    marta: str
    noor: str
    guests: dict[str, Guest]
    event_elsewhere: int
    badge_elsewhere: str

    @property
    def desk(self) -> str:
        return f"/staff/{self.event_id}/dashboard"

    @property
    def dashboard(self) -> str:
        return f"/organizer/event/{self.event_id}"

    async def organizer_id(self) -> int:
        statement = select(events.c.organizer_id).where(events.c.id == self.event_id)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    def code(self, name: str) -> str:
        return self.guests[name].code

    def link(self, name: str) -> str:
        """What the QR code of the guest's badge says."""
        return self.link_of(self.code(name))

    def link_of(self, code: str) -> str:
        return f"{self.base_url.upper()}/C/{code}"

    async def journal(self) -> list[JournalLine]:
        """All scans of the event in their order."""
        statement = (
            select(
                scans.c.scan_id,
                scans.c.code_scanned.label("code"),
                scans.c.attendee_id,
                scans.c.outcome,
                scans.c.answer_gate.label("gate"),
            )
            .where(scans.c.event_id == self.event_id)
            .order_by(scans.c.id)
        )
        rows = await self.database.read(lambda tx: tx.execute(statement).all())
        return [JournalLine(**row._mapping) for row in rows]

    async def inside(self) -> int:
        statement = select(func.count()).where(attendees.c.event_id == self.event_id, attendees.c.checked_in)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def let_in(self, name: str) -> None:
        """Another way in than through the server: no page hears of it."""
        statement = (
            update(attendees)
            .where(attendees.c.id == self.guests[name].id)
            .values(checked_in=True, checked_in_at=clock.now())
        )
        await self.database.transact(lambda tx: tx.execute(statement))


def insert_operator(url: str) -> None:
    """The server's first organizer, who is no venue's."""
    engine = blocking_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(organizers).values(**factories.organizer_row(email=OPERATOR)))
    engine.dispose()


async def make_venue(database: Database, base_url: str) -> Venue:
    return await database.transact(_insert_venue, database, base_url)


def _insert_venue(tx: Transaction, database: Database, base_url: str) -> Venue:
    mark = new_code(6).lower()  # the addresses of this test alone
    owner = factories.organizer_row(email=f"olga.{mark}@example.org", name="Olga Organizer")
    organizer_id = _insert(tx, organizers, owner)
    event = factories.event_row(organizer_id, time_zone=ZONE, seats_taken=8)
    event_id = _insert(tx, events, event)
    elsewhere = _insert(tx, events, factories.event_row(organizer_id, name="Another event", seats_taken=1))
    other = factories.attendee_row(elsewhere)
    _insert(tx, attendees, other)
    helpers = [_insert_member(tx, event_id, mark, name) for name in ("Marta", "Noor")]
    return Venue(
        database=database,
        base_url=base_url,
        event_id=event_id,
        event_code=event["code"],
        gates={
            name: _insert(tx, gates, {"event_id": event_id, "name": name, "sort_order": place})
            for place, name in enumerate((MAIN, EAST))
        },
        organizer=owner["email"],
        marta=helpers[0],
        noor=helpers[1],
        guests=_insert_guests(tx, event_id, mark),
        event_elsewhere=elsewhere,
        badge_elsewhere=other["attendee_code"],
    )


def _insert_member(tx: Transaction, event_id: int, mark: str, name: str) -> str:
    row = factories.staff_row(
        event_id, email=f"{name.lower()}.{mark}@example.org", first_name=name, last_name="Door"
    )
    _insert(tx, staff, row)
    return str(row["email"])


def _insert_guests(tx: Transaction, event_id: int, mark: str) -> dict[str, Guest]:
    types = {
        name: _insert(
            tx, attendee_types, {"event_id": event_id, "code": name, "name": name, "name_key": name.lower()}
        )
        for name in ("General", "Speaker", "VIP")
    }
    return {
        key: _insert_guest(tx, event_id, f"{key.lower()}.{mark}@example.org", types[kind], given)
        for key, kind, given in _guests()
    }


def _guests() -> list[tuple[str, str, dict[str, Any]]]:
    """Name in the tests, type, and what the list says of them. Codes have a digit, but for Ada's."""

    def guest(first: str, last: str, organisation: str, role: str = "", **more: Any) -> dict[str, Any]:
        code = {"attendee_code": new_code(9) + "7"}
        named = {"first_name": first, "last_name": last, "organisation": organisation, "role": role}
        return named | code | more

    mails = "".join(secrets.choice(LETTERS) for _ in range(10))
    return [
        ("Łukasz", "Speaker", guest("Łukasz", "Wiśniewski", "Politechnika Łódzka")),
        ("Françoise", "General", guest("Françoise", "Conil", "Université de Liège", "Researcher")),
        ("Sanne", "General", guest("Sanne", "van den Broek", "Gemeente Utrecht")),
        ("Jan", "General", guest("Jan", "Jansen", "Gemeente Delft")),
        ("Jan2", "VIP", guest("Jan", "Jansen", "TU Delft", "Professor")),
        ("Not", "General", guest("Not", "Coming", "Nowhere", attendance_status="not_attending")),
        ("Un", "General", guest("Un", "Paid", "Slow Bank", payment_status="pending")),
        ("Ada", "General", guest("Ada", "Letters", "All letters", attendee_code=mails)),
    ]


def _insert_guest(tx: Transaction, event_id: int, email: str, type_id: int, given: dict[str, Any]) -> Guest:
    row = factories.attendee_row(event_id, email=email, attendee_type_id=type_id, **given)
    name = f"{row['first_name']} {row['last_name']}"
    return Guest(_insert(tx, attendees, row), name, email, row["attendee_code"])


def _insert(tx: Transaction, table: Any, row: dict[str, Any]) -> int:
    return inserted_id(tx.execute(insert(table).values(**row)))
