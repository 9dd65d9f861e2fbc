"""SQL of how an event takes registrations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import registration_settings


@dataclass(frozen=True, slots=True)
class RegistrationSettings:
    """`handover_until`: until when a seat can be handed to somebody else; None: until the event begins."""

    needs_approval: bool = False
    has_waiting_list: bool = True
    offer_hours: int = 24
    handover_until: datetime | None = None


def select_settings(tx: Transaction, event_id: int) -> RegistrationSettings:
    """What the organizer said, or what holds where nothing was said."""
    one = registration_settings.c
    row = tx.execute(select(registration_settings).where(one.event_id == event_id)).first()
    if row is None:
        return RegistrationSettings()
    return RegistrationSettings(row.needs_approval, row.has_waiting_list, row.offer_hours, row.handover_until)


def write_settings(tx: Transaction, event_id: int, settings: RegistrationSettings) -> None:
    """The event's lock is held."""
    is_its = registration_settings.c.event_id == event_id
    if tx.execute(select(registration_settings.c.event_id).where(is_its)).first() is None:
        tx.execute(insert(registration_settings).values(event_id=event_id, **asdict(settings)))
    else:
        tx.execute(update(registration_settings).where(is_its).values(asdict(settings)))
