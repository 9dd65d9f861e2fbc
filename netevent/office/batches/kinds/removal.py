"""Removing many, each as if they had deleted the account; snapshots bring them back.

The photos' files stay until the undo has lapsed: then nobody names them, and they are swept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from netevent.changes import AttendeeLeaves
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event, lock_session
from netevent.core.database.tables import attendees
from netevent.core.jobs import Codec
from netevent.office.batches.batch import BatchKind, Deed, Divided, Left, Part
from netevent.office.batches.queries import select_session_ids, select_standings
from netevent.privacy.deletion.service import delete_account
from netevent.privacy.snapshots.service import restore, take
from netevent.privacy.snapshots.snapshot import Refused, Snapshot
from netevent.registration.personal_link.service import Links

SNAPSHOTS = Codec(list[Snapshot])
# Each is some forty statements, under the lock of the event, for which scans wait.
PART = 2
REASONS = {
    Refused.not_removed: Left.changed,
    Refused.address_taken: Left.returned,
    Refused.event_full: Left.no_seat,
}


def divide(tx: Transaction, event_id: int, to: int, people: Sequence[int]) -> Divided:
    standing = select_standings(tx, event_id, people)
    willing = [one for one in people if one in standing and standing[one].is_somebody]
    inside = [one for one in willing if standing[one].is_in]
    gone = sorted(set(people).difference(willing))
    return Divided(willing, {Left.counted: inside, Left.gone: gone})


def act(tx: Transaction, event_id: int, to: int, people: Sequence[int], links: Links) -> Deed:
    """The locks of all come first, in the order of everybody's."""
    lock_event(tx, event_id)
    for session_id in select_session_ids(tx, people):
        lock_session(tx, event_id, session_id)
    lock_attendees(tx, *people)
    divided = divide(tx, event_id, to, people)
    snapshots: list[Snapshot] = []
    for one in divided.willing:
        tx.publish(AttendeeLeaves(event_id, one))
        snapshots.append(take(tx, event_id, one))
        delete_account(tx, one)
    return Deed(divided.willing, divided.left, SNAPSHOTS.write(snapshots))


def undo(tx: Transaction, event_id: int, part: Part) -> Deed:
    """The last one first: what was between two of them stands in the snapshot of who went before."""
    back: list[int] = []
    left: dict[Left, list[int]] = defaultdict(list)
    for one in reversed(SNAPSHOTS.read(part.kept)):
        refused = restore(tx, one).refused
        if refused is None:
            back.append(one.attendee_id)
        else:
            left[REASONS.get(refused, Left.gone)].append(one.attendee_id)
    return Deed(back, left)


def photos_of(part: Part) -> list[str]:
    """The names of the photos of those whom this part removed."""
    if part.kind != REMOVAL.name:
        return []
    people = (one.rows[attendees.name][0] for one in SNAPSHOTS.read(part.kept))
    return [str(one["profile_picture"]) for one in people if one["profile_picture"]]


REMOVAL = BatchKind("remove", "trash-2", PART, divide, act, undo)
