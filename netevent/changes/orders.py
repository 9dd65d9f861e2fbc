"""Seats of an event, orders and money. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class EventSeatsFreed(Change):
    """Seats of an event are free that were not, or its capacity or a type's has grown."""

    event_id: int


@dataclass(frozen=True, slots=True)
class OrderChanged(Change):
    """An order was placed, settled, lapsed or cancelled, moved up in the line or was decided on."""

    event_id: int
    order_id: int


@dataclass(frozen=True, slots=True)
class PaymentSettingsChanged(Change):
    """The organizer decided how an event is paid."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PaymentPaid(Change):
    """The money of a payment has arrived, in the amount and the currency that were asked."""

    event_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class PaymentsChanged(Change):
    """A payment began or ended, something about it is to be looked at, or a refund of it has moved."""

    event_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class MoneyGivenBack(Change):
    """A refund has gone through."""

    event_id: int
    payment_id: int
    refund_id: int
