"""The personal link, mailed to many. What has left cannot come back; what still waits can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from netevent.attendees.writing import forget_first
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.core.jobs import Codec, Priority
from netevent.core.jobs.queries import delete_untouched
from netevent.events.details import Event, ends_at
from netevent.office.batches.batch import BatchKind, Deed, Divided, Left, Part
from netevent.office.batches.queries import Standing, select_mailed_since, select_standings
from netevent.registration.personal_link.queries import select_invitees_of
from netevent.registration.personal_link.service import HOLDS_AFTER_THE_EVENT, Links, send_link

RECENTLY = timedelta(minutes=10)
EVER = datetime(1970, 1, 1)  # noqa: DTZ001 - the database keeps UTC without a zone
# The job of each mail, the attendee, and whether it is the first mail to that one.
SENT = Codec(list[tuple[int, int, bool]])


class LinksOver(Conflict):
    code = "links_over"
    message = N_("This event is over. Its personal links no longer work.")


def check(event: Event, now: datetime) -> None:
    if now > ends_at(event.details.start, event.details.end) + HOLDS_AFTER_THE_EVENT:
        raise LinksOver


def divide(tx: Transaction, event_id: int, to: int, people: Sequence[int]) -> Divided:
    return _divided(tx, people, select_standings(tx, event_id, people))


def act(tx: Transaction, event_id: int, to: int, people: Sequence[int], links: Links) -> Deed:
    standing = select_standings(tx, event_id, people)
    divided = _divided(tx, people, standing)
    sent = [
        (job_id, one.attendee_id, not standing[one.attendee_id].was_mailed)
        for one in select_invitees_of(tx, event_id, divided.willing)
        if (job_id := send_link(tx, one, links, Priority.bulk))
    ]
    return Deed([attendee_id for _, attendee_id, _ in sent], divided.left, SENT.write(sent))


def undo(tx: Transaction, event_id: int, part: Part) -> Deed:
    """Who would have been mailed for the first time was not, unless something else was mailed since."""
    sent = SENT.read(part.kept)
    back = {one[1]: one[2] for one in sent if delete_untouched(tx, one[0])}
    others = select_mailed_since(tx, list(back), EVER)
    forget_first(tx, "mailed_at", [one for one, is_first in back.items() if is_first and one not in others])
    return Deed(list(back), {Left.mailed: [one for _, one, _ in sent if one not in back]})


def _divided(tx: Transaction, people: Sequence[int], standing: dict[int, Standing]) -> Divided:
    recent = select_mailed_since(tx, people, clock.now() - RECENTLY)
    willing: list[int] = []
    left: dict[Left, list[int]] = defaultdict(list)
    for one in people:
        reason = _reason(standing.get(one), one in recent)
        (willing if reason is None else left[reason]).append(one)
    return Divided(willing, left)


def _reason(one: Standing | None, is_recent: bool) -> Left | None:
    if one is None:
        return Left.gone
    if not (one.is_somebody and one.has_address):
        return Left.unreachable
    if one.is_unconfirmed:
        return Left.unconfirmed
    return Left.recent if is_recent else None


LINK_MAIL = BatchKind("mail", "mail", 100, divide, act, undo, check, is_mail=True)
