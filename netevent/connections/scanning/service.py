"""The rules of scanning each other's badges. Called by the routes of the camera and of the badge's link.

Two who scanned each other are connected at once: each showed the badge to the other. Whoever declined or
withdrew since the own scan has to scan again: an older scan connects nobody.
"""

from __future__ import annotations

from netevent.connections import queries, service
from netevent.connections.scanning import queries as scan_queries
from netevent.connections.scanning.scanned import OwnBadge, Scanned, UnknownBadge
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.profiles.cards.card import Card, Relationship


def look(tx: Transaction, viewer_id: int, code: str) -> Scanned:
    """Whose badge it is, as the viewer may see them. Nothing is written down.

    Raises:
        UnknownBadge: nobody whom this viewer may meet.
        OwnBadge: the viewer's own.
    """
    card = scan_queries.select_scanned_card(tx, viewer_id, code)
    if card is None:
        raise UnknownBadge
    if card.relationship is Relationship.own:
        raise OwnBadge
    return Scanned(card, code)


def scan(tx: Transaction, viewer_id: int, code: str) -> Scanned:
    """Write the scan down; if the other has scanned the viewer too, connect the two. Repeats count once.

    Raises:
        UnknownBadge, OwnBadge: as `look` does.
    """
    person_id = look(tx, viewer_id, code).card.id
    # Lock first: of two who scan each other at the same moment, the later one sees the other's scan.
    lock_attendees(tx, viewer_id, person_id)
    scan_queries.insert_scan_once(tx, viewer_id, person_id, clock.now())
    is_new = _is_mutual(tx, viewer_id, person_id) and service.connect_scanned(tx, viewer_id, person_id)
    return Scanned(_card(tx, viewer_id, code), code, is_new)


def connect(tx: Transaction, viewer_id: int, event_id: int, code: str, message: str) -> Scanned:
    """Ask the owner of the badge to connect; it counts as a scan too.

    Raises:
        UnknownBadge, OwnBadge: as `look` does.
        RequestsUsedUp, MessageTooLong: as `service.request` does.
    """
    scanned = scan(tx, viewer_id, code)
    if scanned.card.relationship is Relationship.connected:
        return scanned
    service.request(tx, viewer_id, event_id, scanned.card.id, message, "scan")
    return Scanned(_card(tx, viewer_id, code), code)


def _is_mutual(tx: Transaction, viewer_id: int, person_id: int) -> bool:
    """Whether the other one scanned the viewer too, and has declined or withdrawn nothing since."""
    scanned_at = scan_queries.select_scanned_at(tx, person_id, viewer_id)
    pair = queries.select_pair(tx, viewer_id, person_id)
    said_no_at = pair.said_no_at(person_id) if pair else None
    return scanned_at is not None and (said_no_at is None or scanned_at > said_no_at)


def _card(tx: Transaction, viewer_id: int, code: str) -> Card:
    return look(tx, viewer_id, code).card
