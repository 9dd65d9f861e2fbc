"""What is pushed to the two people of a request or connection, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes import (
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    ProfileChanged,
    RequestDeclined,
    RequestWithdrawn,
)
from netevent.connections import queries, service
from netevent.connections.requests.queries import select_related_ids
from netevent.connections.requests.reading import Requests, read_requests
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.identity.guards import require_self
from netevent.live.screen import LiveItem, LiveRegion, Screen, Spread
from netevent.profiles.cards.card import Card

Between = ConnectionRequested | ConnectionMade | RequestWithdrawn | RequestDeclined | ConnectionEnded
BETWEEN = (ConnectionRequested, ConnectionMade, RequestWithdrawn, RequestDeclined, ConnectionEnded)


@dataclass(frozen=True, slots=True)
class RequestLists:
    requests: Requests


@dataclass(frozen=True, slots=True)
class PersonShown:
    card: Card


def read_lists(tx: Transaction, attendee_id: int) -> RequestLists:
    return RequestLists(read_requests(tx, attendee_id))


def read_person(tx: Transaction, attendee_id: int, person_id: int) -> PersonShown | None:
    """Somebody's card; None if the viewer may no longer find that person."""
    try:
        event_id = queries.select_event_id(tx, attendee_id)
        return PersonShown(service.find_card(tx, attendee_id, event_id, person_id))
    except NotFound:
        return None


def other_of(change: Between, attendee_id: int) -> int:
    return change.other_id if change.attendee_id == attendee_id else change.attendee_id


# Somebody may be typing on the own profile: the lists of others need not follow each character.
PROFILES = Spread(ProfileChanged, lambda change: int(change.attendee_id), select_related_ids, every=1.0)

REQUESTS = Screen(
    "requests",
    require_self,
    (LiveRegion("requests-list", "connections/_requests.html", read_lists, BETWEEN),),
    spreads=(PROFILES,),
    key="attendee_id",
    within="attendee",
    patient=True,
)

# The card of that person, where a page shows it, and what stands beside the name in the directory.
CARD = LiveItem("person-{key}-card", "connections/_card.html", read_person, BETWEEN, other_of)
RELATIONSHIP = LiveItem(
    "person-{key}-relationship", "connections/_relationship.html", read_person, BETWEEN, other_of
)
