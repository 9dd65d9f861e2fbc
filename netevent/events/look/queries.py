"""SQL of an event's look: its colour and the name of its logo, and the logo's picture in a row of its own."""

from __future__ import annotations

import base64

from sqlalchemy import delete, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, event_logos, events
from netevent.events.look.look import PLAIN, Look

COLUMNS = (events.c.code, events.c.colour, events.c.logo)


def select_look(tx: Transaction, event_id: int) -> Look | None:
    row = tx.execute(select(*COLUMNS).where(events.c.id == event_id)).first()
    return Look(row.code, row.colour, row.logo) if row else None


def select_look_by_code(tx: Transaction, code: str) -> Look | None:
    row = tx.execute(select(*COLUMNS).where(events.c.code == code)).first()
    return Look(row.code, row.colour, row.logo) if row else None


def select_look_for(tx: Transaction, attendee_id: int) -> Look:
    """That of the attendee's event."""
    of_attendee = events.join(attendees, attendees.c.event_id == events.c.id)
    row = tx.execute(select(*COLUMNS).select_from(of_attendee).where(attendees.c.id == attendee_id)).first()
    return Look(row.code, row.colour, row.logo) if row else PLAIN


def select_logo(tx: Transaction, code: str, name: str) -> bytes | None:
    """The picture, while it has this name."""
    statement = (
        select(event_logos.c.content)
        .join(events, events.c.id == event_logos.c.event_id)
        .where(events.c.code == code, events.c.logo == name, events.c.logo != "")
    )
    content = tx.execute(statement).scalar()
    return base64.b64decode(content) if content else None


def update_colour(tx: Transaction, event_id: int, colour: str) -> None:
    tx.execute(update(events).where(events.c.id == event_id).values(colour=colour))


def update_logo(tx: Transaction, event_id: int, name: str, content: bytes | None) -> None:
    """In place of the one before; None for none."""
    tx.execute(update(events).where(events.c.id == event_id).values(logo=name))
    tx.execute(delete(event_logos).where(event_logos.c.event_id == event_id))
    if content is not None:
        kept = base64.b64encode(content).decode("ascii")
        tx.execute(insert(event_logos).values(event_id=event_id, content=kept))


def copy_look(tx: Transaction, from_id: int, to_id: int, name: str) -> None:
    """The same colour, and the same logo under a name of its own."""
    look = select_look(tx, from_id)
    if look is None:
        return
    update_colour(tx, to_id, look.colour)
    content = select_logo(tx, look.code, look.logo) if look.logo else None
    update_logo(tx, to_id, name if content else "", content)
