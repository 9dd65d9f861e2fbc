"""What follows for announcements. Listed in `netevent.reactions`."""

from __future__ import annotations

from netevent.announcements.recipients.queries import update_opened
from netevent.changes import AnnouncementsChanged, PersonalLinkOpened
from netevent.core import clock
from netevent.core.database import Transaction


def note_opened(tx: Transaction, change: PersonalLinkOpened) -> None:
    """Whoever comes in by the link has opened what was sent so far; the first time counts."""
    if update_opened(tx, change.person_id, clock.now()):
        tx.publish(AnnouncementsChanged(change.event_id))
