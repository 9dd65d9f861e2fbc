"""The own connections, live. The reader narrows the list, which the page alone knows: it asks for it anew."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.connections.screens import BETWEEN, PROFILES
from netevent.core.database import Transaction
from netevent.identity.guards import require_self
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that the list differs."""


def read_fresh(tx: Transaction, attendee_id: int) -> Fresh:
    return Fresh()


PEOPLE = Screen(
    "people",
    require_self,
    (LiveRegion("people-fresh", "contacts/_people_fresh.html", read_fresh, BETWEEN),),
    spreads=(PROFILES,),
    key="attendee_id",
    within="attendee",
    patient=True,
)
