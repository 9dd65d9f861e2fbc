"""The rules of putting an event away. Called by its routes, and by what changes an event."""

from __future__ import annotations

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.events import queries


class Archived(Conflict):
    code = "archived"
    message = N_("This event is archived. Bring it back before you change it.")


def put_away(tx: Transaction, event_id: int) -> None:
    """Twice is the same as once."""
    queries.update_archived(tx, event_id, clock.now())


def bring_back(tx: Transaction, event_id: int) -> None:
    queries.update_archived(tx, event_id, None)


def require_present(tx: Transaction, event_id: int) -> None:
    """Raises Archived, or NotFound."""
    if existing(queries.select_event(tx, event_id)).is_archived:
        raise Archived
