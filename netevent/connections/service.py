"""The rules of requests, connections and blocks. Called by the routes and by `connections.scanning.service`.

A pair of people has one row, and it stays when a request is withdrawn. So a requester who was declined
cannot tell that from waiting, neither by an answer nor by a new id, and cannot reach the same person by
asking again. `remove` and `block` publish `ConnectionEnded`, and the appointments of the two end with it
(`appointments.reactions`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.changes import (
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestDeclined,
    RequestWithdrawn,
)
from netevent.connections import queries
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.connections.queries import Pair
from netevent.connections.refusals import (
    AlreadyConnected,
    MessageTooLong,
    PersonNotThere,
    RequestGone,
    RequestsUsedUp,
)
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import NotFound
from netevent.notifications.service import dismiss, notify, refresh, restore
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_card

REQUESTS_A_DAY = 50
MESSAGE_LENGTH = 300
RINGS_AGAIN_AFTER = timedelta(days=1)


def find_card(tx: Transaction, viewer_id: int, event_id: int, person_id: int) -> Card:
    """The card of somebody by id. Ids can be guessed, so the viewer must be allowed to find that person.

    Raises:
        PersonNotThere: not in the directory, nothing between the two, and no scan of the badge.
    """
    card = select_card(tx, viewer_id, person_id)
    if card is None or (
        card.relationship is Relationship.none and not _is_found(tx, viewer_id, event_id, person_id)
    ):
        raise PersonNotThere
    return card


def request(
    tx: Transaction,
    viewer_id: int,
    event_id: int,
    person_id: int,
    message: str = "",
    met_how: str = "search",
) -> Relationship:
    """Ask to connect; asking twice counts once. Whoever had asked the viewer, declined or not, is connected.

    With the `met_how` ``scan`` the viewer has the badge at hand: the person need not be in the directory.

    Raises:
        PersonNotThere: nobody whom the viewer may ask.
        RequestsUsedUp: `REQUESTS_A_DAY` were made.
        MessageTooLong: longer than `MESSAGE_LENGTH`.
    """
    lock_attendees(tx, viewer_id, person_id)
    pair = queries.select_pair(tx, viewer_id, person_id)
    _require_person(tx, viewer_id, event_id, person_id, has_badge=met_how == "scan", pair=pair)
    # Checked after the person: this refusal is shown with the person's card.
    if len(message) > MESSAGE_LENGTH:
        raise MessageTooLong(most=MESSAGE_LENGTH)
    if pair is not None and (relationship := _standing(tx, pair, viewer_id)):
        return relationship
    _ask(tx, pair, viewer_id, person_id, message, met_how)
    tx.publish(ConnectionRequested(event_id, viewer_id, person_id))
    return Relationship.asked


def accept(tx: Transaction, viewer_id: int, connection_id: int) -> None:
    """Accepting twice counts once. Somebody who declined may still accept.

    Raises:
        NotFound: nobody asked this viewer so.
        RequestGone: it was withdrawn.
    """
    if queries.update_accepted(tx, connection_id, viewer_id, clock.now()):
        return _made(tx, _pair_of(tx, connection_id, viewer_id))
    pair = _pair_of(tx, connection_id, viewer_id)
    if pair.is_connected:
        return None
    raise RequestGone if pair.recipient_id == viewer_id else NotFound


def decline(tx: Transaction, viewer_id: int, connection_id: int) -> None:
    """The requester is not told. Declining twice counts once; after a withdrawal nothing happens.

    Raises:
        NotFound: nobody asked this viewer so.
        AlreadyConnected: it was accepted.
    """
    is_declined = queries.update_declined(tx, connection_id, viewer_id, clock.now())
    pair = _pair_of(tx, connection_id, viewer_id)
    if is_declined:
        dismiss(tx, (REQUEST,), connection_id, viewer_id)
        tx.publish(RequestDeclined(pair.event_id, pair.requester_id, viewer_id))
    elif pair.is_connected:
        raise AlreadyConnected
    elif pair.recipient_id != viewer_id:
        raise NotFound


def withdraw(tx: Transaction, viewer_id: int, connection_id: int) -> None:
    """Withdrawing twice counts once. A declined request is withdrawn in the same way.

    Raises:
        NotFound: this viewer asked nobody so.
        AlreadyConnected: it was accepted.
    """
    is_withdrawn = queries.update_withdrawn(tx, connection_id, viewer_id, clock.now())
    pair = _pair_of(tx, connection_id, viewer_id)
    if is_withdrawn:
        refresh(tx, pair.recipient_id)
        tx.publish(RequestWithdrawn(pair.event_id, viewer_id, pair.recipient_id))
    elif pair.is_connected:
        raise AlreadyConnected
    elif pair.requester_id != viewer_id:
        raise NotFound


def remove(tx: Transaction, viewer_id: int, person_id: int) -> None:
    """End a connection, for both; either may ask again. Where there is none, nothing happens."""
    lock_attendees(tx, viewer_id, person_id)
    pair = queries.select_pair(tx, viewer_id, person_id)
    if pair is not None and queries.delete_connection(tx, pair.id):
        queries.delete_traces(tx, viewer_id, person_id)
        _end(tx, pair.event_id, viewer_id, person_id, pair)


def block(tx: Transaction, viewer_id: int, person_id: int) -> None:
    """End everything between the two: from now on neither sees the other.

    The blocker's own request is withdrawn but its row stays, with whether it was declined: blocking and
    unblocking does not allow asking again.

    Raises:
        PersonNotThere: nobody whom the viewer may find, or blocked already by one of the two.
    """
    lock_attendees(tx, viewer_id, person_id)
    event_id = queries.select_event_id(tx, viewer_id)
    pair = queries.select_pair(tx, viewer_id, person_id)
    _require_person(tx, viewer_id, event_id, person_id, pair=pair)
    queries.insert_block(tx, viewer_id, person_id, clock.now())
    if pair is not None and pair.requester_id == viewer_id and not pair.is_connected:
        queries.update_withdrawn(tx, pair.id, viewer_id, clock.now())
        pair = None
    else:
        queries.delete_pair(tx, viewer_id, person_id)
    queries.delete_traces(tx, viewer_id, person_id)
    _end(tx, event_id, viewer_id, person_id, pair)


def unblock(tx: Transaction, viewer_id: int, person_id: int) -> None:
    """The two may find each other again; what was between them stays gone. Nobody is told."""
    queries.delete_block(tx, viewer_id, person_id)


def connect_scanned(tx: Transaction, viewer_id: int, person_id: int) -> bool:
    """Connect two who scanned each other's badge, the viewer just now; returns whether that is new.

    It accepts a request between them, even a declined or withdrawn one: both want it now.
    """
    lock_attendees(tx, viewer_id, person_id)
    event_id = queries.select_event_id(tx, viewer_id)
    if queries.select_person(tx, viewer_id, event_id, person_id) is None:
        return False
    pair, now = queries.select_pair(tx, viewer_id, person_id), clock.now()
    if pair is None:
        connection_id = queries.insert_connected(tx, person_id, viewer_id, now)
    elif queries.update_connected(tx, pair, now):
        connection_id = pair.id
        dismiss(tx, (REQUEST,), pair.id, viewer_id, person_id)
    else:
        return False
    # The viewer has it on the screen.
    notify(tx, CONNECTION, connection_id, person_id)
    tx.publish(ConnectionMade(event_id, person_id, viewer_id))
    return True


def _require_person(
    tx: Transaction,
    viewer_id: int,
    event_id: int,
    person_id: int,
    *,
    has_badge: bool = False,
    pair: Pair | None = None,
) -> None:
    person = queries.select_person(tx, viewer_id, event_id, person_id)
    is_related = pair is not None and not pair.is_withdrawn
    if person is None or not (has_badge or is_related or person.is_found):
        raise PersonNotThere


def _is_found(tx: Transaction, viewer_id: int, event_id: int, person_id: int) -> bool:
    person = queries.select_person(tx, viewer_id, event_id, person_id)
    return person is not None and person.is_found


def _standing(tx: Transaction, pair: Pair, viewer_id: int) -> Relationship | None:
    """The relationship that there is already; None where the request must be made."""
    if pair.is_connected:
        return Relationship.connected
    if pair.is_withdrawn:
        return None
    if pair.requester_id == viewer_id:
        return Relationship.asked
    if not queries.update_accepted(tx, pair.id, viewer_id, clock.now()):
        return None  # withdrawn at this moment
    _made(tx, pair)
    return Relationship.connected


def _ask(
    tx: Transaction, pair: Pair | None, viewer_id: int, person_id: int, message: str, met_how: str
) -> None:
    now = clock.now()
    if not queries.update_requests_made(tx, viewer_id, now.date(), REQUESTS_A_DAY):
        raise RequestsUsedUp(most=REQUESTS_A_DAY)
    if pair is None:
        pair_id = queries.insert_request(tx, viewer_id, person_id, message, met_how, now)
        notify(tx, REQUEST, pair_id, person_id)
    elif queries.update_asked_again(tx, pair, viewer_id, message, met_how, now):
        _notify_again(tx, pair, viewer_id, now)
    else:
        raise RequestGone


def _notify_again(tx: Transaction, pair: Pair, viewer_id: int, now: datetime) -> None:
    """After a withdrawal. Whoever declined is not told of another try by the same requester.

    Asking and withdrawing repeatedly disturbs nobody: a request that was seen is told again after a day.
    """
    if pair.requester_id != viewer_id:
        dismiss(tx, (REQUEST,), pair.id, viewer_id)
        notify(tx, REQUEST, pair.id, pair.requester_id)
    elif pair.status == "pending":
        tell = notify if now - pair.asked_at >= RINGS_AGAIN_AFTER else restore
        tell(tx, REQUEST, pair.id, pair.recipient_id)


def _made(tx: Transaction, pair: Pair) -> None:
    dismiss(tx, (REQUEST,), pair.id, pair.recipient_id)
    notify(tx, CONNECTION, pair.id, pair.requester_id)
    tx.publish(ConnectionMade(pair.event_id, pair.requester_id, pair.recipient_id))


def _end(tx: Transaction, event_id: int, viewer_id: int, person_id: int, pair: Pair | None) -> None:
    """What they see of each other has changed; notifications about a deleted `pair` are dismissed."""
    if pair is not None:
        dismiss(tx, (REQUEST, CONNECTION), pair.id, viewer_id, person_id)
    refresh(tx, viewer_id, person_id)
    tx.publish(ConnectionEnded(event_id, viewer_id, person_id))


def _pair_of(tx: Transaction, connection_id: int, viewer_id: int) -> Pair:
    pair = queries.select_pair_of(tx, connection_id, viewer_id)
    if pair is None:
        raise NotFound
    return pair
