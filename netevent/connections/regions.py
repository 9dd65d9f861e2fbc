"""The live parts of requests and connections: pushed by `broadcasts`, asked for by a poll and by buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.connections import service
from netevent.connections.requests import queries
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.core.web.pages import dom_id
from netevent.live.region import Region
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


def read_view_regions(tx: Transaction, attendee_id: int, view: str) -> list[Region]:
    """What a page with that `live_view` shows. The reader narrows the list of connections: it asks itself."""
    if view == "requests":
        requests = read_requests(tx, attendee_id)
        return [Region("requests-list", "connections/_requests.html", {"requests": requests})]
    return [Region("people-fresh", "contacts/_people_fresh.html", {})] if view == "people" else []


def read_requests(tx: Transaction, attendee_id: int) -> Requests:
    since = clock.now() - NEW_FOR
    asking = select_cards(tx, attendee_id, queries.select_asking_ids(tx, attendee_id, LONGEST_LIST))
    return Requests(
        asking=asking,
        more=queries.count_waiting(tx, attendee_id) - len(asking),
        asked=select_cards(tx, attendee_id, queries.select_asked_ids(tx, attendee_id, LONGEST_LIST)),
        connected=select_cards(
            tx, attendee_id, queries.select_new_connection_ids(tx, attendee_id, since, NEW_AT_MOST)
        ),
        zone=queries.select_zone(tx, attendee_id),
    )


def read_person_regions(tx: Transaction, attendee_id: int, event_id: int, person_id: int) -> list[Region]:
    """What pages show of that person: the card, and what stands beside the name in the directory."""
    cards = read_card_regions(tx, attendee_id, event_id, person_id)
    target = dom_id("person", person_id, "tie")
    return cards + [Region(target, "connections/_relationship.html", one.context) for one in cards]


def read_card_regions(tx: Transaction, attendee_id: int, event_id: int, person_id: int) -> list[Region]:
    """The card of that person, where a page shows it; nothing for somebody who may not be found any more."""
    try:
        card = service.find_card(tx, attendee_id, event_id, person_id)
    except NotFound:
        return []
    return [Region(dom_id("person", person_id, "card"), "connections/_card.html", {"card": card})]
