"""What became of an announcement as a file, one line for each person."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from sqlalchemy import update

from netevent.core.database import Transaction
from netevent.core.database.tables import mails
from tests.announcements.office.announced import PAGE, put_results, text_of, write
from tests.conftest import LogIn
from tests.door import Door

pytestmark = pytest.mark.usefixtures("app")

HOSTILE = "=HYPERLINK(1)"


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


async def test_the_file_has_each_person_and_what_became_of_the_mail(door: Door, log_in_as: LogIn):
    number = await write(door)
    await put_results(door, number)
    olga, _ = await log_in_as("olga")
    answer = await olga.get(f"{PAGE}/{number}/csv/download")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    head, *rows = rows_of(await answer.get_data(as_text=False))
    told = ["Told", "State of the email", "Words of the mail server", "Opened their page"]
    assert head == ["First name", "Last name", "Email", *told]
    assert len(rows) == 10
    states = [row[4] for row in rows]
    assert {"came back", "reported as spam", "no email address", "wants no announcements"} <= set(states)
    assert [row[5] for row in rows if row[4] == "refused"] == ["550 No such user here"]
    assert [bool(row[6]) for row in rows] == [False] * 7 + [True] * 3


async def test_no_cell_of_it_is_a_formula(door: Door, log_in_as: LogIn):
    number = await write(door)
    await put_results(door, number)
    await door.change_attendee(1, first_name=HOSTILE)
    await door.database.transact(_say, HOSTILE)
    olga, _ = await log_in_as("olga")
    answer = await olga.get(f"{PAGE}/{number}/csv/download")
    cells = [cell for row in rows_of(await answer.get_data(as_text=False)) for cell in row]
    assert cells.count(f"'{HOSTILE}") == 2
    assert HOSTILE not in cells


def _say(tx: Transaction, words: str) -> None:
    tx.execute(update(mails).where(mails.c.said != "").values(said=words))


async def test_the_page_leads_to_it_once_somebody_was_told(door: Door, log_in_as: LogIn):
    draft, sent = await write(door), await write(door)
    await put_results(door, sent)
    olga, _ = await log_in_as("olga")
    assert f"{PAGE}/{sent}/csv/download" in await text_of(olga, f"{PAGE}/{sent}")
    assert "csv/download" not in await text_of(olga, f"{PAGE}/{draft}")


async def test_it_is_for_the_organizers_of_the_event_alone(door: Door, log_in_as: LogIn):
    number = await write(door)
    await put_results(door, number)
    others = await write(door, event_id=2)
    olga, _ = await log_in_as("olga")
    assert (await olga.get(f"{PAGE}/{others}/csv/download")).status_code == 404
    marta, _ = await log_in_as("marta")
    assert (await marta.get(f"{PAGE}/{number}/csv/download")).status_code == 403
