"""What follows for announcements. Listed in `netevent.reactions`."""

from __future__ import annotations

from netevent.announcements.announcement import Audience
from netevent.announcements.queries import select_audiences, update_nobody
from netevent.announcements.recipients.queries import update_opened
from netevent.breakouts.queries import select_sessions
from netevent.changes import AnnouncementsChanged, AttendeeTypeRemoved, PersonalLinkOpened, SessionsChanged
from netevent.core import clock
from netevent.core.database import Transaction


def note_opened(tx: Transaction, change: PersonalLinkOpened) -> None:
    """Whoever comes in by the link has opened what was sent so far; the first time counts."""
    if update_opened(tx, change.person_id, clock.now()):
        tx.publish(AnnouncementsChanged(change.event_id))


def forget_type(tx: Transaction, change: AttendeeTypeRemoved) -> None:
    """What is for a type that goes is for nobody: a new one may get its number."""
    _forget(tx, change.event_id, {(Audience.type, change.type_id)})


def forget_sessions(tx: Transaction, change: SessionsChanged) -> None:
    """The same of sessions that are gone."""
    named = {one for one in select_audiences(tx, change.event_id) if one[0] is not Audience.type}
    if named:
        standing = {session.id for session in select_sessions(tx, change.event_id)}
        _forget(tx, change.event_id, {one for one in named if one[1] not in standing})


def _forget(tx: Transaction, event_id: int, gone: set[tuple[Audience, int]]) -> None:
    changed = [update_nobody(tx, event_id, *one) for one in sorted(gone)]
    if any(changed):
        tx.publish(AnnouncementsChanged(event_id))
