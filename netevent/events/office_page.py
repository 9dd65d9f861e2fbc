"""The organizer's pages about an event: what every one of them shows in its frame, live.

Called by the routes of all features that have such pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netevent.changes import AttendeesChanged, StaffChanged
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.events.details import Event, NavFigures
from netevent.events.queries import select_event, select_nav_figures
from netevent.identity.guards import require_event_team, viewer
from netevent.identity.roles.queries import select_is_archived, select_role
from netevent.live.screen import LiveRegion, Screen

COUNT = "layouts/_nav_count.html"


@dataclass(frozen=True, slots=True)
class AnEvent:
    """What the pages are about."""

    event: Event


@dataclass(frozen=True, slots=True)
class NavCounts:
    nav_counts: NavFigures


def read_event(tx: Transaction, event_id: int) -> AnEvent:
    return AnEvent(existing(select_event(tx, event_id)))


def read_counts(tx: Transaction, event_id: int) -> NavCounts:
    return NavCounts(select_nav_figures(tx, event_id))


OFFICE = Screen(
    "office",
    require_event_team,
    (
        LiveRegion("nav-attendees", COUNT, read_counts, (AttendeesChanged,), 1.0, given={"of": "attendees"}),
        LiveRegion("nav-staff", COUNT, read_counts, (StaffChanged,), 1.0, given={"of": "staff"}),
    ),
    page=read_event,
)


async def office_page(template: str, event_id: int, screen: Screen | None = None, /, **context: Any) -> str:
    """A page in `layouts/office.html` about an event; of a live one, with what it shows.

    Its template knows the reader's `role` in the event's team, whether that one `may_edit`, and whether the
    event `is_archived`: then nobody may.

    Raises:
        NotFound: the event was deleted meanwhile, or the reader is no longer in its team.
    """
    return page(template, **await read(_frame, event_id, viewer().id, screen), **context)


def _frame(tx: Transaction, event_id: int, viewer_id: int, screen: Screen | None) -> dict[str, object]:
    """The reader's role says which buttons a page has; fragments do not know it."""
    role = existing(select_role(tx, viewer_id, event_id))
    is_archived = select_is_archived(tx, event_id)
    standing = {"role": role.value, "may_edit": role.may_edit and not is_archived, "is_archived": is_archived}
    shown = screen.context(tx, event_id) if screen else {}
    return OFFICE.context(tx, event_id) | shown | standing
