"""The badges of many: whose they are, what cannot be printed, the file, and what is recorded of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, update

from netevent.badges.printed.service import record_prints
from netevent.badges.settings.service import save
from netevent.badges.settings.settings import BadgeSettings
from netevent.badges.sheets import file
from netevent.core import clock
from netevent.core.database.tables import badge_texts, events
from netevent.core.sandbox import ChildDied
from netevent.core.site import Application
from netevent.documents.badges.formats import Format
from tests.badges.sheets.printing import BROWSER, PAGE, PDF, Printing, names_of
from tests.conftest import LogIn
from tests.door import BADGES, Door

EVERYBODY = sorted(f"Guest{number}" for number in range(1, BADGES + 1))


async def test_the_button_makes_a_file_of_all_in_the_order_of_names(printing: Printing):
    assert await printing.made(whom="all") == EVERYBODY


async def test_a_program_gets_the_file_of_all_as_the_answer(printing: Printing):
    answer: Any = await printing.client.get(PAGE, headers=PDF)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert names_of(await answer.get_data(as_text=False)) == EVERYBODY
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=badges.pdf;")


async def test_what_takes_anything_takes_the_file(printing: Printing):
    for accept in ("", "*/*"):
        answer = await printing.client.get(PAGE, headers={"Accept": accept} if accept else {})
        assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize("accept", ["image/png", "application/json"])
async def test_who_takes_neither_page_nor_pdf_is_told(printing: Printing, accept: str):
    assert (await printing.client.get(PAGE, headers={"Accept": accept})).status_code == 406


async def test_a_browser_gets_the_page(printing: Printing):
    page = await printing.page()
    assert f"{BADGES} badges" in page
    assert "Make the PDF" in page


async def test_who_does_not_attend_is_left_out_unless_asked_for(door: Door, printing: Printing):
    await door.change_attendee(1, attendance_status="not_attending")
    assert "1 person does not attend and is left out." in await printing.page()
    assert "Guest1" not in await printing.asked()
    assert "Guest1" in await printing.asked(absent="y")
    assert await printing.asked(people="1") == ["Guest1"]
    assert await printing.asked(people="1.2") == ["Guest2"]


async def test_who_deleted_the_account_has_no_badge(door: Door, printing: Printing):
    await door.change_attendee(1, attendee_code=None, first_name="", last_name="")
    assert len(await printing.asked(absent="y")) == BADGES - 1


async def test_of_a_type_those_are_printed_who_have_it(printing: Printing):
    assert await printing.asked(whom="type", of="1") == [f"Guest{number}" for number in (1, 2, 3)]


async def test_those_ticked_are_printed_and_nobody_of_another_event(printing: Printing):
    assert await printing.asked(people=f"3.2.{BADGES + 1}.999.x.-1") == ["Guest2", "Guest3"]


async def test_those_whom_the_list_showed_are_printed_by_name_whatever_its_order(printing: Printing):
    found = await printing.asked(whom="found", q="guest1", sort="added", down="1")
    assert found == [name for name in EVERYBODY if name.startswith("Guest1")]


async def test_nonsense_means_everybody(printing: Printing):
    for asked in ({"whom": "x"}, {"people": "..'"}, {"whom": "type", "of": "x"}, {"whom": "people"}):
        assert await printing.asked(**asked) == EVERYBODY


async def test_new_are_those_without_a_badge_and_those_whose_badge_says_something_else(
    door: Door, printing: Printing
):
    assert await printing.made(whom="new", counts="y") == EVERYBODY
    assert "All badges are printed as they are now." in await printing.check(whom="new")
    await door.change_attendee(2, organisation="Elsewhere")
    row = {"attendee_id": 5, "name": "Guest5 the Great", "changed_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(badge_texts).values(row)))
    assert "2 badges" in await printing.check(whom="new")
    assert await printing.made(whom="new", counts="y") == ["Guest2", "Guest5"]
    assert "All badges are printed as they are now." in await printing.check(whom="new")


async def test_prints_are_recorded_with_who_let_them_be_made(printing: Printing):
    await printing.made(people="3.2", counts="y")
    assert await printing.printed() == [(2, "Olga"), (3, "Olga")]


async def test_a_file_to_look_at_counts_for_nothing(printing: Printing):
    await printing.made(people="3.2")
    await printing.asked(people="1", counts="n")
    assert await printing.printed() == []


async def test_what_a_program_got_counts(printing: Printing):
    await printing.asked(people="1")
    assert await printing.printed() == [(1, "Olga")]


async def test_twice_at_once_is_two_files_and_each_print_is_recorded(printing: Printing):
    found = await asyncio.gather(*(printing.made(people="1", counts="y") for _ in range(2)))
    assert found == [["Guest1"]] * 2
    assert await printing.printed() == [(1, "Olga")] * 2


async def test_nobody_to_print_is_said_and_makes_no_file(door: Door, printing: Printing):
    await door.change_attendee(1, attendance_status="not_attending")
    await door.change_attendee(2, attendance_status="not_attending")
    answer = await printing.client.post(PAGE, form={"people": "1.2"}, headers=printing.token | BROWSER)
    assert answer.status_code == 422
    assert "Nobody is left to print a badge for." in await answer.get_data(as_text=True)
    program = await printing.client.get(PAGE, query_string={"people": "1.2"}, headers=PDF)
    assert program.status_code == 409


async def test_letters_that_cannot_be_printed_are_told_before(door: Door, printing: Printing):
    await door.change_attendee(2, organisation="Ωmega \U00010000")
    page = await printing.check(whom="all")
    assert "On 1 badge letters are missing" in page
    assert 'href="/organizer/event/1/badges/2/text"' in page
    assert "\U00010000" in page
    await door.change_attendee(2, organisation="Omega")
    assert "letters are missing" not in await printing.check(whom="all")


@pytest.mark.parametrize(
    "name", ["<b>&amp;</b>", "=1+1", "x" * 100, "😀" * 20, "a\nb\r\n", "\u202eabc\u200f"]
)
async def test_hostile_names_kill_no_file(door: Door, printing: Printing, name: str):
    await door.change_attendee(1, first_name=name, last_name=name, organisation=name * 2, role=name)
    assert len(await printing.asked()) >= BADGES - 1
    assert "<b>&amp;</b>" not in await printing.check(whom="all")


async def test_the_paper_is_that_of_the_settings(door: Door, printing: Printing):
    await door.database.transact(save, 1, BadgeSettings(Format.l7418))
    assert "2 sheets" in await printing.page()
    assert await printing.made(whom="all") == EVERYBODY


async def test_a_process_that_dies_is_told_honestly(printing: Printing, monkeypatch: pytest.MonkeyPatch):
    def dies(*_: object) -> None:
        raise ChildDied

    monkeypatch.setattr(file, "printing", dies)
    assert (await printing.client.get(PAGE, headers=PDF)).status_code == 503
    assert "The file could not be made." in await printing.finished(await printing.order(counts="y"))
    assert await printing.printed() == []


async def test_who_cancels_records_nothing(printing: Printing):
    address = await printing.order(people="1", counts="y")
    await printing.client.post(f"{address}/cancel", headers=printing.token)
    assert "This file was cancelled." in await printing.page(address)
    assert await printing.printed() == []


async def test_of_an_archived_event_the_file_is_for_looking_at(door: Door, printing: Printing):
    archived = update(events).where(events.c.id == 1).values(archived_at=clock.now())
    await door.database.transact(lambda tx: tx.execute(archived))
    assert "Make the PDF" not in await printing.page()
    assert (await printing.client.post(PAGE, headers=printing.token | BROWSER)).status_code == 409
    assert await printing.asked(people="1") == ["Guest1"]
    assert await printing.printed() == []


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_gets_them(app: Application, log_in_as: LogIn, who: str, status: int):
    client, token = await log_in_as(who)
    for accept in (PDF, BROWSER):
        assert (await client.get(PAGE, headers=accept)).status_code == status
    assert (await client.post(PAGE, headers=token)).status_code == status


async def test_the_list_of_attendees_leads_there_with_those_ticked(printing: Printing):
    batch = "/organizer/event/1/attendees/batch"
    ticked = "do=badges&attendee_id=3&attendee_id=2"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await printing.client.post(batch, data=ticked, headers=printing.token | kind)
    assert answer.headers["Location"] == f"{PAGE}?people=2.3"
    all_found = {"do": "badges", "whom": "found", "q": "guest1"}
    answer = await printing.client.post(batch, form=all_found, headers=printing.token)
    assert answer.headers["Location"] == f"{PAGE}?q=guest1&whom=found"
    assert "Those whom the list showed" in await printing.page(answer.headers["Location"])


async def test_the_figures_tell_who_has_no_badge_yet(door: Door, printing: Printing):
    assert f"{BADGES} badges not printed yet" in await printing.page()
    await door.database.transact(record_prints, 1, [(1, "0" * 64)], "Olga", "", clock.now())
    page = await printing.page()
    assert f"{BADGES - 1} badges not printed yet" in page
    assert "last print today" in page
