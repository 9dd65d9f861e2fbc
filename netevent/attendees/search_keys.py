"""By what an attendee is found: by the door and the organizer, and by the others in the directory.

And by what lists are ordered. Who writes a name, an organisation or a role writes these columns with it
(`attendees.writing`).
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database.ordering import stored_order_key
from netevent.core.database.tables import ORDER_LENGTH
from netevent.core.text.comparing import search_key

LENGTH = 512
# Of each order of names, the column, by a language that has it.
NAME_ORDERS = {"": "name_order", "es": "name_order_es", "pl": "name_order_pl"}
# Behind all letters, those of languages as well: who has no organisation stands behind those who have.
LAST = "\uf8ff"


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


def order_keys(first_name: str, last_name: str, organisation: str) -> dict[str, str]:
    """By column: what the organizer's list is ordered by."""
    names = {
        column: stored_order_key(language, last_name, first_name)[:ORDER_LENGTH]
        for language, column in NAME_ORDERS.items()
    }
    of_organisation = stored_order_key("", organisation or LAST, last_name, first_name)
    return names | {"organisation_order": of_organisation[:ORDER_LENGTH]}
