"""A snapshot of one attendee, and what became of bringing one back.

Written as JSON by `SNAPSHOT`, so that a job can keep it. The values of a row are plain there; how to read
them again their columns say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Table

from netevent.core.jobs import Codec

Plain = bool | int | str | None
Row = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`rows` are those of each table by its name, `attendees` among them; the others' numbers are `others`.

    `waited` are what waited unseen for others because of this person.
    """

    event_id: int
    attendee_id: int
    rows: dict[str, list[Row]]
    others: list[int]
    waited: list[Row] = field(default_factory=list)


SNAPSHOT = Codec(Snapshot)


class Refused(StrEnum):
    """Why somebody cannot come back."""

    event_gone = "event_gone"
    not_removed = "not_removed"
    number_taken = "number_taken"
    address_taken = "address_taken"
    code_taken = "code_taken"
    event_full = "event_full"


@dataclass(frozen=True, slots=True)
class Restored:
    """`refused` None: the person is back. `waits_in` are sessions whose seat somebody else has by now.

    `left_out` counts the rows that could not come back, by table.
    """

    attendee_id: int
    refused: Refused | None = None
    waits_in: tuple[int, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def plain_row(row: Mapping[str, Any]) -> Row:
    return {name: _plain(value) for name, value in row.items()}


def typed_row(table: Table, row: Row) -> dict[str, Any]:
    """As the database knows it; columns that a later release has not are left out."""
    return {name: _typed(table, name, value) for name, value in row.items() if name in table.columns}


def _plain(value: Any) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(table: Table, name: str, value: Plain) -> Any:
    kind = table.columns[name].type.python_type
    if value is None or kind not in READ:
        return value
    return READ[kind](str(value))


READ: dict[type, Any] = {datetime: datetime.fromisoformat, date: date.fromisoformat, Decimal: Decimal}
