"""What the form of a preview says: which sheet, which row has the headers, what each column becomes."""

from __future__ import annotations

from typing import Any

from netevent.attendees.importing.attendee_file import Choice, Field, Layout
from netevent.attendees.importing.previews.jobs import Upload
from netevent.core.web.forms import number_in

KNOWN = frozenset(field.value for field in Field)


def chosen(form: Any, layout: Layout, before: Upload) -> Upload:
    """What the form chooses of the list that was laid out so. Another sheet or header has other columns."""
    is_whole = form.get("rows") == "all"
    sheet, header = form.get("sheet", layout.sheet), _header(form, layout)
    if sheet != layout.sheet and sheet in layout.sheets:
        return Upload(Choice(sheet), is_whole=is_whole)
    if header != layout.header:
        return Upload(Choice(before.choice.sheet, header), is_whole=is_whole)
    fields = tuple(_field(form, index, standing) for index, standing in enumerate(layout.fields))
    if fields == layout.fields:
        return Upload(before.choice, before.is_remembered, is_whole)
    return Upload(Choice(before.choice.sheet, before.choice.header, fields), is_whole=is_whole)


def _header(form: Any, layout: Layout) -> int:
    given = number_in(form.get("header"))
    return given if given is not None and given in {top.number for top in layout.tops} else layout.header


def _field(form: Any, index: int, standing: str) -> str:
    given = form.get(f"column-{index}", standing)
    return str(given) if given in KNOWN else ""
