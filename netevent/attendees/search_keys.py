"""By what an attendee is found: by the door and the organizer, and by the others in the directory.

Every `queries.py` that writes a name, an organisation or a role writes these two columns with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.text.comparing import search_key

LENGTH = 512


@dataclass(frozen=True, slots=True)
class Listing:
    """What of an attendee shows to everyone at the event."""

    name: bool = True
    organisation: bool = True
    role: bool = True


EVERYTHING = Listing()


def attendee_search_key(first_name: str, last_name: str, organisation: str, email: str) -> str:
    """For those who may see everything."""
    return search_key(first_name, last_name, organisation, email)[:LENGTH]


def directory_key(
    first_name: str, last_name: str, organisation: str, role: str, shown: Listing = EVERYTHING
) -> str:
    """For the other attendees: of what shows to everyone, the last name first, so that it also sorts.

    Empty for who does not show the name: who is not listed is not found by anything else either.
    """
    if not shown.name:
        return ""
    visible = (organisation if shown.organisation else "", role if shown.role else "")
    return search_key(last_name, first_name, *visible)[:LENGTH]
