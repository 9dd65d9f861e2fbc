"""The card of a person: what one attendee may see of another.

Made by `cards.queries`. Pages, sockets, search results, vCards and JSON read other attendees through it
alone, so that a field that is not shown is nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.core.i18n import N_


class Shown(StrEnum):
    """To whom a field of the profile shows."""

    nobody = "nobody"
    connections = "connections"
    everyone = "everyone"


# Those of which the attendee chooses who sees them, and what pages call them.
FIELDS = {
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "role": N_("Role"),
    "introduction": N_("Introduction"),
    "photo": N_("Photo"),
    "email": N_("Email"),
    "phone": N_("Phone"),
    "linkedin": N_("LinkedIn"),
}


class Relationship(StrEnum):
    """What is between the viewer and the person."""

    own = "own"
    none = "none"
    asked = "asked"  # the viewer asked; declined looks the same
    asks = "asks"  # the person asked the viewer
    connected = "connected"


@dataclass(frozen=True, slots=True)
class Card:
    """A person as the viewer may see them; what does not show is empty. `photo` is a file's random name.

    Of a request or connection: its id, the message of who asked, when it was asked or became one, and
    how they met (`scan` or `search`).
    """

    id: int
    event_id: int
    relationship: Relationship
    first_name: str = ""
    last_name: str = ""
    organisation: str = ""
    role: str = ""
    introduction: str = ""
    photo: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    type_name: str = ""
    connection_id: int = 0
    message: str = ""
    since: datetime | None = None
    met_how: str = ""

    @property
    def name(self) -> str:
        """Empty for somebody who shows the name to connections only."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def work(self) -> str:
        """Role and organisation, as far as they show."""
        return " · ".join(text for text in (self.role, self.organisation) if text)


def is_visible(shown: Shown, relationship: Relationship) -> bool:
    if relationship is Relationship.own:
        return True
    return shown is Shown.everyone or (shown is Shown.connections and relationship is Relationship.connected)


def is_name_visible(shown: Shown, relationship: Relationship) -> bool:
    """Who asks to connect says who it is."""
    return relationship is Relationship.asks or is_visible(shown, relationship)
