"""SQL of badges that attendees scan of each other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, insert, or_, select, true, update

from netevent.attendees.former_codes import owns_former
from netevent.attendees.predicates import is_attending
from netevent.connections.predicates import IS_CONNECTED
from netevent.core.database import Transaction
from netevent.core.database.tables import badge_scans
from netevent.profiles.cards.card import Card
from netevent.profiles.cards.queries import PERSON, card_of, card_rows


def select_scanned_card(tx: Transaction, viewer_id: int, code: str) -> Card | None:
    """The card of who comes to the viewer's event with this badge, or is connected with the viewer."""
    is_here = or_(is_attending(PERSON), PERSON.c.checked_in == true())
    cards = card_rows(viewer_id).where(or_(is_here, IS_CONNECTED))
    row = tx.execute(cards.where(PERSON.c.attendee_code == code)).first()
    row = row or tx.execute(cards.where(owns_former(code, PERSON))).first()
    return card_of(row, viewer_id) if row else None


def insert_scan_once(tx: Transaction, scanner_id: int, scanned_id: int, now: datetime) -> None:
    """Keep the time of the last scan. Called under `lock_attendees`, so nobody else writes this row."""
    again = update(badge_scans).where(*_is_scan(scanner_id, scanned_id)).values(scanned_at=now)
    if not tx.execute(again).rowcount:
        row = {"scanner_id": scanner_id, "scanned_id": scanned_id, "scanned_at": now}
        tx.execute(insert(badge_scans).values(row))


def select_scanned_at(tx: Transaction, scanner_id: int, scanned_id: int) -> datetime | None:
    """When the one last scanned the other's badge."""
    return tx.execute(select(badge_scans.c.scanned_at).where(*_is_scan(scanner_id, scanned_id))).scalar()


def _is_scan(scanner_id: int, scanned_id: int) -> tuple[ColumnElement[bool], ...]:
    return badge_scans.c.scanner_id == scanner_id, badge_scans.c.scanned_id == scanned_id
