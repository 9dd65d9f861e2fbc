"""What the registration page offers, and what is left of it.

Called by the page for `select_offers`, and by who holds seats, under the event's lock, for `read_stock`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from netevent.attendees.types.queries import (
    AttendeeType,
    count_attending,
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


@dataclass(frozen=True, slots=True)
class Stock:
    """An event's types, and how many seats of each are taken: read once, however many people an order has.

    Read under the event's lock, what is left stays left until the commit. Nobody counts where no type has a
    limit.
    """

    types: Mapping[int, AttendeeType]
    taken: Mapping[int | None, int]

    def offer(self, type_id: int, now: datetime, unlocked: str = "") -> Offer:
        """One type, with the seats left of it alone: those of the event are held, or a voucher's.

        Raises:
            NotFound: the event has no such type, or not for who registers, or not without its code.
        """
        one = existing(self.types.get(type_id))
        return _offer(existing(one if is_shown(one, unlocked) else None), self.left(type_id), now)

    def left(self, type_id: int) -> int | None:
        """None: the type has no limit. Seats of the event count for themselves (`events.seats.hold`).

        Raises:
            NotFound: the event has no such type.
        """
        return _left(existing(self.types.get(type_id)), self.taken)

    def full_type(self, type_ids: Iterable[int]) -> int | None:
        """A type of which not so many are left as are asked for, if there is one."""
        wanted = Counter(type_ids)
        lefts = {type_id: self.left(type_id) for type_id in sorted(wanted)}
        return next((one for one, left in lefts.items() if left is not None and left < wanted[one]), None)


def read_stock(tx: Transaction, event_id: int) -> Stock:
    types = {one.id: one for one in select_types(tx, event_id)}
    has_limits = any(one.capacity is not None for one in types.values())
    return Stock(types, _taken(tx, event_id) if has_limits else {})


def is_shown(one: AttendeeType, unlocked: str) -> bool:
    """The codes are compared in the same time, right or wrong."""
    is_right = same(plain(unlocked), plain(one.unlock_code))
    return one.is_offered and (is_right or not one.is_hidden)


def _taken(tx: Transaction, event_id: int) -> Counter[int | None]:
    """How many seats of each type are somebody's, or held for somebody who is paying."""
    return Counter(count_attending(tx, event_id)) + Counter(count_held(tx, event_id))


def _left(one: AttendeeType, taken: Mapping[int | None, int]) -> int | None:
    return None if one.capacity is None else max(one.capacity - taken.get(one.id, 0), 0)


def _fewest(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _offer(one: AttendeeType, left: int | None, now: datetime) -> Offer:
    return Offer(one, state_of(one, left, now), left)
