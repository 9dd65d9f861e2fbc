"""The notifications of the tab People: somebody wants to connect, or became a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.connections.requests import queries
from netevent.core.database import Transaction
from netevent.core.i18n import N_, gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.core.web.paths import path
from netevent.notifications.kinds import DigestPart, NotificationKind, PushPart, PushText, Tab, Told
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


def push_request(content: object, names: bool) -> PushText:
    assert isinstance(content, Card)
    if not names:
        return PushText(gettext("Somebody wants to connect"))
    named = gettext("%(name)s wants to connect") % {"name": content.name or gettext("Someone")}
    return PushText(named, content.work)


def push_connection(content: object, names: bool) -> PushText:
    assert isinstance(content, NewConnection)
    if not names:
        return PushText(gettext("You have a new connection"))
    name = content.card.name or gettext("Someone")
    return PushText(gettext("You are now connected with %(name)s") % {"name": name}, content.card.work)


def requests_page(content: object) -> str:
    return path("connections.requests")


def connection_page(content: object) -> str:
    assert isinstance(content, NewConnection)
    return path("contacts.person", person_id=content.card.id)


def _counted(count: int) -> str:
    return ngettext("%(num)s request", "%(num)s requests", count) % {"num": number(count)}


PEOPLE = Tab("people", "connections.requests", queries.waiting_requests, _counted)
REQUEST = NotificationKind(
    "request",
    PEOPLE,
    read_requests,
    "connections/_request_toast.html",
    DigestPart("emails/digest/_requests", tell_request),
    push=PushPart(N_("Somebody wants to connect"), push_request, requests_page, is_urgent=True),
)
CONNECTION = NotificationKind(
    "connection",
    PEOPLE,
    read_connections,
    "connections/_connected_toast.html",
    push=PushPart(N_("Somebody accepts my request"), push_connection, connection_page),
)
