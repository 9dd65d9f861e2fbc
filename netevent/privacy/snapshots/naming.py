"""Which tables name an attendee. Read by `snapshots.queries` and by `office.doubles`.

Most do by a foreign key. A sweep (tests/privacy/snapshots/test_naming.py) holds that none is forgotten, and
that each number without a foreign key has been thought of.
"""

from __future__ import annotations

from sqlalchemy import Table

from netevent.core.database.tables import (
    announcement_recipients,
    answers,
    appointment_cells,
    appointments,
    attendee_history,
    attendees,
    badge_prints,
    badge_scans,
    badge_texts,
    blocks,
    breakout_session_rsvps,
    certificates,
    connection_notes,
    connections,
    former_codes,
    import_changes,
    jobs,
    mails,
    metadata,
    not_doubles,
    notifications,
    order_seats,
    orders,
    print_jobs,
    push_refusals,
    push_subscriptions,
    room_scans,
    scans,
)

# What goes with a person and comes back with one, in this order: what refers to another row comes later.
BELONGINGS: tuple[Table, ...] = (
    connections,
    connection_notes,
    blocks,
    badge_scans,
    appointments,
    breakout_session_rsvps,
    notifications,
    attendee_history,
    answers,
    former_codes,
    badge_texts,
    badge_prints,
    print_jobs,
    certificates,
    import_changes,
    not_doubles,
    jobs,
    mails,
    announcement_recipients,
    push_refusals,
    push_subscriptions,
)
# Of these there may be hundreds, and they refer to nothing but attendees.
BETWEEN_PEOPLE = {connections, connection_notes, blocks, badge_scans, not_doubles, attendee_history}
# Their rows stay, and forget whose badge it was.
JOURNALS: tuple[Table, ...] = (scans, room_scans)
# Its rows stay with their order, and forget whose seat it was; so do the orders that somebody placed.
SEATS, ORDERS = order_seats, orders
# They come and go with their appointment.
CELLS = appointment_cells
# They name an attendee without a foreign key.
WITHOUT_KEY: dict[Table, tuple[str, ...]] = {notifications: ("attendee_id",)}


def naming_columns(table: Table) -> tuple[str, ...]:
    """The columns that name whose row it is, or between whom."""
    found = (
        column.name
        for column in table.columns
        if any(key.column.table is attendees for key in column.foreign_keys)
    )
    return (*found, *WITHOUT_KEY.get(table, ()))


def naming_tables() -> set[Table]:
    return {table for table in metadata.tables.values() if naming_columns(table)}
