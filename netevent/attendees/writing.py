"""The only module that writes the table `attendees`: for forms, lists, profiles, the door and the demo.

Names, organisation, role and address stand in several columns: as they were written, as they are compared,
and as people are found by them, of which the directory holds only what shows to everyone. They change
together, here. What the attendee wrote is the attendee's own: no list writes over it.

A sweep (tests/sweeps/test_owners.py) holds this, and names the exceptions with their reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, update

from netevent.attendees.search_keys import (
    EVERYTHING,
    Listing,
    attendee_search_key,
    directory_key,
    order_keys,
)
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, new_code
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees
from netevent.core.text.addresses import own_address, stored_address
from netevent.core.text.comparing import normalize_email


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of an attendee. Texts are clean and fit their columns; '' is not given.

    Who has no address has '' here, and in the table one that is never mailed (`core.text.addresses`).
    """

    email: str
    first_name: str
    last_name: str
    organisation: str = ""
    role: str = ""
    phone: str = ""
    linkedin: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def told(self) -> dict[str, str]:
        """All but the address."""
        return {name: getattr(self, name) for name in TOLD}


# Of these the directory holds what shows to everyone.
LISTED = ("name", "organisation", "role")
# All that people tell of themselves. The address is changed by the organizer alone.
TOLD = tuple(one.name for one in fields(Details) if one.name != "email")
# Their columns have the same names but for these.
COLUMNS = {"language": "preferred_language"}


@dataclass(frozen=True, slots=True)
class NewAttendee:
    """`own` are those of `TOLD` that the attendee wrote; `columns` are others, by which nobody is found."""

    details: Details
    code: str = ""
    password_hash: str = NO_PASSWORD
    own: Collection[str] = ()
    columns: dict[str, Any] = field(default_factory=dict)


def insert_attendee(tx: Transaction, event_id: int, new: NewAttendee) -> int:
    """Add somebody, with a code of their own if none is given. The seat is a matter of `events.seats`.

    Raises:
        sqlalchemy.exc.IntegrityError: the address is registered, or the code is in use.
    """
    return inserted_id(tx.execute(insert(attendees).values(_new_row(event_id, new))))


def insert_attendees(tx: Transaction, event_id: int, new: Sequence[NewAttendee]) -> None:
    """The same for several, who have the same `columns`. Raises as `insert_attendee` does."""
    if new:
        tx.execute(insert(attendees), [_new_row(event_id, one) for one in new])


def update_details(
    tx: Transaction, attendee_id: int, details: Details, shown: Mapping[str, str], **others: Any
) -> None:
    """Change what is told, and to whom these fields show, with everything that follows from it."""
    listing = Listing(*(shown[one] == "everyone" for one in LISTED))
    shows = {f"shows_{one}": str(to_whom) for one, to_whom in shown.items()}
    statement = update(attendees).where(attendees.c.id == attendee_id)
    tx.execute(statement.values(_told(details, listing) | shows | others))


def update_attendee(
    tx: Transaction, attendee_id: int, *conditions: ColumnElement[bool], **columns: Any
) -> bool:
    """Change columns by which nobody is found; False where a condition does not hold, or nobody is there.

    They are assigned in the order given: in MySQL what comes first does not see what comes later.
    """
    assert not columns.keys() & KEPT_TRUE, "update_details changes these together"
    statement = update(attendees).where(attendees.c.id == attendee_id, *conditions)
    return tx.execute(statement.ordered_values(*columns.items())).rowcount == 1


def update_types(
    tx: Transaction, event_id: int, type_id: int | None, *conditions: ColumnElement[bool]
) -> int:
    """Give this type, or none, to all of the event whom the conditions name; returns how many they are."""
    statement = update(attendees).where(attendees.c.event_id == event_id, *conditions)
    return tx.execute(statement.values(attendee_type_id=type_id)).rowcount


def note_first(tx: Transaction, column: str, attendee_ids: Collection[int]) -> None:
    """Write down the moment of what happens to these people for the first time; later ones change nothing."""
    if attendee_ids:
        never = (attendees.c.id.in_(sorted(attendee_ids)), attendees.c[column].is_(None))
        tx.execute(update(attendees).where(*never).values({column: clock.now()}))


def restore_row(tx: Transaction, row: Mapping[str, Any], standing: Mapping[str, Any] | None) -> None:
    """Write the whole row of somebody who was removed, as it was; `standing` is what was left of it, if any.

    What the door wrote of who is in stands as it stands now. Links that were mailed, and the address of the
    calendar, have ended.
    """
    ended = {"confirmation_token": None, "confirmation_expires_at": None}
    ended |= {name: row[name] + 1 for name in ("version", "link_version", "calendar_version")}
    if standing is None:
        tx.execute(insert(attendees).values({**row, **ended}))
        return
    ended |= {name: max(standing[name], row[name]) + 1 for name in ("version", "calendar_version")}
    by_the_door = {name: standing[name] for name in AT_THE_DOOR}
    tx.execute(update(attendees).where(attendees.c.id == row["id"]).values({**row, **ended, **by_the_door}))


def write_back(tx: Transaction, row: Mapping[str, Any], *, is_there: bool) -> None:
    """Write the whole row exactly as it was, but for the version of the own pages."""
    if is_there:
        again = update(attendees).where(attendees.c.id == row["id"])
        tx.execute(again.values({**row, "version": attendees.c.version + 1}))
    else:
        tx.execute(insert(attendees).values({**row, "version": row["version"] + 1}))


def forget_first(tx: Transaction, column: str, attendee_ids: Collection[int]) -> None:
    """What `note_first` wrote down of these people has not happened after all."""
    if attendee_ids:
        tx.execute(update(attendees).where(attendees.c.id.in_(sorted(attendee_ids))).values({column: None}))


def delete_attendee(tx: Transaction, attendee_id: int, *conditions: ColumnElement[bool]) -> bool:
    """False where a condition does not hold, or nobody is there."""
    return tx.execute(delete(attendees).where(attendees.c.id == attendee_id, *conditions)).rowcount == 1


def details_of(row: Row[Any]) -> Details:
    """What a row of `attendees` tells."""
    told = {name: getattr(row, COLUMNS.get(name, name)) or "" for name in TOLD}
    return Details(own_address(row.email), **told)


def own_fields(names: Collection[str]) -> str:
    """The column that names what the attendee wrote."""
    return " ".join(name for name in TOLD if name in names)


def _new_row(event_id: int, new: NewAttendee) -> dict[str, Any]:
    made = {
        "event_id": event_id,
        "attendee_code": new.code or new_code(),
        "password_hash": new.password_hash,
        "own_fields": own_fields(new.own),
    }
    return _told(new.details, EVERYTHING) | made | new.columns


def _told(details: Details, listing: Listing) -> dict[str, Any]:
    names = (details.first_name, details.last_name, details.organisation)
    address = stored_address(details.email)
    return {
        **{COLUMNS.get(name, name): getattr(details, name) for name in TOLD},
        "email": address,
        "email_key": normalize_email(address),
        "search_key": attendee_search_key(*names, details.email),
        "directory_key": directory_key(*names, details.role, listing),
        **order_keys(*names),
    }


AT_THE_DOOR = (
    "checked_in",
    "checked_in_at",
    "checked_in_minute",
    "checked_in_gate_id",
    "checked_in_by",
    "attendance_status",
)
KEPT_TRUE = _told(Details("", "", ""), EVERYTHING).keys() | {f"shows_{one}" for one in LISTED}
