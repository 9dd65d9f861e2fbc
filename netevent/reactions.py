"""All rules that follow from changes. `app` and `cli` give them to the database, which runs them.

A rule stands in the feature that owns it. It runs in the transaction of the change: it is committed, rolled
back and, after a deadlock, run again with it. What only screens show of a change goes over the bus instead.
"""

from __future__ import annotations

from netevent.agenda.programme.reactions import forget_moved_up, tell_lost, tell_moved_up
from netevent.announcements.reactions import forget_sessions, forget_type, note_opened
from netevent.appointments.reactions import end_appointments, end_appointments_of_absent
from netevent.attendees.firsts import note_firsts
from netevent.attendees.history.reactions import record_absence, record_return
from netevent.attendees.versions import move_concerned
from netevent.badges.print_jobs.reactions import end_waiting_badges
from netevent.breakouts.reactions import cancel_seats, fill_seats
from netevent.changes import (
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeLeaves,
    AttendeeTypeRemoved,
    ConnectionEnded,
    EventSeatsFreed,
    LoginChanged,
    MeetingPointsChanged,
    MoneyGivenBack,
    PaymentPaid,
    PaymentsChanged,
    PersonalLinkOpened,
    ProfileChanged,
    SeatFreed,
    SeatGivenUp,
    SeatLost,
    SeatMovedUp,
    SessionsChanged,
)
from netevent.connections.reactions import move_versions
from netevent.core.database import Reactions
from netevent.events.reactions import move_version
from netevent.payments.invoices.reactions import correct_invoice
from netevent.push.reactions import end_subscriptions, push_notifications
from netevent.registration.orders.line.reactions import serve_line
from netevent.registration.orders.paying.reactions import tell_order
from netevent.registration.orders.settling.reactions import settle_order
from netevent.registration.reactions import release_seat
from netevent.registration.vouchers.reactions import end_vouchers

REACTIONS = (
    Reactions()
    .on(ConnectionEnded, end_appointments)
    .on(AttendanceCancelled, release_seat, cancel_seats, end_appointments_of_absent, record_absence)
    .on(EventSeatsFreed, serve_line)
    .on(PaymentPaid, settle_order)
    .on(PaymentsChanged, tell_order)
    .on(PersonalLinkOpened, note_opened)
    .on(AttendanceResumed, record_return)
    .on(AttendeeLeaves, end_waiting_badges)
    .on(AttendeeTypeRemoved, end_vouchers, forget_type)
    .on(SeatFreed, fill_seats)
    .on(SeatGivenUp, forget_moved_up)
    .on(SeatMovedUp, tell_moved_up)
    .on(SeatLost, tell_lost)
    .on(MeetingPointsChanged, move_version)
    .on(SessionsChanged, move_version, forget_sessions)
    .on(ProfileChanged, move_versions)
    .on(MoneyGivenBack, correct_invoice)
    .on(LoginChanged, end_subscriptions)
    .before_commit(note_firsts, move_concerned, push_notifications)
)
