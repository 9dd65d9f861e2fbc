"""One of two who may be the same person, and what of both is kept. Made by `doubles.queries`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

# What the organizer is asked for, with the columns of each; and by what the attendee shows it to others.
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("first_name", "last_name"),
    "email": ("email",),
    "organisation": ("organisation",),
    "role": ("role",),
    "phone": ("phone",),
    "linkedin": ("linkedin",),
    "type": ("attendee_type_id",),
    "door_note": ("door_note",),
}
# The attendee's own, of which the organizer is not asked: those of who stays, or else the other's.
OWN: dict[str, tuple[str, ...]] = {"introduction": ("introduction",), "photo": ("profile_picture",)}
# What goes with the address: the password was chosen by who reads its mail, in this language.
WITH_ADDRESS = ("password_hash", "unconfirmed_since", "preferred_language")
SHOWN = ("name", "organisation", "role", "introduction", "photo", "email", "phone", "linkedin")
DOOR = ("checked_in", "checked_in_at", "checked_in_minute", "checked_in_gate_id", "checked_in_by")
SEEN = ("attendance_status", "payment_status", "attendee_code")


@dataclass(frozen=True, slots=True)
class Person:
    """`row` is the row of `attendees`. The numbers are how much would come along."""

    id: int
    row: Mapping[str, Any]
    type_name: str
    gate: str
    zone: str
    has_password: bool
    sessions: int
    appointments: int
    connections: int
    scans: int

    @property
    def name(self) -> str:
        return f"{self.row['first_name']} {self.row['last_name']}".strip()

    @property
    def email(self) -> str:
        return str(self.row["email"])

    @property
    def code(self) -> str:
        return str(self.row["attendee_code"])

    @property
    def is_attending(self) -> bool:
        return bool(self.row["attendance_status"] == "attending")

    @property
    def checked_in_at(self) -> datetime | None:
        at: datetime | None = self.row["checked_in_at"]
        return at if self.row["checked_in"] else None

    @property
    def first_login_at(self) -> datetime | None:
        at: datetime | None = self.row["first_login_at"]
        return at

    def told(self, field: str) -> str:
        """The field's value as the page shows it."""
        return self.type_name if field == "type" else _text(self.row, FIELDS[field])


def _text(row: Mapping[str, Any], columns: Collection[str]) -> str:
    return " ".join(str(row[one]) for one in columns if row[one])


def stays_by_default(one: Person, other: Person) -> Person:
    """Who is in, was seen here, chose a password; else who was there first."""
    return max(
        (one, other),
        key=lambda person: (
            person.checked_in_at is not None,
            person.first_login_at is not None,
            person.has_password,
            -person.id,
        ),
    )


def differing(one: Person, other: Person) -> list[str]:
    return [field for field in FIELDS if one.told(field) != other.told(field)]


def fingerprint(*rows: Mapping[str, Any]) -> str:
    """By which a page knows that what it shows of both was changed meanwhile. The door changes none of it."""
    names = [name for columns in FIELDS.values() for name in columns]
    shown = [{name: row[name] for name in (*names, *SEEN)} for row in sorted(rows, key=lambda row: row["id"])]
    return sha256(repr(shown).encode()).hexdigest()[:32]


def merged(stays: Mapping[str, Any], gone: Mapping[str, Any], chosen: Collection[str]) -> dict[str, Any]:
    """The row of who stays. `chosen` are the fields that are taken from who goes."""
    theirs = {*chosen, *(name for name in OWN if not _text(stays, OWN[name]))}
    row: dict[str, Any] = {}
    for name, columns in (FIELDS | OWN).items():
        whose = gone if name in theirs else stays
        row |= {column: whose[column] for column in columns}
        if name in SHOWN:
            row[f"shows_{name}"] = whose[f"shows_{name}"]
    address = gone if "email" in theirs else stays
    row |= {name: address[name] for name in WITH_ADDRESS}
    return row | _counted(stays, gone)


def _counted(stays: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """In if one is, coming if one is, paid if one has."""
    is_in = [one for one in (stays, gone) if one["checked_in"]]
    door = min(is_in, key=lambda one: one["checked_in_at"], default=stays)
    comes = "attending" in (stays["attendance_status"], gone["attendance_status"])
    is_paid = "paid" in (stays["payment_status"], gone["payment_status"])
    firsts = {
        name: min(_given(stays[name], gone[name]), default=None) for name in ("mailed_at", "first_login_at")
    }
    return {
        **{name: door[name] for name in DOOR},
        **firsts,
        "attendance_status": "attending" if comes else "not_attending",
        "payment_status": "paid" if is_paid else stays["payment_status"],
    }


def _given(*moments: datetime | None) -> list[datetime]:
    return [one for one in moments if one is not None]
