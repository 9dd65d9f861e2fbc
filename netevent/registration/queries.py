"""SQL of a registration."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from netevent.attendees.search_keys import attendee_search_key, directory_key
from netevent.core.comparing import normalize_email
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees


@dataclass(frozen=True, slots=True)
class NewAttendee:
    """What a registration asks. Texts are clean and fit their columns."""

    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    password_hash: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def select_is_registered(tx: Transaction, event_id: int, email: str) -> bool:
    statement = select(attendees.c.id).where(
        attendees.c.event_id == event_id, attendees.c.email_key == normalize_email(email)
    )
    return tx.execute(statement).first() is not None


def insert_attendee(tx: Transaction, event_id: int, new: NewAttendee, code: str) -> int:
    """Add the attendee.

    Raises:
        sqlalchemy.exc.IntegrityError: the address is registered, or the code is in use.
    """
    values = {
        "event_id": event_id,
        "email": new.email,
        "email_key": normalize_email(new.email),
        "password_hash": new.password_hash,
        "first_name": new.first_name,
        "last_name": new.last_name,
        "organisation": new.organisation,
        "role": new.role,
        "attendee_code": code,
        "preferred_language": new.language,
        "search_key": attendee_search_key(new.first_name, new.last_name, new.organisation, new.email),
        "directory_key": directory_key(new.first_name, new.last_name, new.organisation, new.role),
    }
    return inserted_id(tx.execute(insert(attendees).values(**values)))
