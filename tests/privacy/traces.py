"""A life at the event, so that there is something to read and to delete: of guest 1, among others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, insert, select

from netevent.badges.print_jobs.service import ask
from netevent.badges.printed.service import record_prints
from netevent.badges.texts.service import correct
from netevent.badges.texts.text import BadgeText
from netevent.core import clock
from netevent.core.database.tables import (
    appointment_cells,
    appointments,
    attendees,
    badge_prints,
    badge_scans,
    badge_texts,
    blocks,
    breakout_session_rsvps,
    breakout_sessions,
    certificates,
    connection_notes,
    connections,
    jobs,
    print_jobs,
    room_scans,
)
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.papers.certificates.issued import Content
from netevent.papers.certificates.queries import CONTENT
from tests.connections.relationships import block, relationship
from tests.door import Door

ANNA, BEN, CARA, DAN, EVE, FAY, GUS = 1, 2, 3, 4, 5, 6, 12
ADDRESS = "guest1@example.com"
SECRETS = ("ben@private.example", "+31 6 22222222", "about Anna, by Ben", "between Ben and Cara")


async def live(door: Door) -> None:
    """Anna knows Ben, was asked by Cara, asked Dan who declined, blocked Eve, and Fay blocked Anna."""
    await door.change_attendee(
        BEN, first_name="Ben", email=SECRETS[0], phone=SECRETS[1], shows_email="nobody"
    )
    await door.change_attendee(BEN, shows_phone="nobody")
    await relationship(door, ANNA, BEN, message="Hello Ben")
    await relationship(door, CARA, ANNA, "pending", message="Hello Anna")
    await relationship(door, ANNA, DAN, "rejected")
    await relationship(door, BEN, CARA, message="between Ben and Cara")
    now = clock.now().replace(microsecond=0)
    await put(door, connection_notes, **_note(ANNA, BEN, "met at the bar"))
    await put(door, connection_notes, **_note(BEN, ANNA, "about Anna, by Ben"))
    await block(door, ANNA, EVE)
    await block(door, FAY, ANNA)
    await put(door, badge_scans, scanner_id=ANNA, scanned_id=BEN, scanned_at=now)
    await put(door, badge_scans, scanner_id=DAN, scanned_id=ANNA, scanned_at=now)
    await put(door, appointments, **appointment(1, ANNA, BEN, "Coffee & cake"))
    await put(door, appointments, **appointment(2, BEN, CARA, "between Ben and Cara"))
    await put(door, appointment_cells, appointment_id=1, attendee_id=BEN, starts_at=now)
    times = {"start_time": now, "end_time": now}
    await put(door, breakout_sessions, id=1, code="S1", event_id=1, name="Open data", **times)
    await put(door, breakout_session_rsvps, breakout_session_id=1, attendee_id=ANNA, entered_at=now)
    await put(door, breakout_sessions, id=2, code="S2", event_id=1, name="Locks", waiting=3, **times)
    for number, who in enumerate((8, 9, ANNA), 1):
        line = {"breakout_session_id": 2, "status": "waitlisted", "number": number}
        await put(door, breakout_session_rsvps, attendee_id=who, **line)
    await put(door, breakout_sessions, id=3, code="S3", event_id=1, name="Queues", **times)
    await put(door, breakout_session_rsvps, breakout_session_id=3, attendee_id=ANNA, status="cancelled")
    for number, who in enumerate((ANNA, BEN)):
        await put(door, room_scans, **room_scan(number, who))
    await door.database.transact(record_prints, 1, [(ANNA, "0" * 64)], "Olga", "Main entrance", clock.now())
    await door.database.transact(correct, 1, ANNA, BadgeText("Dr. Ann", "", None), "Olga")
    await door.database.transact(ask, 1, ANNA, str(uuid4()), "Olga", None, clock.now())
    told = Content("Anna", "Event 1", now, now, "UTC", "", "Olga", now)
    row = {"code": "CERTIFICATE00001", "content": CONTENT.write(told), "issued_at": now}
    await put(door, certificates, event_id=1, attendee_id=ANNA, **row)
    for recipient, whose in ((ADDRESS, ANNA), (ADDRESS, GUS), (ADDRESS, None)):
        mail, to = WrittenMail(f"A mail of {whose}", "x", "x"), Recipient(recipient, "en", whose)
        await door.database.transact(queue_mail, mail, to)


async def put(door: Door, table: Table, **row: Any) -> None:
    await door.database.transact(lambda tx: tx.execute(insert(table).values(**row)))


async def rows(door: Door, table: Table) -> list[Any]:
    return await door.database.read(lambda tx: list(tx.execute(select(table))))


async def row_of(door: Door, attendee_id: int = ANNA) -> Any:
    statement = select(attendees).where(attendees.c.id == attendee_id)
    return await door.database.read(lambda tx: tx.execute(statement).first())


async def traces(door: Door, attendee_id: int = ANNA) -> list[str]:
    """The tables in which the attendee's number still stands."""
    tables = (
        appointments,
        connection_notes,
        connections,
        badge_scans,
        blocks,
        breakout_session_rsvps,
        badge_prints,
        badge_texts,
        print_jobs,
        certificates,
        jobs,
    )
    people = ("attendee_id", "other_id", "requester_id", "target_id", "scanner_id", "scanned_id")
    names = (*people, "connected_attendee_id", "blocker_id", "blocked_id")
    found = []
    for table in tables:
        kept = [row._mapping for row in await rows(door, table)]
        if any(row.get(name) == attendee_id for row in kept for name in names):
            found.append(table.name)
    return found


def room_scan(number: int, attendee_id: int) -> dict[str, Any]:
    return {
        "scan_id": f"scan-{number}",
        "breakout_session_id": 1,
        "attendee_id": attendee_id,
        "scanned_by_kind": "organizer",
        "scanned_by_id": 1,
        "scanned_by": "Olga",
        "code_scanned": f"BADGE{attendee_id}",
        "outcome": "checked_in",
        "scanned_at": clock.now(),
        "received_at": clock.now(),
    }


def _note(attendee_id: int, other_id: int, note: str) -> dict[str, Any]:
    return {"attendee_id": attendee_id, "other_id": other_id, "note": note, "updated_at": clock.now()}


def appointment(number: int, requester: int, target: int, notes: str) -> dict[str, Any]:
    start = clock.now().replace(microsecond=0) + timedelta(hours=1)
    return {
        "id": number,
        "event_id": 1,
        "requester_id": requester,
        "target_id": target,
        "appointment_time": start,
        "end_time": start + timedelta(minutes=30),
        "expires_at": start,
        "changed_at": clock.now(),
        "location": "Bar",
        "notes": notes,
        "status": "accepted",
    }
