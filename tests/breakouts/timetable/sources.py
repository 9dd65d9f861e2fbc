"""Timetables that the tests read: the real one of 31C3, and small ones made up for one point."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

from netevent.breakouts.timetable import TimetableSession

CONGRESS = Path(__file__).parents[2] / "data" / "schedule-31c3.xml"
BERLIN = "Europe/Berlin"
DAY = 'date="2014-12-27" start="2014-12-27T11:00:00+01:00" end="2014-12-28T04:00:00+01:00"'
HEADERS = ("Title", "Start", "End", "Room", "Track", "Description", "Speakers", "Seats", "Code")


def at(moment: str) -> datetime:
    """UTC without a zone, as every time here."""
    return datetime.fromisoformat(moment)


def event(guid: str = "g1", **parts: str) -> str:
    """One <event>; a part that is given as "" is left out."""
    given = {"title": "Talk", "date": "2014-12-27T12:00:00+01:00", "duration": "01:00", **parts}
    inside = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in given.items() if text)
    name = f"guid={quoteattr(guid)}" if guid else ""
    return f'<event id="7" {name}>{inside}</event>'


def schedule(*events: str, day: str = DAY, conference: str = "<title>C</title>", room: str = "Hall") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><schedule><version>1</version>'
        f"<conference>{conference}</conference>"
        f'<day index="1" {day}><room name="{room}">{"".join(events)}</room></day></schedule>'
    ).encode()


def table(*rows: Sequence[str], headers: Sequence[str] = HEADERS, separator: str = ";") -> bytes:
    return "\n".join(separator.join(row) for row in (headers, *rows)).encode()


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden_row: int = 0) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if hidden_row:
            sheet.row_dimensions[hidden_row].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def session(**fields: object) -> TimetableSession:
    known: dict[str, object] = {
        "upstream_id": "a-1",
        "name": "Talk",
        "description": "",
        "start": at("2026-11-27 08:30"),
        "end": at("2026-11-27 09:15"),
        "room": "Hall",
        "track": "",
        "presenters": (),
        "seats": None,
    }
    return TimetableSession(**{**known, **fields})  # type: ignore[arg-type]  # each test knows its types
