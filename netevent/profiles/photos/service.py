"""The rules of photos: one each, and who may see it. Called by `photos` and its routes."""

from __future__ import annotations

from netevent.changes import ProfileChanged
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.identity.accounts import Kind, Viewer
from netevent.profiles.cards.queries import select_card
from netevent.profiles.photos import queries as photo_queries


def replace_photo(tx: Transaction, attendee_id: int, name: str) -> str:
    """Make `name` the person's photo, an empty one for none; the name that it had before is returned.

    Raises:
        NotFound: the person is gone.
    """
    found = existing(photo_queries.lock_photo(tx, attendee_id))
    event_id, before = found
    if name != before:
        photo_queries.update_photo(tx, attendee_id, name)
        tx.publish(ProfileChanged(event_id, attendee_id))
    return before


def visible_photo(tx: Transaction, viewer: Viewer, attendee_id: int) -> str:
    """The name of the person's photo as far as this viewer may see it; empty otherwise."""
    if viewer.kind is Kind.organizer:
        return photo_queries.select_photo_for_organizer(tx, viewer.id, attendee_id)
    if viewer.kind is Kind.staff:
        assert viewer.event_id is not None
        return photo_queries.select_photo_for_staff(tx, viewer.event_id, attendee_id)
    card = select_card(tx, viewer.id, attendee_id)
    return card.photo if card else ""
