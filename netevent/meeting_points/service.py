"""The rules of meeting points. Called by `meeting_points.routes`, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from netevent.appointments.slots.queries import Point, select_points
from netevent.changes import MeetingPointsChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.text.comparing import plain
from netevent.meeting_points import queries

MOST_POINTS = 200


class PointExists(Conflict):
    code = "point_exists"
    message = N_("There is already a meeting point called %(name)s. Choose another name.")


class TooManyPoints(Conflict):
    code = "too_many_points"
    message = N_("An event can have at most %(most)s meeting points.")


def add(tx: Transaction, event_id: int, names: Sequence[str]) -> None:
    """At the end of the list, in this order; those that are there already stay as they are.

    Raises:
        PointExists: all of them are there.
        TooManyPoints: as it says; then none is added.
    """
    lock_event(tx, event_id)
    there = queries.select_names(tx, event_id)
    new = _new(names, there)
    if not new:
        raise PointExists(name=names[0])
    if len(there) + len(new) > MOST_POINTS:
        raise TooManyPoints(most=MOST_POINTS)
    for name in new:
        _insert(tx, event_id, name)
    tx.publish(MeetingPointsChanged(event_id))


def rename(tx: Transaction, event_id: int, point_id: int, name: str) -> None:
    """The appointments there have the new name too.

    Raises:
        NotFound: the event has no such meeting point.
        PointExists: another one has this name.
    """
    try:
        is_there = queries.update_point(tx, event_id, point_id, name)
    except IntegrityError:
        raise PointExists(name=name) from None
    if not is_there:
        raise NotFound
    tx.publish(MeetingPointsChanged(event_id))


def remove(tx: Transaction, event_id: int, point_id: int) -> Point:
    """The appointments there stay, with the name of the place.

    Raises:
        NotFound: the event has no such meeting point.
    """
    point = find(tx, event_id, point_id)
    queries.update_places(tx, point)
    queries.delete_point(tx, event_id, point_id)
    tx.publish(MeetingPointsChanged(event_id))
    return point


def copy_all(tx: Transaction, from_id: int, to_id: int) -> None:
    """To a new event that has none yet."""
    for point in select_points(tx, from_id):
        queries.insert_point(tx, to_id, point.name)


def find(tx: Transaction, event_id: int, point_id: int) -> Point:
    return existing(queries.select_point(tx, event_id, point_id))


def _new(names: Sequence[str], there: Sequence[str]) -> list[str]:
    """Each once: two points that only an accent or a capital tells apart would be confused."""
    known = {plain(name) for name in there}
    by_key: dict[str, str] = {}
    for name in names:
        if plain(name) not in known:
            by_key.setdefault(plain(name), name)
    return list(by_key.values())


def _insert(tx: Transaction, event_id: int, name: str) -> None:
    try:
        queries.insert_point(tx, event_id, name)
    except IntegrityError:
        raise PointExists(name=name) from None
