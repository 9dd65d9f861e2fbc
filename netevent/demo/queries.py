"""SQL of the demo: writes the story into an empty database, and reads what the greeting tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select

from netevent.attendees.predicates import is_attending
from netevent.attendees.types.queries import TypeDetails, insert_details
from netevent.attendees.writing import Details, NewAttendee, insert_attendees
from netevent.core.clock import minute_of
from netevent.core.credentials import NO_PASSWORD, new_code
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    attendees,
    events,
    gates,
    organizers,
    scans,
    staff,
)
from netevent.core.text.comparing import normalize_email
from netevent.demo import story as told
from netevent.demo.meeting_queries import insert_meetings
from netevent.demo.meetings import introduction, phone
from netevent.demo.people import Guest
from netevent.demo.sale import TYPES, VIP, VIPS_LEFT
from netevent.demo.session_queries import insert_sessions
from netevent.demo.story import DemoAccount, PastScan, Story
from netevent.events import seats
from netevent.identity.accounts import StaffRole

Hashes = Mapping[DemoAccount, str]
# Who is new may write to few people on the first day (`identity.mail_budget`).
HAS_ACCOUNT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DemoEvent:
    id: int
    code: str
    name: str
    start: datetime


@dataclass(frozen=True, slots=True)
class DemoBadge:
    """A badge that opens the door, or has done so."""

    code: str
    first_name: str
    last_name: str
    checked_in: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who is in, and since when."""

    id: int
    at: datetime


def select_demo_event(tx: Transaction) -> DemoEvent | None:
    row = tx.execute(select(events).where(events.c.code == told.EVENT_CODE)).first()
    return DemoEvent(row.id, row.code, row.name, row.start_time) if row else None


def select_owner_id(tx: Transaction, event_id: int) -> int:
    return int(tx.execute(select(events.c.organizer_id).where(events.c.id == event_id)).scalar_one())


def count_organizers(tx: Transaction) -> int:
    return int(tx.execute(select(func.count()).select_from(organizers)).scalar_one())


def select_badges(tx: Transaction, event_id: int, most: int) -> list[DemoBadge]:
    """Half of them in already, half expected; nobody whom the door would refuse."""
    return [
        DemoBadge(row.attendee_code, row.first_name, row.last_name, bool(row.checked_in))
        for is_in in (False, True)
        for row in tx.execute(
            select(attendees)
            .where(
                attendees.c.event_id == event_id,
                attendees.c.checked_in == is_in,
                is_attending(),
                attendees.c.payment_status != "pending",
            )
            .order_by(attendees.c.id)
            .limit(most // 2)
        )
    ]


def select_arrived(tx: Transaction, event_id: int) -> list[Arrived]:
    """In the order in which they came."""
    is_in = (attendees.c.event_id == event_id, attendees.c.checked_in)
    rows = tx.execute(select(attendees).where(*is_in).order_by(attendees.c.checked_in_at, attendees.c.id))
    return [Arrived(row.id, row.checked_in_at) for row in rows]


def select_first_gate_id(tx: Transaction, event_id: int) -> int:
    of_event = select(gates.c.id).where(gates.c.event_id == event_id)
    return int(tx.execute(of_event.order_by(gates.c.sort_order).limit(1)).scalar_one())


def insert_story(tx: Transaction, story: Story, hashes: Hashes, now: datetime) -> int:
    """Write everything down, and return the event. `hashes` are those of the accounts' passwords."""
    before = now - HAS_ACCOUNT_FOR
    accounts = (told.ORGANIZER, told.PRESENTER)
    owner, presenter = (_insert_organizer(tx, one, hashes, before) for one in accounts)
    event_id = _insert_event(tx, story, owner)
    gate_ids = [
        _insert(tx, gates, event_id=event_id, name=name, sort_order=n) for n, name in enumerate(told.GATES)
    ]
    type_ids = {one.name: insert_details(tx, event_id, _sized(one, story)) for one in TYPES}
    staff_ids = [_insert_staff(tx, event_id, one, hashes) for one in (told.STAFF, told.MORE_STAFF)]
    _insert_guests(tx, event_id, story, hashes, type_ids, gate_ids, now)
    guest_ids = _guest_ids(tx, event_id, story.guests)
    _insert_scans(tx, event_id, story, guest_ids, gate_ids, staff_ids)
    insert_sessions(tx, event_id, story, (presenter, owner), guest_ids)
    insert_meetings(tx, event_id, guest_ids[-len(told.OWN_GUESTS)], guest_ids, now)
    return event_id


def _insert(tx: Transaction, table: Table, **values: Any) -> int:
    return inserted_id(tx.execute(insert(table).values(values)))


def _insert_organizer(tx: Transaction, account: DemoAccount, hashes: Hashes, since: datetime) -> int:
    return _insert(
        tx,
        organizers,
        email=account.email,
        email_key=normalize_email(account.email),
        password_hash=hashes[account],
        name=f"{account.first_name} {account.last_name}",
        staff_code=new_code(),
        presents_only=account is told.PRESENTER,
        created_at=since,
    )


def _insert_event(tx: Transaction, story: Story, owner: int) -> int:
    return _insert(
        tx,
        events,
        organizer_id=owner,
        code=told.EVENT_CODE,
        name=told.EVENT_NAME,
        description=told.DESCRIPTION,
        start_time=story.start,
        end_time=story.end,
        location=told.LOCATION,
        max_attendees=told.MAX_ATTENDEES,
        time_zone=told.ZONE,
    )


def _sized(one: TypeDetails, story: Story) -> TypeDetails:
    """Of the VIPs there are a few seats more than guests who come."""
    coming = sum(guest.type_name == VIP and guest.state != "not_attending" for guest in story.guests)
    return replace(one, capacity=coming + VIPS_LEFT) if one.name == VIP else one


def _insert_staff(tx: Transaction, event_id: int, account: DemoAccount, hashes: Hashes) -> int:
    return _insert(
        tx,
        staff,
        event_id=event_id,
        email=account.email,
        email_key=normalize_email(account.email),
        password_hash=hashes[account],
        first_name=account.first_name,
        last_name=account.last_name,
        staff_code=new_code(),
        invite_used=True,
        # One of the two takes money, too.
        role=StaffRole.money if account is told.STAFF else StaffRole.door,
    )


def _insert_guests(
    tx: Transaction,
    event_id: int,
    story: Story,
    hashes: Hashes,
    type_ids: Mapping[str, int],
    gate_ids: Sequence[int],
    now: datetime,
) -> None:
    passwords = {one.email: hashes[one] for one in (told.ATTENDEE, told.OTHER_ATTENDEE)}
    entries = {scan.guest: scan for scan in story.scans if scan.outcome == "checked_in"}
    new = [
        NewAttendee(
            _details(number, guest),
            code=guest.code,
            password_hash=passwords.get(guest.email, NO_PASSWORD),
            columns={
                "introduction": introduction(number),
                "attendee_type_id": type_ids[guest.type_name],
                "attendance_status": "not_attending" if guest.state == "not_attending" else "attending",
                "payment_status": _payment(guest),
                "created_at": (now - timedelta(days=40 - number % 38)).replace(microsecond=0),
                **_arrival(entries.get(number), gate_ids),
            },
        )
        for number, guest in enumerate(story.guests)
    ]
    seats.hold(tx, event_id, len(new))
    insert_attendees(tx, event_id, new)


def _details(number: int, guest: Guest) -> Details:
    names = (guest.email, guest.first_name, guest.last_name, guest.organisation, guest.role)
    return Details(*names, phone=phone(number), language=guest.language)


def _payment(guest: Guest) -> str:
    if guest.state == "unpaid":
        return "pending"
    return "not_due" if guest.type_name == "Speaker" else "paid"


def _arrival(scan: PastScan | None, gate_ids: Sequence[int]) -> dict[str, object]:
    """The columns that project the check-in."""
    return {
        "checked_in": scan is not None,
        "checked_in_at": scan.at if scan else None,
        "checked_in_minute": minute_of(scan.at) if scan else None,
        "checked_in_gate_id": gate_ids[scan.gate] if scan else None,
        "checked_in_by": _scanner(scan) if scan else "",
    }


def _scanner(scan: PastScan) -> str:
    account = (told.STAFF, told.MORE_STAFF)[scan.by]
    return f"{account.first_name} {account.last_name}"


def _guest_ids(tx: Transaction, event_id: int, guests: Sequence[Guest]) -> list[int]:
    rows = tx.execute(
        select(attendees.c.attendee_code, attendees.c.id).where(attendees.c.event_id == event_id)
    )
    ids = {row.attendee_code: row.id for row in rows}
    return [ids[guest.code] for guest in guests]


def _insert_scans(
    tx: Transaction,
    event_id: int,
    story: Story,
    guest_ids: Sequence[int],
    gate_ids: Sequence[int],
    staff_ids: Sequence[int],
) -> None:
    entries = {scan.guest: scan for scan in story.scans if scan.outcome == "checked_in"}
    rows = []
    for scan in story.scans:
        entry = entries.get(scan.guest)
        rows.append(
            {
                "scan_id": scan.scan_id,
                "event_id": event_id,
                "attendee_id": None if scan.guest is None else guest_ids[scan.guest],
                "gate_id": gate_ids[scan.gate],
                "scanned_by_kind": "staff",
                "scanned_by_id": staff_ids[scan.by],
                "scanned_by": _scanner(scan),
                "code_scanned": scan.code,
                "outcome": scan.outcome,
                "scanned_at": scan.at,
                "received_at": scan.at + timedelta(milliseconds=40),
                "answer_at": entry.at if entry else None,
                "answer_gate": told.GATES[entry.gate] if entry else "",
                "answer_by": _scanner(entry) if entry else "",
            }
        )
    tx.execute(insert(scans), rows)
