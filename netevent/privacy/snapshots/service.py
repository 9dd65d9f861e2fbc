"""The rules of a snapshot: taking one before somebody is removed, and bringing that person back.

Called by `office`, inside its transaction. Locks: the event, the sessions, then the people by their ids. Who
comes back has the same number, badge and address. Logins do not come back, nor does what was mailed: links
and the address of the calendar.
"""

from __future__ import annotations

from netevent.attendees.writing import restore_row
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event, lock_session
from netevent.core.database.tables import attendees, breakout_session_rsvps
from netevent.core.errors import existing
from netevent.events import seats
from netevent.privacy.snapshots import queries
from netevent.privacy.snapshots.naming import BELONGINGS, CELLS, JOURNALS, ORDERS, SEATS, naming_columns
from netevent.privacy.snapshots.returning import Returning
from netevent.privacy.snapshots.snapshot import Refused, Restored, Row, Snapshot, typed_row

ROWS = (*BELONGINGS, *JOURNALS, SEATS)
BETWEEN = ("connections", "appointments")


def take(tx: Transaction, event_id: int, attendee_id: int) -> Snapshot:
    """All that there is of the attendee, who is locked until the commit.

    Raises:
        NotFound: the event has no such attendee, or the account was deleted.
    """
    lock_event(tx, event_id)
    lock_attendees(tx, attendee_id)
    person = existing(queries.select_person(tx, event_id, attendee_id))
    rows = {table.name: queries.select_belongings(tx, table, attendee_id) for table in ROWS}
    order_ids = [row["order_id"] for row in rows[SEATS.name]]
    rows[ORDERS.name] = queries.select_orders(tx, event_id, str(person["email_key"]), order_ids)
    rows[CELLS.name] = queries.select_cells(tx, _ids(rows["appointments"]))
    waited = [
        one
        for table in BETWEEN
        for one in queries.select_waiting_of_others(tx, attendee_id, table, _ids(rows[table]))
    ]
    return Snapshot(
        event_id, attendee_id, {attendees.name: [person], **rows}, _others(rows, attendee_id), waited
    )


def restore(tx: Transaction, snapshot: Snapshot) -> Restored:
    """Bring back who was removed by `privacy.deletion`. Of several at once one does.

    Refused, nothing has changed: see `Refused`. Between the person and others comes back what does not
    contradict what happened since: the other one is still there, the time is still free.
    """
    lock_event(tx, snapshot.event_id)
    for session_id in _session_ids(snapshot):
        lock_session(tx, snapshot.event_id, session_id)
    lock_attendees(tx, snapshot.attendee_id, *snapshot.others)
    person = typed_row(attendees, snapshot.rows[attendees.name][0])
    standing = queries.select_standing(tx, snapshot.attendee_id)
    refused = _refusal(tx, snapshot, person, standing)
    if refused:
        return Restored(snapshot.attendee_id, refused)
    person = queries.with_targets(tx, attendees, person) or person
    restore_row(tx, person, standing)
    return Returning(tx, snapshot).bring_back()


def _refusal(tx: Transaction, snapshot: Snapshot, person: Row, standing: Row | None) -> Refused | None:
    if not queries.select_has_event(tx, snapshot.event_id):
        return Refused.event_gone
    if standing and standing["attendee_code"] is not None:
        is_same = standing["attendee_code"] == person["attendee_code"]
        return Refused.not_removed if is_same else Refused.number_taken
    in_event = {"event_id": snapshot.event_id}
    if queries.select_has_other(tx, snapshot.attendee_id, email_key=person["email_key"], **in_event):
        return Refused.address_taken
    if queries.select_has_other(tx, snapshot.attendee_id, attendee_code=person["attendee_code"]):
        return Refused.code_taken
    needs_seat = standing is None and person["attendance_status"] == "attending"
    if needs_seat and not seats.hold(tx, snapshot.event_id):
        return Refused.event_full
    return None


def _session_ids(snapshot: Snapshot) -> list[int]:
    rows = snapshot.rows[breakout_session_rsvps.name]
    return sorted({int(row["breakout_session_id"] or 0) for row in rows})


def _ids(rows: list[Row]) -> list[int]:
    return [int(row["id"] or 0) for row in rows]


def _others(rows: dict[str, list[Row]], attendee_id: int) -> list[int]:
    found = {
        int(row[name] or 0)
        for table in BELONGINGS
        for row in rows[table.name]
        for name in naming_columns(table)
    }
    return sorted(found - {attendee_id, 0})
