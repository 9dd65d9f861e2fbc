"""The organizer's staff list, live: somebody accepts on a phone, or another window invites."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes import StaffChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.queries import select_may_be_over
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen
from netevent.staff.queries import Member, select_members


@dataclass(frozen=True, slots=True)
class StaffList:
    members: list[Member]


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Whether the desk may add people when all seats are taken."""

    over_capacity: bool


def read_list(tx: Transaction, event_id: int) -> StaffList:
    return StaffList(select_members(tx, event_id, clock.now()))


def read_settings(tx: Transaction, event_id: int) -> DeskSettings:
    return DeskSettings(select_may_be_over(tx, event_id))


# Only the status is refreshed: an open menu must not close under a finger.
STAFF = Screen(
    "staff",
    require_event_team,
    (
        LiveRegion("staff-{key}-list", "staff/_list.html", read_list, (StaffChanged,), every=0.5),
        live_status(StaffChanged),
    ),
    within="office",
    page=read_settings,
)
