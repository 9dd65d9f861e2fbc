"""A badge that an attendee scanned: what it led to. Used by service and routes."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.errors import Malformed, NotFound
from netevent.core.i18n import N_
from netevent.profiles.cards.card import Card


class UnknownBadge(NotFound):
    """No such code, another event's, of somebody not attending, or blocked: one answer for all of these."""

    code = "unknown_badge"
    message = N_("No badge at your event has this code. Check the code, or scan the badge again.")


class OwnBadge(Malformed):
    code = "own_badge"
    message = N_("This is your own badge. Scan the badge of the person you are meeting.")


@dataclass(frozen=True, slots=True)
class Scanned:
    """Whose badge it was, and whether this very scan connected the two."""

    card: Card
    code: str
    is_new_connection: bool = False
