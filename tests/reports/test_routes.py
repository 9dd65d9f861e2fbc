"""The attendees as Excel and CSV: what stands in the files, for whom, and that no cell of them is run."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import delete, insert, update

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.queries import select_attendees, select_ids
from netevent.core import clock
from netevent.core.database.tables import attendees, events
from netevent.core.site import Application
from netevent.reports import export, queries
from netevent.reports.sheets import ATTENDEES, RSVPS, SCANS
from netevent.reports.turns import ExportTurns, ManyFilesAtOnce
from tests import factories
from tests.breakouts.seats import make_room
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.marked_languages import ONE
from tests.presenters.stage import make_stage
from tests.reports.files import CSV, EXCEL, attendees_of, book_of, content_of, rows_of, table_of

ZONE = "Europe/Amsterdam"
TYPED = ['=HYPERLINK("http://x")', "+49 30 1234", "-x", "@SUM(A1)", "x;=1", "＝1", "#N/A", "a\nb", '"=1"']


@pytest.fixture
async def olga(log_in_as: LogIn) -> Client:
    return (await log_in_as("olga"))[0]


async def test_each_sheet_has_its_headings_in_sight_with_widths_and_a_filter(olga: Client):
    book = await book_of(olga)
    assert book.sheetnames == ["Attendees", "Sessions", "Scans"]
    for sheet, headings in zip(book.worksheets, (ATTENDEES, RSVPS, SCANS), strict=True):
        assert [cell.value for cell in sheet[1]] == list(headings)
        letters = [cell.column_letter for cell in sheet[1]]
        assert [sheet.column_dimensions[letter].width for letter in letters] == list(headings.values())
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{letters[-1]}{sheet.max_row}"


async def test_an_attendee_stands_there_with_everything(door: Door, olga: Client):
    await door.change_attendee(
        1, role="Engineer", phone="+49301234", linkedin="https://www.linkedin.com/in/x", attendee_type_id=1
    )
    await door.change_attendee(
        1, payment_status="paid", created_at=datetime.fromisoformat("2026-01-02T10:00:00")
    )
    await door.scan(badge(1))
    row = (await attendees_of(olga))[0]
    since = row.pop("In since")
    assert abs(since - clock.local(clock.now(), ZONE).replace(tzinfo=None)) < timedelta(minutes=1)
    assert list(row.values()) == [
        "Guest1", "Żółć", "guest1@example.com", "Café & Co", "Engineer", "'+49301234",
        "https://www.linkedin.com/in/x", "VIP", badge(1), "yes", "paid", "Main", "Marta Door",
        datetime.fromisoformat("2026-01-02T11:00:00"),
    ]  # fmt: skip


async def test_who_does_not_come_and_who_has_not_paid_is_told(door: Door, olga: Client):
    await door.change_attendee(1, attendance_status="not_attending")
    await door.change_attendee(2, payment_status="pending")
    await door.change_attendee(3, unconfirmed_since=clock.now())
    rows = {row["First name"]: row for row in await attendees_of(olga)}
    told = [(rows[f"Guest{number}"]["Coming"], rows[f"Guest{number}"]["Payment"]) for number in range(1, 5)]
    assert told == [
        ("not attending", None),
        ("yes", "unpaid"),
        ("address not confirmed", None),
        ("yes", None),
    ]


@pytest.mark.parametrize(
    ("moment", "wall"),
    [
        ("2026-10-25T00:30:00", "2026-10-25T02:30:00"),
        ("2026-10-25T01:30:00", "2026-10-25T02:30:00"),
        ("2026-03-29T00:59:59.999999", "2026-03-29T01:59:59"),
        ("2026-03-29T01:00:00", "2026-03-29T03:00:00"),
    ],
)
async def test_times_are_dates_as_the_clock_of_the_event_shows_them(
    door: Door, olga: Client, moment: str, wall: str
):
    at = datetime.fromisoformat(moment)
    await door.change_attendee(1, checked_in=True, checked_in_at=at)
    sheet = (await book_of(olga)).worksheets[0]
    cell = sheet.cell(2, list(ATTENDEES).index("In since") + 1)
    assert cell.is_date
    assert cell.number_format == "yyyy-mm-dd hh:mm:ss"
    assert cell.value == datetime.fromisoformat(wall)
    assert (await table_of(olga))[0]["In since"] == wall.replace("T", " ")


@pytest.mark.parametrize("typed", TYPED)
async def test_text_is_text(door: Door, olga: Client, typed: str):
    await door.change_attendee(1, first_name=typed, phone=typed)
    cell = (await book_of(olga)).worksheets[0].cell(2, 1)
    assert cell.data_type == "s"
    assert not str(cell.value).startswith(("=", "+", "-", "@", "＝"))
    for field in ("First name", "Phone"):
        assert not (await table_of(olga))[0][field].startswith(("=", "+", "-", "@", "＝"))


NAMES = {
    "a\ufffeb\x07": "ab",
    "👩‍🚀 🎉": "👩‍🚀 🎉",
    "שלום \u200f(עולם)": "שלום \u200f(עולם)",
    "<b>&amp;": "<b>&amp;",
    "x" * 100: "x" * 100,
}


@pytest.mark.parametrize(("typed", "read"), NAMES.items())
async def test_any_name_is_taken(door: Door, olga: Client, typed: str, read: str):
    await door.change_attendee(1, last_name=typed)
    rows = await attendees_of(olga, "?q=guest1@")
    assert rows[0]["Last name"] == read
    assert (await table_of(olga, "?q=guest1@"))[0]["Last name"] == read


async def test_every_field_of_the_table_stands_in_quotes(olga: Client):
    lines = (await content_of(olga, CSV)).decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join(f'"{heading}"' for heading in ATTENDEES)
    assert all(line.startswith('"') and line.endswith('"') for line in lines)


async def test_a_session_has_who_sits_then_the_line(door: Door, olga: Client):
    stage = await make_stage(door, 2)
    await make_room(door, 5)
    for person in (2, 1, 4, 3):
        await stage.room.register(person)
    await stage.enter(1)
    rows = rows_of((await book_of(olga)).worksheets[1])
    there = [row for row in rows if row["Name"]]
    assert len(rows) == len(there) + 1
    assert [row["Name"].split()[0] for row in there] == ["Guest2", "Guest1", "Guest4", "Guest3"]
    assert [row["Status"] for row in there] == ["registered"] * 2 + ["on the waiting list"] * 2
    assert [row["Place in line"] for row in there] == [None, None, 1, 2]
    assert [row["In the room since"] is not None for row in there] == [False, True, False, False]
    assert {row["Room"] for row in there} == {"Crane room"}
    found = rows_of((await book_of(olga, "?q=guest3")).worksheets[1])
    assert [row["Place in line"] for row in found if row["Name"]] == [2]


async def test_the_door_and_the_rooms_have_their_scans(door: Door, olga: Client, log_in_as: LogIn):
    stage = await make_stage(door, 5)
    await door.scan(badge(1))
    await door.scan("NOBODY2345")
    otto, token = await log_in_as("otto")
    form = {"scan_id": "2c1b5a0e-4b1c-4e7e-9f0a-0d6d5b0f0a11", "code": badge(2)}
    await otto.post(f"/rooms/{stage.room.session_id}/checkin", form=form, headers=token)
    rows = rows_of((await book_of(olga)).worksheets[2])
    told = [(row["Gate or room"], row["Name"], row["Code"], row["Scanned by"]) for row in rows]
    assert told[0] == ("Main", "Guest1 Żółć", badge(1), "Marta Door")
    assert told[1] == ("Main", None, "NOBODY2345", "Marta Door")
    assert told[2:] == [("Crane room", "Guest2 Żółć", badge(2), "Otto")]
    assert [row["Result"] for row in rows][:2] == ["checked in", "unknown code"]
    assert all(isinstance(row["Time"], datetime) for row in rows)
    narrowed = rows_of((await book_of(olga, "?q=guest1")).worksheets[2])
    assert [row["Name"] for row in narrowed] == ["Guest1 Żółć"]


QUERIES = ["", "?q=guest7", "?type=1", "?state=in", "?state=unpaid&q=guest", "?state=x&type=x"]


@pytest.mark.parametrize("query", QUERIES)
async def test_the_files_hold_what_the_page_shows(door: Door, olga: Client, query: str):
    await door.scan(badge(1))
    await door.change_attendee(3, payment_status="pending")
    page = await (await olga.get(f"/organizer/event/1/attendees{query}")).get_data(as_text=True)
    shown = {f"guest{n}@example.com" for n in range(1, 14) if f'id="attendee-{n}-row"' in page}
    assert {row["Email"] for row in await attendees_of(olga, query)} == shown
    assert {row["Email"] for row in await table_of(olga, query)} == shown


async def test_the_page_has_a_button_for_each_file_of_what_it_shows(olga: Client):
    page = await (await olga.get("/organizer/event/1/attendees?q=guest&type=1")).get_data(as_text=True)
    assert f'formaction="{EXCEL}?q=guest&amp;type=1"' in page
    assert f'formaction="{CSV}?q=guest&amp;type=1"' in page


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_rows_stand_in_the_order_of_the_page(door: Door, olga: Client, language: str):
    for person, name in enumerate(("Nz", "ña", "Oa", "na", "Žb", "łc"), start=1):
        await door.change_attendee(person, last_name=name)
    shown = ListFilter(language=language)
    page = await door.database.read(select_attendees, 1, shown, 50, 0)
    ids = await door.database.read(select_ids, 1, shown)
    rows = await door.database.read(queries.select_attendees, 1, ids)
    assert [row.email for row in rows] == [one.email for one in page]


async def test_an_empty_event_has_empty_sheets(door: Door, olga: Client):
    await door.database.transact(lambda tx: tx.execute(delete(attendees)))
    book = await book_of(olga)
    assert [sheet.max_row for sheet in book.worksheets] == [1, 1, 1]
    assert await table_of(olga) == []


async def test_two_thousand_people_come_once_each(door: Door, olga: Client):
    people = [factories.attendee_row(1, last_name=f"Z{number:04}") for number in range(2000)]
    await door.database.transact(lambda tx: tx.execute(insert(attendees), people))
    rows = await attendees_of(olga, "?q=anna")
    assert [row["Last name"] for row in rows] == sorted(person["last_name"] for person in people)


async def test_rows_stand_in_the_order_of_the_page(olga: Client):
    added = [row["First name"] for row in await attendees_of(olga, "?sort=added")]
    assert added == [f"Guest{number}" for number in range(1, 13)]
    latest = await attendees_of(olga, "?sort=added&down=1")
    assert [row["First name"] for row in latest] == added[::-1]


@pytest.mark.parametrize(("batch", "seen"), [(1, 12), (6, 12), (12, 12), (13, 12)])
async def test_no_one_is_lost_between_two_batches(
    olga: Client, monkeypatch: pytest.MonkeyPatch, batch: int, seen: int
):
    monkeypatch.setattr(export, "BATCH", batch)
    assert len({row["Email"] for row in await table_of(olga)}) == seen


@pytest.mark.usefixtures("two_languages")
async def test_the_sheets_are_in_the_readers_language(olga: Client):
    book = await book_of(olga, f"?lang={ONE}")
    assert all(cell.value.startswith(f"[{ONE}] ") for sheet in book.worksheets for cell in sheet[1])


async def test_the_files_are_named_after_the_event_and_harmless(door: Door, olga: Client):
    named = update(events).where(events.c.id == 1).values(name='../Żuraw: "a/b"\r\n\\c')
    await door.database.transact(lambda tx: tx.execute(named))
    for address, ending in ((EXCEL, "xlsx"), (CSV, "csv")):
        said = (await olga.get(address)).headers["Content-Disposition"]
        plain = f"attachment; filename=attendees.{ending}; filename*=UTF-8''"
        assert said == f"{plain}%C5%BBuraw%20abc%20-%20Attendees.{ending}"


@pytest.mark.parametrize("address", [EXCEL, CSV])
async def test_nobody_else_gets_them(app: Application, log_in_as: LogIn, address: str):
    for name, status in (("otto", 404), ("marta", 403), ("guest1", 403)):
        client, _ = await log_in_as(name)
        assert (await client.get(address)).status_code == status
    guest = await app.test_client().get(address)
    assert guest.status_code == 302
    assert guest.headers["Location"].startswith("/login")


async def test_nothing_stays_behind(olga: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "made").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "made"))
    await attendees_of(olga)
    (tmp_path / "made").rmdir()


async def test_of_many_at_once_two_are_made_and_the_last_is_told_to_wait():
    turns = ExportTurns(longest=0)
    async with turns.turn():
        async with turns.turn():
            with pytest.raises(ManyFilesAtOnce):
                await turns.turn().__aenter__()
        async with turns.turn():
            pass


async def test_who_is_told_to_wait_is_answered_429(olga: Client, app: Application, monkeypatch: Any):
    part = app.site.part(ExportTurns)
    monkeypatch.setattr(part, "_free", asyncio.Semaphore(0))
    monkeypatch.setattr(part, "_longest", 0)
    answer = await olga.get(EXCEL)
    assert answer.status_code == 429
    assert "Other lists are being made" in await answer.get_data(as_text=True)
