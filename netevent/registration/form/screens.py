"""The registration page, live: what is left of the types that everybody sees.

PLACE FOR THE LIVE PAGES OF GUESTS: a `Screen` of visitors with one region, `offers-{key}-left`, the template
`registration/event/_offers_left.html`, `read_offers_left`, on `OrderChanged`, `AttendeesChanged` and
`EventSeatsFreed`. Until then the page asks for it every fifteen seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.registration.form.reading import Choice, read_choices
from netevent.registration.settings.queries import select_settings


@dataclass(frozen=True, slots=True)
class OffersLeft:
    """Hidden types are never among them: everybody gets the same."""

    offered: tuple[Choice, ...]


def read_offers_left(tx: Transaction, event_id: int) -> OffersLeft:
    return OffersLeft(read_choices(tx, event_id, select_settings(tx, event_id)))
