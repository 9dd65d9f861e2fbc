"""The letters under which lists on paper show people. Called by the door and by the list for it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func

from netevent.core.database.tables import attendees


def initial_of(name_order: str) -> str:
    """The bare capital that the last name begins with; '' in scripts that have too many to look up by."""
    first = name_order[:1]
    return first.upper() if first.upper() != first.lower() and len(first.upper()) == 1 else ""


def begins_with(initial: str) -> ColumnElement[bool]:
    """Those of whom `initial_of` says this."""
    return func.substr(attendees.c.name_order, 1, 1) == initial.casefold()
