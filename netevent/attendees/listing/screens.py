"""The organizer's attendee list, live: who came in or went, and that there are others now."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.queries import AttendeeRow, Totals, select_rows, select_totals
from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.changes import (
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeCheckedIn,
    AttendeesChanged,
    CheckInUndone,
)
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveItem, LiveRegion, Screen

MOVEMENTS = (AttendeeCheckedIn, CheckInUndone, AttendanceCancelled, AttendanceResumed)
CHANGES = (*MOVEMENTS, AttendeesChanged)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list's page shows besides its live regions and its rows."""

    types: list[AttendeeType]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that the list differs: the reader's filter is known to the page alone, which fetches it."""


@dataclass(frozen=True, slots=True)
class ListTotals:
    totals: Totals


@dataclass(frozen=True, slots=True)
class ListRow:
    attendee: AttendeeRow


def read_page(tx: Transaction, event_id: int) -> ListPage:
    return ListPage(select_types(tx, event_id))


def read_fresh(tx: Transaction, event_id: int) -> Fresh:
    return Fresh()


def read_totals(tx: Transaction, event_id: int) -> ListTotals:
    return ListTotals(select_totals(tx, event_id))


def read_row(tx: Transaction, event_id: int, attendee_id: int) -> ListRow | None:
    rows = select_rows(tx, event_id, [attendee_id])
    return ListRow(rows[0]) if rows else None


ATTENDEE_LIST = Screen(
    "attendees",
    require_event_team,
    within="office",
    page=read_page,
    regions=(
        LiveRegion("attendees-fresh", "attendees/_fresh.html", read_fresh, (AttendeesChanged,), every=1.0),
        LiveRegion("attendee-counts", "attendees/_counts.html", read_totals, CHANGES, 0.5, refresh=True),
        live_status(*CHANGES),
    ),
    items=(
        LiveItem(
            "attendee-{key}-row",
            "attendees/_row.html",
            read_row,
            MOVEMENTS,
            lambda change, event_id: int(change.attendee_id),
        ),
    ),
)
