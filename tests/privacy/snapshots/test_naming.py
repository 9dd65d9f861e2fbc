"""No table that names an attendee is forgotten by a snapshot."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from netevent.core.database.tables import jobs, metadata
from netevent.privacy.deletion.queries import BETWEEN
from netevent.privacy.snapshots.naming import (
    BELONGINGS,
    CELLS,
    JOURNALS,
    SEATS,
    naming_columns,
    naming_tables,
)

# Numbers of something, without a foreign key, and why a snapshot may pass over each.
THOUGHT_OF = {
    "scans.scanned_by_id": "staff and organizers",
    "room_scans.scanned_by_id": "staff, presenters and organizers",
    "logins.account_id": "logins do not come back",
    "login_accounts.account_id": "logins do not come back",
    "login_links.account_id": "of organizers and staff; links do not come back",
    "connections.low_id": "one of the two whom the row names",
    "connections.high_id": "one of the two whom the row names",
    "appointments.cancelled_by_id": "one of the two whom the row names",
    "breakout_session_rsvps.seat_of_id": "stays in the other one's row, and fits again",
    "bank_lines.payment_id": "money names orders, never an attendee",
    "invoices.payment_id": "the law keeps it as it is",
    "invoices.refund_id": "the law keeps it as it is",
    "notifications.attendee_id": "named in WITHOUT_KEY",
    "announcements.audience_id": "a type or a session",
    "notifications.subject_id": "follows what it is about",
}


def test_each_table_that_names_an_attendee_comes_back():
    assert naming_tables() == {*BELONGINGS, *JOURNALS, SEATS, CELLS}


def test_deleting_an_account_forgets_none_of_them():
    deleted = dict(BETWEEN)
    assert {table: naming_columns(table) for table in {*BELONGINGS} - {jobs}} == deleted


def test_each_number_without_a_foreign_key_was_thought_of():
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_id") and isinstance(column.type, Integer) and not column.foreign_keys
    }
    assert found == THOUGHT_OF.keys()


def test_a_new_table_is_found():
    """A twin: what the first test would fail with."""
    planted = Table("planted", metadata, Column("attendee_id", Integer, ForeignKey("attendees.id")))
    try:
        assert planted in naming_tables()
    finally:
        metadata.remove(planted)
