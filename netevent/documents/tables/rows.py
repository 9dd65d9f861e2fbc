"""Tables on their way from the server to the process that writes them as a file: a line of JSON for each row.

The server sends them (`spool`), the other process reads them (`process`, `files`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

Value = str | int | Decimal | datetime | None
# After all rows. No JSON is like it.
LAST_LINE = b"\n"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The title, and the headings of the columns with their widths in letters."""

    title: str
    columns: Mapping[str, int]


def sheet_line(sheet: Sheet) -> str:
    return json.dumps({"title": sheet.title, "columns": dict(sheet.columns)}) + "\n"


def row_line(row: Sequence[Value]) -> str:
    """Moments are as the clock on the wall shows them."""
    return json.dumps(row, default=_told) + "\n"


def read_lines(lines: Iterable[bytes]) -> Iterator[Sheet | Sequence[Value]]:
    """Each sheet, and after it its rows."""
    for line in lines:
        read = json.loads(line)
        if isinstance(read, dict):
            yield Sheet(read["title"], read["columns"])
        else:
            yield [_value(one) for one in read]


def _told(value: datetime | Decimal) -> dict[str, str]:
    """What JSON has no sign for."""
    return {"amount": str(value)} if isinstance(value, Decimal) else {"at": value.isoformat()}


def _value(read: object) -> Value:
    if isinstance(read, dict) and "amount" in read:
        return Decimal(read["amount"])
    if isinstance(read, dict):
        return datetime.fromisoformat(read["at"])
    assert read is None or isinstance(read, str | int)
    return read
