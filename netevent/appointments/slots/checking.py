"""Whether two people can meet at a time and a place. Called by `appointments.service`, in its transaction."""

from __future__ import annotations

from datetime import datetime

from netevent.appointments import refusals
from netevent.appointments.appointment import Proposal
from netevent.appointments.overlaps import service as overlaps
from netevent.appointments.overlaps.overlap import Answer
from netevent.appointments.slots import hours
from netevent.appointments.slots import queries as slot_queries
from netevent.core.database import Transaction
from netevent.profiles.cards.card import Card


def check(
    tx: Transaction,
    viewer_id: int,
    other: Card,
    proposal: Proposal,
    now: datetime,
    answer: Answer,
    but_for: int | None = None,
) -> None:
    """Refuse a time that is not a slot, and one at which a person or the place is already taken.

    What overlaps is asked about last: nobody is asked about a time that cannot be.
    """
    require_both(tx, viewer_id, other)
    event_hours = slot_queries.select_event_hours(tx, other.event_id)
    if event_hours is None or not hours.is_possible(event_hours, proposal.start, proposal.minutes, now):
        raise refusals.NoSuchTime
    slots = hours.slots_of(proposal.start, proposal.minutes)
    at = (proposal.start, event_hours.zone)
    for person_id, refusal in ((viewer_id, refusals.YouAreTaken), (other.id, refusals.OtherIsTaken)):
        if slot_queries.select_busy(tx, person_id, slots[0], slots[-1], but_for) & set(slots):
            raise refusal(*at, name=other.name)
    _check_place(tx, other.event_id, proposal, at, but_for)
    overlaps.require_named(tx, viewer_id, proposal.start, proposal.end, answer)


def require_both(tx: Transaction, viewer_id: int, other: Card) -> None:
    if not slot_queries.select_are_attending(tx, other.event_id, viewer_id, other.id):
        raise refusals.NotAttending


def _check_place(
    tx: Transaction, event_id: int, proposal: Proposal, at: tuple[datetime, str], but_for: int | None
) -> None:
    if proposal.point_id is None:
        if not proposal.place:
            raise refusals.NoPlace
        return
    points = {point.id: point.name for point in slot_queries.select_points(tx, event_id)}
    if proposal.point_id not in points:
        raise refusals.PlaceGone
    slots = hours.slots_of(proposal.start, proposal.minutes)
    if proposal.point_id in slot_queries.select_taken(tx, (), slots, but_for).point_ids:
        raise refusals.PlaceTaken(*at, place=points[proposal.point_id])
