"""What the page of connection requests shows. Called by `connections.screens`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.connections.requests import queries
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.profiles.cards.card import Card
from netevent.profiles.cards.queries import select_cards

LONGEST_LIST = 100
NEW_FOR = timedelta(days=1)
NEW_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Requests:
    """Who asks (and how many more), whom the reader asked, who became a connection lately.

    `zone` is that of the event.
    """

    asking: list[Card]
    more: int
    asked: list[Card]
    connected: list[Card]
    zone: str


def read_requests(tx: Transaction, attendee_id: int) -> Requests:
    since = clock.now() - NEW_FOR
    asking = select_cards(tx, attendee_id, queries.select_asking_ids(tx, attendee_id, LONGEST_LIST))
    new_ids = queries.select_new_connection_ids(tx, attendee_id, since, NEW_AT_MOST)
    return Requests(
        asking=asking,
        more=queries.count_waiting(tx, attendee_id) - len(asking),
        asked=select_cards(tx, attendee_id, queries.select_asked_ids(tx, attendee_id, LONGEST_LIST)),
        connected=select_cards(tx, attendee_id, new_ids),
        zone=queries.select_zone(tx, attendee_id),
    )
