"""The rules by which the belongings of two people become one's. Called by `doubles.service` under its locks.

Where both have the same, the better stays: the connection before the request, the seat before the place in
the line. What stands between the two ends; of two appointments at one time that of who stays is kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table

from netevent.appointments.appointment import OPEN
from netevent.appointments.service import end_clashing
from netevent.attendees import former_codes
from netevent.breakouts.rsvps import service as rsvps_service
from netevent.changes import (
    AppointmentChanged,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    NotificationsChanged,
    RoomChanged,
    RsvpChanged,
)
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    announcement_recipients,
    answers,
    appointment_cells,
    appointments,
    attendee_history,
    badge_prints,
    badge_scans,
    badge_texts,
    blocks,
    breakout_session_rsvps,
    certificates,
    connection_notes,
    connections,
    jobs,
    mails,
    not_doubles,
    notifications,
    print_jobs,
    push_refusals,
    push_subscriptions,
)
from netevent.notifications.service import dismiss
from netevent.office.doubles.moving import queries
from netevent.office.doubles.moving.queries import Row
from netevent.privacy.snapshots.naming import JOURNALS, SEATS, naming_columns

PAIRS = (connection_notes, blocks, badge_scans, not_doubles)
# What has an owner and nothing that could be there twice.
OWNED = (
    notifications,
    attendee_history,
    badge_texts,
    badge_prints,
    print_jobs,
    certificates,
    jobs,
    mails,
    announcement_recipients,
    push_refusals,
    push_subscriptions,
    SEATS,
    *JOURNALS,
)

# What each of the two may have about the same: one row of them stays.
TOLD_ONCE: dict[Table, tuple[str, ...]] = {
    notifications: ("kind", "subject_id"),
    announcement_recipients: ("announcement_id",),
    push_refusals: ("kind",),
}
# Of these everybody has one at most: that of who stays is kept.
ONE_EACH = (badge_texts, certificates)


def move_all(tx: Transaction, event_id: int, stays_id: int, gone_id: int, now: datetime) -> None:
    for table in (connections, appointments, *PAIRS):
        queries.delete_between(tx, table, stays_id, gone_id)
    _move_connections(tx, event_id, stays_id, gone_id)
    for table in PAIRS:
        _move_pairs(tx, table, stays_id, gone_id)
    _end_blocked(tx, event_id, stays_id)
    _move_seats(tx, event_id, stays_id, gone_id, now)
    _move_appointments(tx, event_id, stays_id, gone_id, now)
    _move_answers(tx, stays_id, gone_id)
    for table, names in TOLD_ONCE.items():
        queries.delete_doubled(tx, table, names, gone_id, stays_id)
    for table in ONE_EACH:
        if queries.select_rows(tx, table, stays_id):
            queries.delete_all_of(tx, table, gone_id)
    for table in OWNED:
        queries.update_owner(tx, table, "attendee_id", gone_id, stays_id)
    former_codes.update_owner(tx, gone_id, stays_id)
    tx.publish(NotificationsChanged(stays_id))


def _move_connections(tx: Transaction, event_id: int, stays_id: int, gone_id: int) -> None:
    """Nothing ends by it: that would end the appointments, too."""
    mine = {_other(row, stays_id): row for row in queries.select_rows(tx, connections, stays_id)}
    worse = []
    for row in queries.select_rows(tx, connections, gone_id):
        kept = mine.get(_other(row, gone_id))
        if kept and _worth(kept) >= _worth(row):
            worse.append(row)
            _tell_connection(tx, event_id, kept, (kept["attendee_id"], kept["connected_attendee_id"]))
            continue
        if kept:
            worse.append(kept)
            queries.delete_rows(tx, connections, [kept["id"]])
        _give_connection(tx, event_id, row, stays_id, gone_id)
    ids = [row["id"] for row in worse]
    for other_id, subject_id in queries.select_told_of_connections(tx, ids):
        dismiss(tx, (REQUEST, CONNECTION), subject_id, other_id)
    queries.delete_rows(tx, connections, ids)


def _give_connection(tx: Transaction, event_id: int, row: Row, stays_id: int, gone_id: int) -> None:
    pair = [stays_id if row[name] == gone_id else row[name] for name in naming_columns(connections)]
    asker_id, asked_id = pair
    values = {"attendee_id": asker_id, "connected_attendee_id": asked_id}
    low_id, high_id = sorted(pair)
    queries.update_row(tx, connections, row["id"], values | {"low_id": low_id, "high_id": high_id})
    _tell_connection(tx, event_id, row, (asker_id, asked_id))


def _tell_connection(tx: Transaction, event_id: int, row: Row, pair: tuple[int, int]) -> None:
    kind = ConnectionMade if row["status"] == "accepted" else ConnectionRequested
    tx.publish(kind(event_id, *pair))


def _worth(row: Row) -> int:
    if row["withdrawn_at"] is not None:
        return 0
    return {"accepted": 3, "pending": 2}.get(row["status"], 1)


def _other(row: Row, attendee_id: int) -> int:
    first, second = (int(row[name]) for name in naming_columns(connections))
    return second if first == attendee_id else first


def _move_pairs(tx: Transaction, table: Table, stays_id: int, gone_id: int) -> None:
    """In few statements: somebody may have scanned hundreds of badges."""
    names = naming_columns(table)
    mine = {tuple(row[name] for name in names): row for row in queries.select_rows(tx, table, stays_id)}
    theirs = queries.select_rows(tx, table, gone_id)
    queries.delete_all_of(tx, table, gone_id)
    new = []
    for row in theirs:
        pair = [stays_id if row[name] == gone_id else row[name] for name in names]
        if table is not_doubles:
            pair.sort()
        given = row | dict(zip(names, pair, strict=True))
        kept = mine.get(tuple(pair))
        if kept is None:
            new.append(given)
        elif table is connection_notes:
            kept |= _both_notes(kept, row)
    if table is connection_notes:
        queries.delete_all_of(tx, table, stays_id)
        new += mine.values()
    queries.insert_pairs(tx, table, new)


def _both_notes(kept: Row, other: Row) -> dict[str, Any]:
    """Nothing that was noted is lost."""
    texts = dict.fromkeys(text for text in (kept["note"], other["note"]) if text)
    return {
        "note": "\n".join(texts),
        "tags": kept["tags"] or other["tags"],
        "met_where": kept["met_where"] or other["met_where"],
    }


def _end_blocked(tx: Transaction, event_id: int, stays_id: int) -> None:
    """Who blocked one of the two has blocked both."""
    for connection_id, other_id in queries.select_blocked_pairs(tx, stays_id):
        dismiss(tx, (REQUEST, CONNECTION), connection_id, other_id, stays_id)
        queries.delete_rows(tx, connections, [connection_id])
        tx.publish(ConnectionEnded(event_id, stays_id, other_id))


def _move_seats(tx: Transaction, event_id: int, stays_id: int, gone_id: int, now: datetime) -> None:
    rows = queries.select_rows(tx, breakout_session_rsvps, stays_id)
    mine = {row["breakout_session_id"]: row for row in rows}
    for row in queries.select_rows(tx, breakout_session_rsvps, gone_id):
        session_id = row["breakout_session_id"]
        kept = mine.get(session_id)
        worse = row if kept and _rank(kept) >= _rank(row) else kept
        if worse:
            rsvps_service.cancel(tx, event_id, session_id, worse["attendee_id"], now)
            queries.delete_rows(tx, breakout_session_rsvps, [worse["id"]])
        if worse is not row:
            queries.update_row(tx, breakout_session_rsvps, row["id"], {"attendee_id": stays_id})
        tx.publish(RsvpChanged(event_id, session_id, stays_id))
        tx.publish(RoomChanged(event_id, session_id))
    queries.update_seats_of(tx, queries.select_seats_of(tx, gone_id), stays_id)


def _rank(row: Row) -> tuple[bool, int, int]:
    """In the room, with a seat, in the line and there the earlier."""
    order = {"registered": 2, "waitlisted": 1}.get(row["status"], 0)
    return row["entered_at"] is not None, order, -(row["number"] or 0)


def _move_answers(tx: Transaction, stays_id: int, gone_id: int) -> None:
    """To a question that both have answered, the later answer counts: it may withdraw a consent."""
    mine = {row["question_id"]: row for row in queries.select_rows(tx, answers, stays_id)}
    for row in queries.select_rows(tx, answers, gone_id):
        kept = mine.get(row["question_id"])
        if kept and kept["answered_at"] >= row["answered_at"]:
            queries.delete_rows(tx, answers, [row["id"]])
            continue
        if kept:
            queries.delete_rows(tx, answers, [kept["id"]])
        queries.update_row(tx, answers, row["id"], {"attendee_id": stays_id})


def _move_appointments(tx: Transaction, event_id: int, stays_id: int, gone_id: int, now: datetime) -> None:
    end_clashing(tx, gone_id, stays_id, now)
    queries.delete_clashing_cells(tx, gone_id, stays_id)
    rows = queries.select_rows(tx, appointments, gone_id)
    for table in (appointments, appointment_cells):
        for name in naming_columns(table):
            queries.update_owner(tx, table, name, gone_id, stays_id)
    queries.update_canceller(tx, gone_id, stays_id)
    for row in rows:
        people = (stays_id if row[name] == gone_id else row[name] for name in naming_columns(appointments))
        if row["status"] in OPEN:
            tx.publish(AppointmentChanged(event_id, row["id"], *people))
