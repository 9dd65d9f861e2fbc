"""The registration page, live: what is left of the types that all see, and in each card where it stands.

Fields and what is chosen are not in it: they stay as they are while the seats move.
"""

from __future__ import annotations

from netevent.changes import AttendeesChanged, EventSeatsFreed, OrderChanged
from netevent.events.status import TARGET, TEMPLATE
from netevent.live.screen import LiveRegion, Screen
from netevent.registration.form.reading import read_offers_left
from netevent.registration.screens import require_was_at_form

CHANGES = (AttendeesChanged, EventSeatsFreed, OrderChanged)
LEFT = "registration/event/_offers_left.html"

OFFERS = Screen(
    "offers",
    regions=(
        LiveRegion("offers-{key}-left", LEFT, read_offers_left, CHANGES, every=1.0),
        LiveRegion(TARGET, TEMPLATE, read_offers_left, CHANGES, every=1.0, refresh=True),
    ),
    patient=True,
    visitors=require_was_at_form,
)
