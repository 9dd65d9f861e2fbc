"""SQL of what desks and dashboards show: counts, arrivals, the last scans, the open desks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, select, true

from netevent.attendees.predicates import is_attending
from netevent.checkin.dashboard.dashboard import (
    Counts,
    Desk,
    GateCount,
    Noted,
    NotedPerson,
    ScanRow,
    TypeCount,
)
from netevent.checkin.dashboard.pace import DeskScan
from netevent.checkin.scan import Outcome
from netevent.core.clock import EPOCH, minute_of
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, desks, gates, scans
from netevent.events.queries import select_zone

PEOPLE = func.count().label("people")
NEWEST_FIRST = (scans.c.received_at.desc(), scans.c.id.desc())


def select_counts(tx: Transaction, event_id: int, now: datetime) -> Counts:
    """From the attendees themselves, in two statements: the numbers agree with the table."""
    by_type, not_attending = _select_by_type(tx, event_id)
    checked_in = sum(count.checked_in for count in by_type)
    return Counts(
        event_id=event_id,
        zone=select_zone(tx, event_id),
        as_of=now,
        types=by_type,
        gates=_select_by_gate(tx, event_id, checked_in),
        checked_in=checked_in,
        coming=sum(count.coming for count in by_type),
        not_attending=not_attending,
    )


def _select_by_type(tx: Transaction, event_id: int) -> tuple[tuple[TypeCount, ...], int]:
    """People without a type are counted under an empty name, last."""
    inside: dict[str, int] = defaultdict(int)
    coming: dict[str, int] = defaultdict(int)
    not_attending = 0
    for row in tx.execute(BY_TYPE, {"event_id": event_id}):
        if row.checked_in or row.attendance_status == "attending":
            coming[row.name or ""] += row.people
            inside[row.name or ""] += row.people if row.checked_in else 0
        else:
            not_attending += row.people
    return tuple(TypeCount(name, inside[name], coming[name]) for name in coming), not_attending


def _select_by_gate(tx: Transaction, event_id: int, checked_in: int) -> tuple[GateCount, ...]:
    """People who came in at no gate, or at a deleted one, are counted under an empty name."""
    rows = tx.execute(BY_GATE, {"event_id": event_id})
    named = [GateCount(row.name, row.people or 0) for row in rows]
    elsewhere = checked_in - sum(count.checked_in for count in named)
    return tuple([*named, GateCount("", elsewhere)] if elsewhere > 0 else named)


def select_by_minute(tx: Transaction, event_id: int, since_minute: int) -> dict[int, int]:
    rows = tx.execute(
        select(attendees.c.checked_in_minute, PEOPLE)
        .where(attendees.c.event_id == event_id, attendees.c.checked_in_minute >= since_minute)
        .group_by(attendees.c.checked_in_minute)
    )
    return {row.checked_in_minute: row.people for row in rows}


def count_arrived_since(tx: Transaction, event_id: int, since: datetime) -> int:
    """Who came in since then and is still in. The minute leads the index to the few rows."""
    statement = select(PEOPLE).where(
        attendees.c.event_id == event_id,
        attendees.c.checked_in_minute >= minute_of(since),
        attendees.c.checked_in_at > since,
    )
    return int(tx.execute(statement).scalar_one())


def select_last_scans(
    tx: Transaction, event_id: int, outcomes: Collection[Outcome], most: int, since: datetime | None = None
) -> list[ScanRow]:
    """The newest scans with one of these outcomes, newest first: found in an index, then read."""
    found = select(scans.c.id).where(scans.c.event_id == event_id, *_one_of(outcomes))
    if since is not None:
        found = found.where(scans.c.received_at >= since)
    ids = list(tx.execute(found.order_by(*NEWEST_FIRST).limit(most)).scalars())
    if not ids:
        return []
    return [_scan_row(row) for row in tx.execute(LAST_SCANS.where(scans.c.id.in_(ids)))]


def select_gate_names(tx: Transaction, event_id: int) -> list[str]:
    statement = (
        select(gates.c.name).where(gates.c.event_id == event_id).order_by(gates.c.sort_order, gates.c.id)
    )
    return list(tx.execute(statement).scalars())


def select_desks(tx: Transaction, event_id: int) -> list[Desk]:
    rows = tx.execute(
        select(gates.c.name.label("gate"), desks.c.name)
        .select_from(desks.outerjoin(gates, gates.c.id == desks.c.gate_id))
        .where(desks.c.event_id == event_id)
        .order_by(desks.c.name)
    )
    return [Desk(row.gate or "", row.name) for row in rows]


def select_desk_scans(tx: Transaction, event_id: int, since: datetime, most: int) -> list[DeskScan]:
    """Who scanned when and where, on a clock that all desks share as well as they can; the newest first."""
    statement = (
        select(gates.c.name.label("gate"), scans.c.scanned_by, scans.c.scanned_at)
        .select_from(scans.outerjoin(gates, gates.c.id == scans.c.gate_id))
        .where(scans.c.event_id == event_id, scans.c.received_at >= since)
        .order_by(*NEWEST_FIRST)
        .limit(most)
    )
    return [DeskScan(row.gate or "", row.scanned_by, row.scanned_at) for row in tx.execute(statement)]


def select_noted(tx: Transaction, event_id: int, most: int) -> Noted:
    """Of whom the desk is told something: who is in, the last first, and who is still expected."""
    rows = tx.execute(NOTED, {"event_id": event_id}).all()
    inside = sorted((row for row in rows if row.checked_in), key=_entered, reverse=True)
    expected = [row for row in rows if not row.checked_in and row.is_attending]
    return Noted(
        tuple(_noted(row) for row in inside[:most]),
        tuple(_noted(row) for row in expected[:most]),
        len(inside),
        len(expected),
    )


def _entered(row: Row[Any]) -> datetime:
    at: datetime = row.checked_in_at or EPOCH
    return at


def _noted(row: Row[Any]) -> NotedPerson:
    entered_at = row.checked_in_at if row.checked_in else None
    return NotedPerson(row.id, row.first_name, row.last_name, row.door_note, entered_at, row.gate or "")


def select_scans_by_gate(tx: Transaction, event_id: int, since: datetime) -> dict[str, int]:
    """How many were let in at each gate since then."""
    counted = (
        select(scans.c.gate_id, PEOPLE)
        .where(
            scans.c.event_id == event_id,
            scans.c.outcome == Outcome.checked_in.value,
            scans.c.received_at >= since,
        )
        .group_by(scans.c.gate_id)
        .subquery("counted")
    )
    rows = tx.execute(
        select(gates.c.name, counted.c.people).select_from(
            counted.outerjoin(gates, gates.c.id == counted.c.gate_id)
        )
    )
    return {row.name or "": row.people for row in rows}


def _one_of(outcomes: Collection[Outcome]) -> list[ColumnElement[bool]]:
    """Nothing where all will do: another index is in the order of the journal."""
    if len(outcomes) == len(Outcome):
        return []
    values = [outcome.value for outcome in outcomes]
    return [scans.c.outcome == values[0] if len(values) == 1 else scans.c.outcome.in_(values)]


def _scan_row(row: Row[Any]) -> ScanRow:
    return ScanRow(
        id=row.id,
        outcome=Outcome(row.outcome),
        attendee_id=row.attendee_id,
        first_name=row.first_name or "",
        last_name=row.last_name or "",
        organisation=row.organisation or "",
        type_name=row.type_name or "",
        gate=row.gate or "",
        by=row.scanned_by,
        at=row.scanned_at,
        can_be_undone=bool(row.can_be_undone),
        code=row.code_scanned if row.attendee_id is None else "",
    )


# Counted first and named afterwards: the counting needs the index alone.
_by_type = (
    select(attendees.c.attendee_type_id, attendees.c.attendance_status, attendees.c.checked_in, PEOPLE)
    .where(attendees.c.event_id == bindparam("event_id"))
    .group_by(attendees.c.attendance_status, attendees.c.checked_in, attendees.c.attendee_type_id)
    .subquery("by_type")
)
BY_TYPE = (
    select(_by_type.c.attendance_status, _by_type.c.checked_in, _by_type.c.people, attendee_types.c.name)
    .select_from(_by_type.outerjoin(attendee_types, attendee_types.c.id == _by_type.c.attendee_type_id))
    .order_by(attendee_types.c.id.is_(None), attendee_types.c.id)
)
_by_gate = (
    select(attendees.c.checked_in_gate_id, PEOPLE)
    .where(attendees.c.event_id == bindparam("event_id"), attendees.c.checked_in == true())
    .group_by(attendees.c.checked_in_gate_id)
    .subquery("by_gate")
)
BY_GATE = (
    select(gates.c.name, _by_gate.c.people)
    .select_from(gates.outerjoin(_by_gate, _by_gate.c.checked_in_gate_id == gates.c.id))
    .where(gates.c.event_id == bindparam("event_id"))
    .order_by(gates.c.sort_order, gates.c.id)
)
# An index has those with a note, who are few.
NOTED = (
    select(
        attendees.c.id,
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.door_note,
        attendees.c.checked_in,
        attendees.c.checked_in_at,
        is_attending().label("is_attending"),
        gates.c.name.label("gate"),
    )
    .select_from(attendees.outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id))
    .where(attendees.c.event_id == bindparam("event_id"), attendees.c.door_note > "")
    .order_by(attendees.c.last_name, attendees.c.first_name, attendees.c.id)
)
# Of all scans of a badge, the one by which its owner is in now.
IS_THEIR_CHECK_IN = and_(
    scans.c.outcome == Outcome.checked_in.value,
    attendees.c.checked_in == true(),
    attendees.c.checked_in_at == scans.c.answer_at,
)
LAST_SCANS = (
    select(
        scans.c.id,
        scans.c.outcome,
        scans.c.attendee_id,
        scans.c.scanned_by,
        scans.c.scanned_at,
        scans.c.code_scanned,
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.organisation,
        IS_THEIR_CHECK_IN.label("can_be_undone"),
        attendee_types.c.name.label("type_name"),
        gates.c.name.label("gate"),
    )
    .select_from(
        scans.outerjoin(attendees, attendees.c.id == scans.c.attendee_id)
        .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
        .outerjoin(gates, gates.c.id == scans.c.gate_id)
    )
    .order_by(*NEWEST_FIRST)
)
