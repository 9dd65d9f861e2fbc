"""The page of what an attendee was told. Put together inside one read."""

from __future__ import annotations

from netevent.agenda.calendar.service import calendar_token
from netevent.announcements.told.queries import select_told
from netevent.announcements.told.told import Addresses, Told
from netevent.core.database import Transaction
from netevent.core.web.paths import url


def read_told(tx: Transaction, attendee_id: int, base_url: str, secret: str) -> list[Told]:
    """With the addresses of the own pages: whoever reads it is logged in, and needs no personal link."""
    own = url(base_url, "home.attendee")
    calendar = url(base_url, "calendar.subscribed", token=calendar_token(tx, attendee_id, secret))
    return select_told(tx, attendee_id, None, Addresses(own, own, calendar))
