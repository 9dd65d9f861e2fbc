"""The rules of meeting points. Called by `meeting_points.routes`, inside one transaction."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.appointments.slots.queries import Point
from netevent.changes import MeetingPointsChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.meeting_points import queries

MOST_POINTS = 200


class PointExists(Conflict):
    code = "point_exists"
    message = N_("There is already a meeting point called %(name)s. Choose another name.")


class TooManyPoints(Conflict):
    code = "too_many_points"
    message = N_("An event can have at most %(most)s meeting points.")


def add(tx: Transaction, event_id: int, name: str) -> None:
    """At the end of the list.

    Raises:
        PointExists, TooManyPoints: as they say.
    """
    lock_event(tx, event_id)
    if queries.count_points(tx, event_id) >= MOST_POINTS:
        raise TooManyPoints(most=MOST_POINTS)
    try:
        queries.insert_point(tx, event_id, name)
    except IntegrityError:
        raise PointExists(name=name) from None
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


def find(tx: Transaction, event_id: int, point_id: int) -> Point:
    return existing(queries.select_point(tx, event_id, point_id))
