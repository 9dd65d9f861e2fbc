"""Whether an event's form takes registrations: one answer, for the page, the rule and other pages' links.

Called by registration, inside its transaction and for its page, and by the public programme.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from netevent.core.credentials import same
from netevent.events.details import Event


class Registering(Enum):
    open = "open"
    over = "over"
    cancelled = "cancelled"
    closed = "closed"
    not_yet = "not yet"
    no_longer = "no longer"
    by_link = "by the organizer's link alone"


def registering(event: Event, now: datetime, link: str = "") -> Registering:
    """For who came by an address with this `link`, or without. It closes in the very moment that it names."""
    details = event.details
    if event.is_cancelled:
        return Registering.cancelled
    if event.is_over(now):
        return Registering.over
    if event.is_archived or not details.is_open:
        return Registering.closed
    if event.link_token and not same(link, event.link_token):
        return Registering.by_link
    if details.opens is not None and now < details.opens:
        return Registering.not_yet
    if details.closes is not None and now >= details.closes:
        return Registering.no_longer
    return Registering.open
