"""SQL of a scan: the badge, the check-in and its undoing, the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Text, bindparam, false, func, insert, select, true, update

from netevent.attendees.former_codes import owns_former
from netevent.attendees.writing import update_attendee
from netevent.checkin.scan import Answer, Outcome, Person, Scan
from netevent.core.clock import minute_of
from netevent.core.database import Transaction
from netevent.core.database.prepared import Prepared
from netevent.core.database.tables import attendee_types, attendees, gates, scans
from netevent.payments.payment import Money
from netevent.payments.settings.queries import select_settings


@dataclass(frozen=True, slots=True)
class Badge:
    """The attendee behind a code, and what decides at the door."""

    person: Person
    event_id: int
    is_attending: bool
    is_paid: bool
    is_in: bool
    checked_in_at: datetime | None
    checked_in_gate: str
    checked_in_by: str
    gate_here: str | None
    door_note: str = ""


def select_gate_name(tx: Transaction, event_id: int, gate_id: int | None) -> str | None:
    """The gate's name; None where it is no gate of this event (any more)."""
    statement = select(gates.c.name).where(gates.c.id == gate_id, gates.c.event_id == event_id)
    return tx.execute(statement).scalar()


def select_badge(tx: Transaction, scan: Scan) -> Badge | None:
    """By code: of any event, so that another event's badge can be called that. By id: of this event."""
    values: dict[str, object] = {"event_id": scan.event_id, "gate_id": scan.gate_id}
    if scan.attendee_id is not None:
        packed = BADGE_BY_ID.scalar(tx.connection, values | {"attendee_id": scan.attendee_id})
    else:
        values["code"] = _ascii(scan.code)
        packed = BADGE_BY_CODE.scalar(tx.connection, values)
        packed = packed or BADGE_BY_FORMER_CODE.scalar(tx.connection, values)
    return _badge(packed) if packed else None


def update_attendee_in(
    tx: Transaction, scan: Scan, attendee_id: int, at: datetime, gate_id: int | None
) -> bool:
    """Let the attendee in; of many calls at once exactly one gets True."""
    values = {
        "b_id": attendee_id,
        "b_event_id": scan.event_id,
        "at": at,
        "minute": minute_of(at),
        "gate": gate_id,
        "by": scan.by.name,
    }
    return UPDATE_IN.count(tx.connection, values) == 1


def update_attendee_out(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    return update_attendee(
        tx,
        attendee_id,
        attendees.c.event_id == event_id,
        attendees.c.checked_in == true(),
        checked_in=False,
        checked_in_at=None,
        checked_in_minute=None,
        checked_in_gate_id=None,
        checked_in_by="",
        version=attendees.c.version + 1,
    )


def insert_scan(
    tx: Transaction, scan: Scan, answer: Answer, received_at: datetime, gate_id: int | None
) -> None:
    """Add the scan to the journal, with its answer.

    Raises:
        sqlalchemy.exc.IntegrityError: this scan is in the journal already.
    """
    INSERT_SCAN.count(
        tx.connection,
        {
            "scan_id": scan.scan_id,
            "event_id": scan.event_id,
            "attendee_id": answer.attendee.id if answer.attendee else None,
            "gate_id": gate_id,
            "scanned_by_kind": scan.by.kind.value,
            "scanned_by_id": scan.by.id,
            "scanned_by": scan.by.name,
            "code_scanned": scan.code[:64],
            "outcome": answer.outcome.value,
            "scanned_at": scan.scanned_at,
            "received_at": received_at,
            "answer_at": answer.checked_in_at,
            "answer_gate": answer.gate,
            "answer_by": answer.by,
        },
    )


def select_answer(tx: Transaction, event_id: int, scan_id: str) -> Answer | None:
    """The answer that a scan got, from the journal."""
    row = tx.execute(ANSWER, {"event_id": event_id, "scan_id": scan_id}).first()
    if row is None:
        return None
    return Answer(
        outcome=Outcome(row.outcome),
        scan_id=row.scan_id,
        attendee=person(row) if row.id is not None else None,
        checked_in_at=row.answer_at,
        gate=row.answer_gate,
        by=row.answer_by,
        gate_here=row.gate_here or "",
        at=row.scanned_at,
        door_note=row.door_note or "",
    )


def select_due(tx: Transaction, event_id: int, attendee_id: int) -> Money | None:
    """What this one still has to pay: what was written down, or the price of the type; None: neither."""
    statement = (
        select(attendees.c.amount_due, attendee_types.c.price)
        .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
        .where(attendees.c.id == attendee_id, attendees.c.event_id == event_id)
    )
    row = tx.execute(statement).first()
    amount = None if row is None else row.amount_due or row.price
    return Money(Decimal(amount), select_settings(tx, event_id).currency) if amount else None


def select_has_let_in(tx: Transaction, event_id: int) -> bool:
    """Whether a desk of the event ever let somebody in, also if that was undone."""
    statement = select(scans.c.id).where(
        scans.c.event_id == event_id, scans.c.outcome == Outcome.checked_in.value
    )
    return tx.execute(statement.limit(1)).first() is not None


def _ascii(code: str) -> str:
    """Codes are ASCII, and MySQL refuses to compare them with anything else. No code has a question mark."""
    return code.encode("ascii", "replace").decode("ascii")


def _badge(packed: str) -> Badge:
    *about, event_id, attendance, payment, is_in, since, gate, by, gate_here, note = json.loads(packed)
    number, *words = about
    return Badge(
        person=Person(number, *(word or "" for word in words)),
        event_id=event_id,
        is_attending=attendance == "attending",
        is_paid=payment != "pending",
        is_in=bool(is_in),
        checked_in_at=datetime.fromisoformat(since) if since else None,
        checked_in_gate=gate or "",
        checked_in_by=by,
        gate_here=gate_here,
        door_note=note,
    )


def person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation or "",
        role=row.role or "",
        type_name=row.type_name or "",
        code=row.attendee_code or "",
    )


PERSON = (
    attendees.c.id,
    attendees.c.first_name,
    attendees.c.last_name,
    attendees.c.organisation,
    attendees.c.role,
    attendees.c.attendee_code,
    attendee_types.c.name.label("type_name"),
)
_was_in_at = gates.alias("was_in_at")
_is_here = gates.alias("is_here")
_gate_here = (
    select(_is_here.c.name)
    .where(_is_here.c.id == bindparam("gate_id"), _is_here.c.event_id == bindparam("event_id"))
    .scalar_subquery()
)
# One column instead of fifteen: aiomysql spends more time on describing columns than on all else here.
_BADGE = select(
    func.json_array(
        attendees.c.id,
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.organisation,
        attendees.c.role,
        attendee_types.c.name,
        attendees.c.attendee_code,
        attendees.c.event_id,
        attendees.c.attendance_status,
        attendees.c.payment_status,
        attendees.c.checked_in,
        attendees.c.checked_in_at,
        _was_in_at.c.name,
        attendees.c.checked_in_by,
        _gate_here,
        attendees.c.door_note,
        type_=Text,
    )
).select_from(
    attendees.outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id).outerjoin(
        _was_in_at, _was_in_at.c.id == attendees.c.checked_in_gate_id
    )
)
BADGE_BY_CODE = Prepared(_BADGE.where(attendees.c.attendee_code == bindparam("code")))
BADGE_BY_ID = Prepared(
    _BADGE.where(attendees.c.id == bindparam("attendee_id"), attendees.c.event_id == bindparam("event_id"))
)
BADGE_BY_FORMER_CODE = Prepared(_BADGE.where(owns_former()))
UPDATE_IN = Prepared(
    update(attendees)
    .where(
        attendees.c.id == bindparam("b_id"),
        attendees.c.event_id == bindparam("b_event_id"),
        attendees.c.checked_in == false(),
        attendees.c.attendance_status == "attending",
        attendees.c.payment_status != "pending",
    )
    .values(
        checked_in=True,
        checked_in_at=bindparam("at"),
        checked_in_minute=bindparam("minute"),
        checked_in_gate_id=bindparam("gate"),
        checked_in_by=bindparam("by"),
        version=attendees.c.version + 1,
    )
)
INSERT_SCAN = Prepared(
    insert(scans),
    "scan_id",
    "event_id",
    "attendee_id",
    "gate_id",
    "scanned_by_kind",
    "scanned_by_id",
    "scanned_by",
    "code_scanned",
    "outcome",
    "scanned_at",
    "received_at",
    "answer_at",
    "answer_gate",
    "answer_by",
)
ANSWER = (
    select(
        scans.c.scan_id,
        scans.c.outcome,
        scans.c.scanned_at,
        scans.c.answer_at,
        scans.c.answer_gate,
        scans.c.answer_by,
        *PERSON,
        attendees.c.door_note,
        gates.c.name.label("gate_here"),
    )
    .select_from(
        scans.outerjoin(attendees, attendees.c.id == scans.c.attendee_id)
        .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
        .outerjoin(gates, gates.c.id == scans.c.gate_id)
    )
    .where(scans.c.scan_id == bindparam("scan_id"), scans.c.event_id == bindparam("event_id"))
)
