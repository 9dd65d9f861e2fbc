"""One person's belongings on their way back. Used by `snapshots.service`, which holds the locks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from netevent.attendees.queries import select_attendee
from netevent.breakouts import seats
from netevent.breakouts.queries import select_locked_session
from netevent.breakouts.session import Session
from netevent.changes import (
    AppointmentChanged,
    AttendeesChanged,
    ConnectionMade,
    ConnectionRequested,
    NotificationsChanged,
    ProfileChanged,
    RoomChanged,
    RsvpChanged,
    SeatFreed,
)
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointments,
    breakout_session_rsvps,
    connections,
    notifications,
)
from netevent.notifications.queries import update_unseen
from netevent.privacy.snapshots import queries
from netevent.privacy.snapshots.naming import (
    BELONGINGS,
    BETWEEN_PEOPLE,
    CELLS,
    JOURNALS,
    ORDERS,
    SEATS,
    naming_columns,
)
from netevent.privacy.snapshots.snapshot import Restored, Snapshot
from netevent.registration.orders.leaving.service import come_back, remember_buyer

Values = dict[str, Any]


@dataclass(slots=True)
class Returning:
    """`numbers` has for each table by which number a row is known now.

    `kept` are sessions that have a seat for this person alone, whoever waits.
    """

    tx: Transaction
    snapshot: Snapshot
    people: set[int] = field(default_factory=set)
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    waits_in: list[int] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)

    def bring_back(self) -> Restored:
        self.bring()
        self.tell()
        return Restored(
            self.snapshot.attendee_id,
            waits_in=tuple(self.waits_in),
            left_out=dict(self.left_out),
        )

    def bring(self) -> None:
        """Without telling: with the first that is told, seats that are free go to who waits."""
        known = {self.snapshot.attendee_id, *self.snapshot.others}
        self.people = queries.select_people(self.tx, known)
        for table in BELONGINGS:
            if table in BETWEEN_PEOPLE:
                self._bring_all(table)
                continue
            for row in self._rows(table):
                if not self._bring(table, row):
                    self.left_out[table.name] += 1
        for journal in JOURNALS:
            for row in self._rows(journal):
                queries.update_journal(self.tx, journal, row)
        self._bring_orders()
        for row in queries.typed(notifications, self.snapshot.waited):
            update_unseen(self.tx, row)

    def _bring_orders(self) -> None:
        """The seats that the person had, and what the own orders said of their buyer."""
        bought = {row["id"]: row for row in self._rows(ORDERS)}
        for row in bought.values():
            remember_buyer(self.tx, row)
        for row in self._rows(SEATS):
            if not come_back(self.tx, bought[row["order_id"]], row):
                self.left_out[SEATS.name] += 1

    def _rows(self, table: Table) -> list[Values]:
        return queries.typed(table, self.snapshot.rows.get(table.name, []))

    def _bring_all(self, table: Table) -> None:
        """At once: somebody may know hundreds of people."""
        rows = self._rows(table)
        known = [row for row in rows if {row[name] for name in naming_columns(table)} <= self.people]
        free = queries.select_free(self.tx, table, self.snapshot.attendee_id, known)
        if len(free) < len(rows):
            self.left_out[table.name] += len(rows) - len(free)
        self.numbers.setdefault(table.name, {}).update(queries.insert_all(self.tx, table, free))

    def _bring(self, table: Table, row: Values) -> bool:
        """False for what contradicts what stands now."""
        named = {row[name] for name in naming_columns(table)} - {None}
        full = queries.with_targets(self.tx, table, row) if named <= self.people else None
        if full is None or not queries.is_free(self.tx, table, full):
            return False
        return {
            appointments: self._bring_appointment,
            breakout_session_rsvps: self._bring_seat,
            notifications: self._bring_notification,
        }.get(table, lambda values: self._put(table, values))(full)

    def _put(self, table: Table, row: Values) -> bool:
        number = queries.insert_back(self.tx, table, row)
        self.numbers.setdefault(table.name, {})[row.get("id", 0)] = number
        return True

    def _bring_appointment(self, row: Values) -> bool:
        cells = [one for one in self._rows(CELLS) if one["appointment_id"] == row["id"]]
        whole = [queries.with_targets(self.tx, CELLS, one | {"appointment_id": None}) for one in cells]
        places = [one for one in whole if one and (one["attendee_id"] or one["meeting_point_id"])]
        if not all(queries.is_free(self.tx, CELLS, one) for one in places):
            return False
        self._put(appointments, row)
        number = self.numbers[appointments.name][row["id"]]
        for one in places:
            self._put(CELLS, one | {"appointment_id": number})
        return True

    def _bring_seat(self, row: Values) -> bool:
        """The seat where one is free and nobody waits, else a place in the line; a place as it was."""
        session_id = row["breakout_session_id"]
        session = select_locked_session(self.tx, self.snapshot.event_id, session_id)
        if session is None:
            return False
        now = row
        if row["status"] != "cancelled":
            self.changed.add(session_id)
        if row["status"] != "cancelled" and not self._comes():
            now = row | NOT_IN | {"status": "cancelled", "number": None}
        elif row["status"] == "waitlisted":
            seats.return_to_line(self.tx, session_id)
        elif row["status"] == "registered" and not self._takes_seat(session):
            (number,) = seats.join_line(self.tx, session_id, 1)
            line = {"status": "waitlisted", "number": number, "changed_at": clock.now(), "moved_up_at": None}
            now = row | NOT_IN | line
            self.waits_in.append(session_id)
        if now["entered_at"]:
            seats.enter_room(self.tx, session_id)
        return self._put(breakout_session_rsvps, now)

    def _takes_seat(self, session: Session) -> bool:
        if session.id in self.kept:
            self.kept.discard(session.id)
            return seats.take(self.tx, session.id, of_held=True)
        return not session.waiting and seats.take(self.tx, session.id)

    def _bring_notification(self, row: Values) -> bool:
        for table, kinds in queries.SUBJECTS.items():
            if row["kind"] in kinds:
                subject = self.numbers.get(table, {}).get(row["subject_id"])
                return subject is not None and self._put(notifications, row | {"subject_id": subject})
        return self._put(notifications, row)

    def _comes(self) -> bool:
        person = select_attendee(self.tx, self.snapshot.attendee_id)
        return person is not None and person.is_attending

    def tell(self) -> None:
        """Lists, cards, agendas and rooms that are open now."""
        event_id, attendee_id = self.snapshot.event_id, self.snapshot.attendee_id
        self.tx.publish(AttendeesChanged(event_id))
        self.tx.publish(ProfileChanged(event_id, attendee_id))
        self.tx.publish(NotificationsChanged(attendee_id))
        for row in self._returned(connections):
            kind = ConnectionMade if row["status"] == "accepted" else ConnectionRequested
            self.tx.publish(kind(event_id, row["attendee_id"], row["connected_attendee_id"]))
        for row in self._returned(appointments):
            number = self.numbers[appointments.name][row["id"]]
            self.tx.publish(AppointmentChanged(event_id, number, row["requester_id"], row["target_id"]))
        for other in {int(one["attendee_id"] or 0) for one in self.snapshot.waited}:
            self.tx.publish(NotificationsChanged(other))
        for session_id in sorted(self.changed):
            self.tx.publish(RsvpChanged(event_id, session_id, attendee_id))
            self.tx.publish(RoomChanged(event_id, session_id))
            self.tx.publish(SeatFreed(event_id, session_id))

    def _returned(self, table: Table) -> list[Values]:
        there = self.numbers.get(table.name, {})
        return [row for row in self._rows(table) if row["id"] in there]


NOT_IN: Values = {"entered_at": None, "entered_from": "", "seat_of_id": None}
