"""How many badges an event needs and how many are printed, live on the page that prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.badges.printed.queries import count_unprinted
from netevent.badges.sheets.queries import select_coming_types, select_last_printed_at
from netevent.changes import AttendeesChanged, BadgesChanged, BadgesPrinted
from netevent.core.database import Transaction
from netevent.events.queries import select_zone
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class Figures:
    """`coming`: who needs a badge. `unprinted`: who has none yet. `last_at`: None where none was printed."""

    coming: int
    unprinted: int
    last_at: datetime | None
    zone: str


def read_figures(tx: Transaction, event_id: int) -> Figures:
    coming = sum(select_coming_types(tx, event_id).values())
    last_at = select_last_printed_at(tx, event_id)
    return Figures(coming, count_unprinted(tx, event_id), last_at, select_zone(tx, event_id))


def read_types(tx: Transaction, event_id: int) -> list[tuple[AttendeeType, int]]:
    """With how many of each come."""
    coming = select_coming_types(tx, event_id)
    return [(one, coming.get(one.id, 0)) for one in select_types(tx, event_id)]


BADGE_SHEETS = Screen(
    "badges",
    require_event_team,
    (
        LiveRegion(
            "badge-figures",
            "badges/sheets/_figures.html",
            read_figures,
            (AttendeesChanged, BadgesPrinted, BadgesChanged),
            every=1.0,
        ),
    ),
    within="office",
)
