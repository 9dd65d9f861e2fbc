"""The notifications of the tab People: somebody wants to connect, or became a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.connections.requests import queries
from netevent.core.database import Transaction
from netevent.core.i18n import ngettext
from netevent.core.i18n.writing import number
from netevent.notifications.kinds import DigestPart, NotificationKind, Tab, Told
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_cards


@dataclass(frozen=True, slots=True)
class NewConnection:
    """Somebody who accepted the reader's request, or whose badge scan completed the connection."""

    card: Card
    is_mutual_scan: bool


def read_requests(
    tx: Transaction, attendee_id: int, connection_ids: Sequence[int], now: datetime
) -> dict[int, Card]:
    """The cards of the requesters, by the id of their request."""
    return _cards(tx, attendee_id, connection_ids, Relationship.asks)


def read_connections(
    tx: Transaction, attendee_id: int, connection_ids: Sequence[int], now: datetime
) -> dict[int, NewConnection]:
    cards = _cards(tx, attendee_id, connection_ids, Relationship.connected)
    scanners = queries.select_scanner_ids(tx, attendee_id, [card.id for card in cards.values()])
    return {
        number: NewConnection(card, card.met_how == "scan" and card.id in scanners)
        for number, card in cards.items()
    }


def _cards(
    tx: Transaction, attendee_id: int, connection_ids: Sequence[int], wanted: Relationship
) -> dict[int, Card]:
    people = queries.select_other_ids(tx, attendee_id, connection_ids)
    cards = select_cards(tx, attendee_id, people)
    return {card.connection_id: card for card in cards if card.relationship is wanted}


def tell_request(content: object) -> Told:
    assert isinstance(content, Card)
    return Told(content.name, content.work, content.message)


def _counted(count: int) -> str:
    return ngettext("%(num)s request", "%(num)s requests", count) % {"num": number(count)}


PEOPLE = Tab("people", "connections.requests", queries.waiting_requests, _counted)
REQUEST = NotificationKind(
    "request",
    PEOPLE,
    read_requests,
    "connections/_request_toast.html",
    DigestPart("emails/digest/_requests", tell_request),
)
CONNECTION = NotificationKind("connection", PEOPLE, read_connections, "connections/_connected_toast.html")
