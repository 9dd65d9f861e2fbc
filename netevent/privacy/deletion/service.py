"""The rules of deleting an account. Called by `privacy.routes`, inside one transaction.

Who never came is removed, and the seat is free. Who is in stays in the counts, as a deleted attendee
without a name, an address or a badge. What becomes of orders: `registration.orders.leaving`.
"""

from __future__ import annotations

from collections.abc import Sequence

from netevent.appointments.notifications import KINDS
from netevent.breakouts.rsvps import service as rsvps_service
from netevent.changes import (
    AppointmentChanged,
    AttendeeLeaves,
    AttendeesChanged,
    ConnectionEnded,
    PrintJobsChanged,
)
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event
from netevent.core.errors import NotFound
from netevent.identity.accounts import Kind
from netevent.identity.queries import delete_login_account
from netevent.identity.service import end_logins_of
from netevent.notifications.service import dismiss
from netevent.privacy.deletion import queries
from netevent.privacy.deletion.queries import Appointment, Leaving
from netevent.registration.attendance import service as attendance_service
from netevent.registration.orders.leaving import service as orders


def delete_account(tx: Transaction, attendee_id: int, *, forgets_orders: bool = True) -> str:
    """Delete the account; all its logins end. Returns the photo's name: its files go after the commit.

    `forgets_orders`: the own orders lose name and address; not where the organizer cancels one, and mails.

    Raises:
        NotFound: the account is gone already.
    """
    leaving = _lock(tx, attendee_id)
    tx.publish(AttendeeLeaves(leaving.event_id, attendee_id))
    connections = queries.select_connections(tx, attendee_id)
    appointments = queries.select_appointments(tx, attendee_id)
    is_to_print = queries.select_is_to_print(tx, attendee_id)
    rsvps_service.cancel_all(tx, leaving.event_id, attendee_id, clock.now())
    queries.delete_traces(tx, attendee_id)
    queries.update_scans_without_code(tx, attendee_id)
    attendance_service.leave(tx, leaving.event_id, attendee_id)
    orders.leave(tx, leaving.event_id, attendee_id, forgets=forgets_orders)
    if not queries.delete_who_never_came(tx, attendee_id):
        queries.update_nameless(tx, attendee_id)
    end_logins_of(tx, Kind.attendee, attendee_id)
    delete_login_account(tx, Kind.attendee, attendee_id)
    _tell_others(tx, leaving, connections, appointments)
    tx.publish(AttendeesChanged(leaving.event_id))
    if is_to_print:
        tx.publish(PrintJobsChanged(leaving.event_id))
    return leaving.photo


def _lock(tx: Transaction, attendee_id: int) -> Leaving:
    """Nobody connects with or checks in who is being deleted. First the event, for the seat."""
    if known := queries.select_leaving(tx, attendee_id):
        lock_event(tx, known.event_id)
        lock_attendees(tx, attendee_id)
    leaving = queries.select_leaving(tx, attendee_id)
    if leaving is None:
        raise NotFound
    return leaving


def _tell_others(
    tx: Transaction,
    leaving: Leaving,
    connections: Sequence[tuple[int, int]],
    appointments: Sequence[Appointment],
) -> None:
    """Lists, requests and agendas that are open now lose what was between them, and nothing of it waits."""
    for connection_id, other_id in connections:
        dismiss(tx, (REQUEST, CONNECTION), connection_id, other_id)
        tx.publish(ConnectionEnded(leaving.event_id, leaving.id, other_id))
    for one in appointments:
        dismiss(tx, KINDS, one.id, one.requester_id, one.target_id)
        if one.is_planned:
            tx.publish(AppointmentChanged(leaving.event_id, one.id, one.requester_id, one.target_id))
