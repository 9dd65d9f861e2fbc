"""An order and its seats: what is asked for, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from netevent.attendees.writing import Details

REFERENCE_LENGTH = 12
# Besides the own seat.
MOST_OTHERS = 10


class OrderState(StrEnum):
    """`open`: its seats are held while somebody pays; `placed`: it is paid later, by transfer or at the desk;
    `waiting`: in the event's line; `requested`: the organizer decides."""

    open = "open"
    placed = "placed"
    settled = "settled"
    waiting = "waiting"
    requested = "requested"
    lapsed = "lapsed"
    cancelled = "cancelled"
    declined = "declined"

    @property
    def holds(self) -> bool:
        """Whether its seats are held, and not yet somebody's for good."""
        return self in HOLDING

    @property
    def is_over(self) -> bool:
        return self in (OrderState.lapsed, OrderState.cancelled, OrderState.declined)


HOLDING = (OrderState.open, OrderState.placed)
# What its buyer may still call off.
UNSETTLED = (*HOLDING, OrderState.waiting, OrderState.requested)


class SeatState(StrEnum):
    """`given`: there is an attendee for it."""

    asked = "asked"
    held = "held"
    given = "given"
    ended = "ended"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders, and what stands of them on the invoice. Only name and address for mail are always there."""

    name: str
    email: str
    language: str
    company: str = ""
    address: str = ""
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat that is asked for: of which type, for whom. `answers` is encoded by `attendees.questions`."""

    type_id: int
    person: Details
    answers: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What somebody sent. `word` is the invitation's, `link` the secret of its address, `unlock` the code
    that shows hidden types. Prices are no part of it."""

    buyer: Buyer
    seats: tuple[Asked, ...]
    voucher: str = ""
    word: str = ""
    link: str = ""
    unlock: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """A seat with what it costs, `discount` taken off. `is_reserved`: a voucher held it already;
    `uses_voucher`: it counts as a use of the voucher."""

    asked: Asked
    type_name: str
    price: Decimal
    discount: Decimal = Decimal(0)
    is_reserved: bool = False
    uses_voucher: bool = False

    @property
    def due(self) -> Decimal:
        return self.price - self.discount


@dataclass(frozen=True, slots=True)
class OrderSeat:
    """A person's seat in an order. `attendee_id` is None as long as there is nobody for it."""

    id: int
    type_id: int | None
    type_name: str
    price: Decimal
    discount: Decimal
    state: SeatState
    is_reserved: bool
    uses_voucher: bool
    person: Details
    answers: str
    attendee_id: int | None

    @property
    def due(self) -> Decimal:
        return self.price - self.discount

    @property
    def is_gone(self) -> bool:
        """Nobody's any more: its person was removed from the list, and the seat was free from then on."""
        was_given = self.state is SeatState.given and self.attendee_id is None
        return was_given or self.state is SeatState.ended


@dataclass(frozen=True, slots=True)
class Order:
    """`expires_at`: until when its seats are held; None: as long as nobody ends it."""

    id: int
    event_id: int
    reference: str
    state: OrderState
    is_offer: bool
    buyer: Buyer
    voucher_id: int | None
    total: Decimal
    currency: str
    made_at: datetime
    expires_at: datetime | None
    settled_at: datetime | None
    seats: tuple[OrderSeat, ...]

    @property
    def is_free(self) -> bool:
        return not self.total

    @property
    def standing(self) -> list[OrderSeat]:
        """The seats that are somebody's, or wait for somebody."""
        return [seat for seat in self.seats if seat.state is not SeatState.ended]

    @property
    def wanted(self) -> list[OrderSeat]:
        """Those of an order that had lapsed which may be held again: of who has gone for good nothing is."""
        return [seat for seat in self.seats if seat.person.email]

    @property
    def held(self) -> list[OrderSeat]:
        return [seat for seat in self.seats if seat.state is SeatState.held]

    @property
    def given(self) -> list[OrderSeat]:
        return [seat for seat in self.seats if seat.state is SeatState.given]
