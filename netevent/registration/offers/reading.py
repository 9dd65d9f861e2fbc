"""What the registration page offers, and what is left of it.

Called by the page for `select_offers`, and by who places an order, under the event's lock, for `find_offer`
and `left_of_type`: then what is left stays left until the commit.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from netevent.attendees.types.queries import (
    AttendeeType,
    count_attending,
    select_type,
    select_types,
)
from netevent.core.credentials import same
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.text.comparing import plain
from netevent.events.queries import select_event
from netevent.registration.offers.offer import Offer, state_of
from netevent.registration.offers.queries import count_held


def select_offers(tx: Transaction, event_id: int, now: datetime, unlocked: str = "") -> list[Offer]:
    """The types in their order; hidden ones for who has typed their code, which is compared without case.

    The seats left are those of the type and no more than the event's: a voucher that reserved some has more.

    Raises:
        NotFound: the event was deleted meanwhile.
    """
    in_event = existing(select_event(tx, event_id)).seats_left
    taken = _taken(tx, event_id)
    shown = [one for one in select_types(tx, event_id) if is_shown(one, unlocked)]
    return [_offer(one, _fewest(_left(one, taken), in_event), now) for one in shown]


def find_offer(tx: Transaction, event_id: int, type_id: int, now: datetime, unlocked: str = "") -> Offer:
    """One of them, with the seats left of the type alone: those of the event are held, or a voucher's.

    Raises:
        NotFound: the event has no such type, or not for who registers, or not without its code.
    """
    one = existing(select_type(tx, event_id, type_id))
    return _offer(
        existing(one if is_shown(one, unlocked) else None), left_of_type(tx, event_id, type_id), now
    )


def left_of_type(tx: Transaction, event_id: int, type_id: int) -> int | None:
    """None: the type has no limit. Seats of the event count for themselves (`events.seats.hold`).

    Raises:
        NotFound: the event has no such type.
    """
    return _left(existing(select_type(tx, event_id, type_id)), _taken(tx, event_id))


def is_shown(one: AttendeeType, unlocked: str) -> bool:
    """The codes are compared in the same time, right or wrong."""
    is_right = same(plain(unlocked), plain(one.unlock_code))
    return one.is_offered and (is_right or not one.is_hidden)


def _taken(tx: Transaction, event_id: int) -> Counter[int | None]:
    """How many seats of each type are somebody's, or held for somebody who is paying."""
    return Counter(count_attending(tx, event_id)) + Counter(count_held(tx, event_id))


def _left(one: AttendeeType, taken: Counter[int | None]) -> int | None:
    return None if one.capacity is None else max(one.capacity - taken[one.id], 0)


def _fewest(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _offer(one: AttendeeType, left: int | None, now: datetime) -> Offer:
    return Offer(one, state_of(one, left, now), left)
