"""The organizer's announcements, live: the list, and a page of one, which fetches its own figures."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.announcements.office.reading import AnnouncementList, read_list
from netevent.changes import AnnouncementsChanged, MailsChanged, PersonalLinkOpened
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen

# Of thousands of mails each tells the event: their figures are read once in this time.
EVERY = 2.0
OFTEN = 1.0


@dataclass(frozen=True, slots=True)
class Listed:
    listing: AnnouncementList


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that something has changed: the page alone knows which announcement and people it shows."""


def read_listed(tx: Transaction, event_id: int) -> Listed:
    return Listed(read_list(tx, event_id))


def read_fresh(tx: Transaction, event_id: int) -> Fresh:
    return Fresh()


ON = (AnnouncementsChanged, MailsChanged, PersonalLinkOpened)

ANNOUNCEMENTS = Screen(
    "announcements",
    require_event_team,
    (
        LiveRegion("announcements-{key}-list", "announcements/_list.html", read_listed, ON, EVERY),
        live_status(AnnouncementsChanged, MailsChanged),
    ),
    within="office",
)

ANNOUNCEMENT = Screen(
    "announcement",
    require_event_team,
    (
        LiveRegion("announcements-{key}-fresh", "announcements/_fresh.html", read_fresh, ON, OFTEN),
        live_status(AnnouncementsChanged, MailsChanged),
    ),
    within="office",
)
