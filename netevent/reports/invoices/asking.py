"""What an address or a form asks of the invoices. Called by the routes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from netevent.core.errors import Malformed
from netevent.payments.invoices.invoice import Kind
from netevent.payments.invoices.queries import Shown
from netevent.reports.invoices.files import FileKind

YEAR = re.compile("[0-9]{4}")
MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")


def asked_list(asked: Mapping[str, str]) -> Shown:
    """What fits; anything else is as if it were not said."""
    year, kind = asked.get("year", ""), asked.get("kind", "")
    return Shown(
        year=int(year) if YEAR.fullmatch(year) else None,
        kind=Kind(kind) if kind in set(Kind) else None,
    )


def asked_file(posted: Mapping[str, str]) -> tuple[FileKind, Shown]:
    """A table of what the list shows, or the archive of a month.

    Raises:
        Malformed: there is no such file.
    """
    file = posted.get("file", "")
    if file not in set(FileKind):
        raise Malformed
    kind = FileKind(file)
    return kind, _month(posted.get("month", "")) if kind is FileKind.archive else asked_list(posted)


def _month(text: str) -> Shown:
    found = MONTH.fullmatch(text)
    if found is None or found[1] in ("0000", "9999"):
        raise Malformed
    first = date(int(found[1]), int(found[2]), 1)
    return Shown(since=first, until=(first + timedelta(days=31)).replace(day=1))
