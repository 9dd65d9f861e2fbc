"""A type for many attendees, or none."""

from __future__ import annotations

from collections.abc import Sequence

from netevent.attendees.types.assigning import service
from netevent.attendees.types.assigning.service import Former
from netevent.core.database import Transaction
from netevent.core.jobs import Codec
from netevent.office.batches.batch import BatchKind, Deed, Divided, Left, Part
from netevent.office.batches.queries import select_standings
from netevent.registration.personal_link.service import Links

FORMER = Codec(list[Former])


def divide(tx: Transaction, event_id: int, to: int, people: Sequence[int]) -> Divided:
    standing = select_standings(tx, event_id, people)
    willing = [one for one in people if one in standing and standing[one].type_id != to]
    same = [one for one in people if one in standing and standing[one].type_id == to]
    return Divided(willing, {Left.same: same, Left.gone: [one for one in people if one not in standing]})


def act(tx: Transaction, event_id: int, to: int, people: Sequence[int], links: Links) -> Deed:
    """Raises `NotFound` where the type was deleted meanwhile."""
    formers = service.assign(tx, event_id, to, people)
    changed = sorted(person for one in formers for person in one.people)
    standing = select_standings(tx, event_id, people)
    same = [one for one in people if one in standing and one not in set(changed)]
    gone = [one for one in people if one not in standing]
    return Deed(changed, {Left.same: same, Left.gone: gone}, FORMER.write(formers))


def undo(tx: Transaction, event_id: int, part: Part) -> Deed:
    back = service.give_back(tx, event_id, part.to, FORMER.read(part.kept))
    there = select_standings(tx, event_id, part.changed)
    others = [one for one in part.changed if one not in set(back)]
    changed = [one for one in others if one in there]
    return Deed(back, {Left.changed: changed, Left.gone: [one for one in others if one not in there]})


TYPE = BatchKind("type", "tag", 200, divide, act, undo)
