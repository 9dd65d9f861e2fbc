"""What a row of `connections` means, to be joined with. Whoever asks the table asks in these words."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from netevent.core.database.tables import connections

requester, recipient = connections.c.attendee_id, connections.c.connected_attendee_id
# A withdrawn request keeps its row, for nobody but who withdrew it.
STANDS = connections.c.withdrawn_at.is_(None)
IS_CONNECTED = connections.c.status == "accepted"
IS_WAITING = and_(connections.c.status == "pending", STANDS)


def is_waiting_for(attendee_id: int) -> ColumnElement[bool]:
    """A request that waits for this one's answer. A block takes it away."""
    return and_(recipient == attendee_id, IS_WAITING)
