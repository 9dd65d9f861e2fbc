"""A type as the registration page offers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.attendees.types.queries import AttendeeType


class OfferState(StrEnum):
    on_sale = "on_sale"
    not_yet = "not_yet"
    no_longer = "no_longer"
    sold_out = "sold_out"


@dataclass(frozen=True, slots=True)
class Offer:
    """`left`: how many seats; None: no limit. One that is on sale later or no longer says its seats too."""

    type: AttendeeType
    state: OfferState
    left: int | None

    @property
    def is_on_sale(self) -> bool:
        return self.state is OfferState.on_sale

    @property
    def begins(self) -> datetime | None:
        """When its sale begins that has not begun."""
        return self.type.sale_from if self.state is OfferState.not_yet else None


def state_of(one: AttendeeType, left: int | None, now: datetime) -> OfferState:
    """It ends in the very moment that it names, as registration does."""
    if one.sale_until is not None and now >= one.sale_until:
        return OfferState.no_longer
    if one.sale_from is not None and now < one.sale_from:
        return OfferState.not_yet
    return OfferState.sold_out if left == 0 else OfferState.on_sale
