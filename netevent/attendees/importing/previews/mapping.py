"""What columns become, under the names of their headers: for the next list with the same headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from netevent.attendees.importing.attendee_file import Field, Layout, ShownColumn
from netevent.attendees.importing.attendee_file.cleaning import fold


def headers_key(layout: Layout) -> str:
    """The same for the same headers, in whatever order they stand."""
    return sha256("\n".join(sorted(name for name, _ in _named(layout))).encode()).hexdigest()


def fields_by_name(layout: Layout) -> dict[str, str]:
    return {name: column.field for name, column in _named(layout)}


def fields_by_place(layout: Layout, by_name: dict[str, str]) -> tuple[str, ...]:
    """For each column of the sheet. A field that this release does not know is left out."""
    known = {field.value for field in Field}
    places = {column.index: by_name.get(name, "") for name, column in _named(layout)}
    fields = (places.get(index, "") for index in range(len(layout.fields)))
    return tuple(field if field in known else "" for field in fields)


def _named(layout: Layout) -> Iterator[tuple[str, ShownColumn]]:
    """Each column under a name of its own: of several “Company” the first, the second, …; without a header
    its letter."""
    seen: Counter[str] = Counter()
    for column in layout.columns:
        name = fold(column.header) or f"#{column.letter}"
        seen[name] += 1
        yield f"{name} {seen[name]}", column
