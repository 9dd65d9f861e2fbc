"""The roster as Excel: what it holds, for whom, and that no cell of it is run."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from quart.typing import TestClientProtocol as Client

from netevent.core import clock
from netevent.presenters.roster_file import HEADINGS
from tests.conftest import LogIn
from tests.door import Door
from tests.marked_languages import ONE
from tests.presenters.stage import Stage

ZONE = "Europe/Amsterdam"


@pytest.fixture
async def otto(log_in_as: LogIn, stage: Stage) -> Client:
    return (await log_in_as("otto"))[0]


async def sheet_of(client: Client, stage: Stage, query: str = "") -> Any:
    answer = await client.get(f"{stage.page}/list.xlsx{query}")
    assert answer.status_code == 200
    return load_workbook(BytesIO(await answer.get_data(as_text=False))).active


def values(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


async def test_it_has_who_has_a_seat_by_name_then_the_line(door: Door, stage: Stage, otto: Client):
    await door.change_attendee(2, shows_email="everyone", role="Engineer", shows_role="everyone")
    for person in (2, 1, 4, 3):
        await stage.room.register(person)
    await stage.enter(1)
    before = clock.local(clock.now(), ZONE).replace(tzinfo=None)
    headings, *rows = values(await sheet_of(otto, stage))
    assert headings == tuple(HEADINGS)
    assert [row[0] for row in rows] == ["Guest1 Żółć", "Guest2 Żółć", "Guest4 Żółć", "Guest3 Żółć"]
    assert rows[1][1:5] == ("Café & Co", "Engineer", "guest2@example.com", "registered")
    assert rows[2][4] == "no. 1 on the waiting list"
    assert abs((rows[0][5] - before).total_seconds()) < 60
    assert [row[5] for row in rows[1:]] == [None] * 3


@pytest.mark.parametrize("to", ["nobody", "connections"])
async def test_what_is_not_shown_to_everyone_is_not_in_it(door: Door, stage: Stage, otto: Client, to: str):
    hidden = ("name", "organisation", "role", "email")
    await door.change_attendee(1, role="Lurker", **{f"shows_{field}": to for field in hidden})
    await stage.room.register(1)
    _, row = values(await sheet_of(otto, stage))
    assert row[:4] == ("Name hidden", None, None, None)


@pytest.mark.parametrize("typed", ["=1+1", "+31 6", "-x", "@SUM(A1)", "x;=1", "＝1", "#N/A", "bell\x07"])
async def test_text_is_text(door: Door, stage: Stage, otto: Client, typed: str):
    await door.change_attendee(1, organisation=typed, shows_organisation="everyone")
    await stage.room.register(1)
    cell = (await sheet_of(otto, stage)).cell(2, 2)
    assert cell.data_type == "s"
    assert not str(cell.value).startswith(("=", "+", "-", "@", "＝"))
    assert "\x07" not in str(cell.value)


async def test_its_name_is_that_of_the_session_and_harmless(stage: Stage, otto: Client):
    await stage.room.change(name='../Żuraw: "a/b"\\c [x]?*')
    answer = await otto.get(f"{stage.page}/list.xlsx")
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename=session.xlsx; filename*=UTF-8''")
    assert said.endswith("%C5%BBuraw%20abc%20x.xlsx")
    assert values(await sheet_of(otto, stage))[0] == tuple(HEADINGS)


@pytest.mark.usefixtures("two_languages")
async def test_its_headings_are_in_the_readers_language(stage: Stage, otto: Client):
    (headings,) = values(await sheet_of(otto, stage, f"?lang={ONE}"))
    assert headings == tuple(f"[{ONE}] {heading}" for heading in HEADINGS)
