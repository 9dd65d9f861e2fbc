"""The public form, live: how many seats are left while somebody types."""

from __future__ import annotations

from netevent.changes import AttendeesChanged, EventSeatsFreed, OrderChanged
from netevent.core.web.browsers import remember, require_known
from netevent.events.status import TARGET, TEMPLATE
from netevent.live.screen import LiveRegion, Screen
from netevent.registration.reading import read_seats

FORMS = "forms"
CHANGES = (AttendeesChanged, EventSeatsFreed, OrderChanged)


def let_in(event_id: int) -> None:
    """This browser is at the open form: how full an event is, nobody finds out by its number alone."""
    remember(FORMS, event_id)


async def require_was_at_form(event_id: int) -> None:
    require_known(FORMS, event_id)


FORM = Screen(
    "form",
    regions=(
        LiveRegion("seats-left", "registration/_seats_left.html", read_seats, CHANGES, every=1.0),
        LiveRegion("seat-free", "registration/_seat_free.html", read_seats, CHANGES, every=1.0),
        LiveRegion(TARGET, TEMPLATE, read_seats, CHANGES, every=1.0, refresh=True),
    ),
    patient=True,
    visitors=require_was_at_form,
)
